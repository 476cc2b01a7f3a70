"""A trial sitting in the CMS: the exam as an officer meets it, and nothing of it counts."""

import secrets

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from assessments.browser_words import browser_words
from assessments.forms import given_of
from assessments.pages import ExamPage
from assessments.queries import sitting as pages
from assessments.queries.trial_sitting import TriedExam, attempt_on_trial, tried_exam, tried_review
from assessments.trial_form import TrialForm, ticket_for
from assessments.views.cms_questions import note
from courses.frozen_files import inside
from courses.services.note_reading import note_reading
from courses.views.person import officer_of
from officers.models import Officer

__all__ = ["trial"]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def trial(request: HttpRequest, page_id: int, edition: int | None = None) -> HttpResponse:
    """Draw a sitting and show it; POST marks it and shows its review. The gate has asked for the page."""
    exam, officer = _exam_or_404(page_id, edition), officer_of(request)
    _note(exam, officer)
    form = TrialForm(request.POST or None, exam=exam, by=officer)
    if request.method == "POST" and form.is_valid():
        return _review(request, exam, form)
    seed = secrets.token_bytes(16)
    attempt = attempt_on_trial(exam, seed, by=officer, at=timezone.now())
    if attempt is None:
        messages.error(request, _("No sitting can be drawn yet. What prevents it stands below."))
        return redirect("assessments_cms:exam", page_id)
    shown = pages.sitting(
        attempt, title=exam.title, owner=officer.public_id, client=1, sections=exam.sections, file_url=inside
    )
    context = {"sitting": shown, "words": browser_words(), "ticket": ticket_for(exam, by=officer, seed=seed)}
    return render(request, "assessments/trial.html", {**context, "exam": exam, "form": form})


def _review(request: HttpRequest, exam: TriedExam, form: TrialForm) -> HttpResponse:
    attempt = attempt_on_trial(exam, form.seed, by=form.by, at=timezone.now())
    if attempt is None:  # not of an exam that has not changed since
        raise Http404
    tried = tried_review(exam, attempt, {one.slot: one.value for one in given_of(request, attempt)})
    return render(request, "assessments/trial_review.html", {"review": tried.review, "tried": tried, "exam": exam})


def _exam_or_404(page_id: int, edition: int | None) -> TriedExam:
    exam = tried_exam(get_object_or_404(ExamPage, pk=page_id), edition=edition)
    if exam is None:
        raise Http404
    return exam


def _note(exam: TriedExam, officer: Officer) -> None:
    """Note that reserved questions are about to be shown."""
    if exam.item is not None:
        note_reading(by=officer, held=exam.course, on=exam.item)
    elif exam.bank is not None:
        note(officer, exam.bank)
