"""A trial sitting in the CMS: the exam as an officer meets it, from its ways in to its review; nothing of it counts."""

import secrets
from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from assessments.browser_words import browser_words
from assessments.draw import Draw
from assessments.forms import SectionForm, TrialEntryForm, given_of, slot_of
from assessments.models.attempt import Attempt
from assessments.pages import ExamPage
from assessments.queries import sitting as pages
from assessments.queries.sections import place_in
from assessments.queries.trial_sitting import TriedExam, attempt_on_trial, tried_exam, tried_review
from assessments.queries.trial_state import TrialState
from assessments.services.begin_section import Unanswered
from assessments.services.check_answer import MOST_TRIES
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
    """Show the ways in, draw a sitting and show it; POST goes on with it, or marks it. The gate asked for the page."""
    exam, officer = _exam_or_404(page_id, edition), officer_of(request)
    _note(exam, officer)
    form = TrialForm(request.POST if "ticket" in request.POST else None, exam=exam, by=officer)
    if form.is_bound and form.is_valid():
        return _go_on(request, _Desk(exam, form))
    state = exam.begin(secrets.token_bytes(16), at=timezone.now())
    if attempt_on_trial(exam, state, by=officer) is None:
        messages.error(request, _("No sitting can be drawn yet. What prevents it stands below."))
        return redirect("assessments_cms:exam", page_id)
    entry = TrialEntryForm(request.POST or None, rules=exam.entry)
    if exam.entry.to_json() and not form.is_bound and not (request.method == "POST" and entry.is_valid()):
        return render(request, "assessments/trial_entry.html", {"exam": exam, "form": entry, "rules": exam.rule_words})
    return _page(request, _Desk(exam, form), state)


class _Desk:
    """The exam that is tried, and the form of the page that was sent, of which errors are shown."""

    def __init__(self, exam: TriedExam, form: TrialForm) -> None:
        self.exam, self.form, self.by = exam, form, form.by

    def attempt(self, state: TrialState) -> Attempt:
        """Return the sitting; there is one, since it was drawn before from the same exam."""
        attempt = attempt_on_trial(self.exam, state, by=self.by)
        if attempt is None:
            raise Http404
        return attempt


def _go_on(request: HttpRequest, desk: _Desk) -> HttpResponse:
    """Take what was answered; then check an answer, open or begin a section, or hand the trial in."""
    attempt, now = desk.attempt(desk.form.state), timezone.now()
    drawn = Draw.from_json(attempt.draw)
    state, unread = desk.form.state.with_answers(drawn, {one.slot: one.value for one in given_of(request, attempt)})
    if "slot" in request.POST:
        number = slot_of(request)
        checked = state.checking(drawn, number, most=MOST_TRIES) if number <= len(drawn.slots) else None
        if checked is None:
            messages.warning(request, _("There is nothing to check: answer the question first."))
        return _page(
            request, desk, checked or state, wanted=str(drawn.slots[min(number, len(drawn.slots)) - 1].section)
        )
    if "open" in request.POST:
        return _page(request, desk, state, wanted=request.POST["open"])
    owed = state.owed(drawn, desk.exam.sections, now)
    is_between = state.stages is not None and "hand_in" not in request.POST and "section" not in request.POST
    if is_between and len(state.stages or ()) < len(desk.exam.sections):
        return _between(request, desk, state)
    if owed:
        messages.error(request, str(Unanswered(owed)))
        return _page(request, desk, state)
    wanted = SectionForm(request.POST)
    if "section" in request.POST and wanted.is_valid():
        is_next = wanted.cleaned_data["section"] == len(state.stages or ()) + 1 <= len(desk.exam.sections)
        begun = state.beginning(desk.exam.sections, ends=attempt.ends_at, now=now) if is_next else state
        return _page(request, desk, begun)
    tried = replace(tried_review(desk.exam, attempt, state), unread=unread)
    return render(request, "assessments/trial_review.html", {"review": tried.review, "tried": tried, "exam": desk.exam})


def _page(request: HttpRequest, desk: _Desk, state: TrialState, *, wanted: str = "") -> HttpResponse:
    """Show the questions, or those of a section, with what was answered."""
    attempt = desk.attempt(state)
    place = place_in(attempt, desk.exam.sections, wanted)
    part = place.shown if place else None
    if place is not None and part is None:
        return _between(request, desk, state)
    drawn = Draw.from_json(attempt.draw)
    shown = pages.sitting(
        attempt, title=desk.exam.title, owner=desk.by.public_id, client=1, sections=desk.exam.sections,
        only=part.number if part else None, part=part, rules=desk.exam.rules, file_url=inside,
        kept=pages.Kept(state.answers(), state.checked(drawn)),
    )  # fmt: skip
    context = {
        "sitting": shown, "place": place, "words": browser_words(), "ticket": ticket_for(desk.exam, state, by=desk.by),
        "exam": desk.exam, "form": desk.form, "check_url": request.path,
    }  # fmt: skip
    return render(request, "assessments/trial.html", context)


def _between(request: HttpRequest, desk: _Desk, state: TrialState) -> HttpResponse:
    """Say what comes next, and what is left behind; after the last section there is only handing in."""
    attempt = desk.attempt(state)
    place = place_in(attempt, desk.exam.sections)
    before = place.before.number if place and place.before else 0
    shown = pages.sitting(
        attempt, title=desk.exam.title, owner=desk.by.public_id, client=1, sections=desk.exam.sections, only=before,
        file_url=inside, kept=pages.Kept(state.answers(), {}),
    )  # fmt: skip
    ticket = ticket_for(desk.exam, state, by=desk.by)
    context = {"sitting": shown, "place": place, "ticket": ticket, "exam": desk.exam, "words": browser_words()}
    return render(request, "assessments/trial_next.html", context)


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
