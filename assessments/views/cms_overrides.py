"""Overrides in the CMS: all that were given, giving one to officers of a run, taking one back."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from assessments.models.run_override import RunOverride
from assessments.override_form import OverrideForm, RunOverrideForm
from assessments.queries.after_key import key_open_since
from assessments.queries.override_list import given_keys, given_lines
from assessments.queries.overrides import exams_of_runs, newest_key, override_lines, override_rows
from assessments.rules import KIND
from assessments.services.give_override import give_override
from assessments.services.give_run_override import give_run_override
from assessments.services.take_back_override import take_back_override
from courses.cms_forms import ReasonForm
from courses.gate import reach
from courses.models.edition import EditionItem
from courses.models.enrolment import Enrolment
from courses.models.run import CourseRun
from courses.views.person import officer_of
from officers.models import Act, Officer
from officers.refusals import refusals_to

__all__ = ["choose_exam", "give", "give_run", "overrides", "take_back"]

#: Overrides on one page of the list.
PAGE = 50


@require_safe
def overrides(request: HttpRequest) -> HttpResponse:
    """Show what was given in the runs of the courses for which the officer may plan, or in one of them."""
    courses = reach.courses(officer_of(request), Act.MANAGE_RUNS)
    run = request.GET.get("run", "")[:30].replace("\0", "")
    q = request.GET.get("q", "")[:100].replace("\0", "").strip()
    page = Paginator(given_keys(courses, run=run, q=q), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page, "lines": given_lines(page, courses), "run": run, "q": q,
        "exams": [] if run or q else exams_of_runs(courses, at=timezone.now()),
    }  # fmt: skip
    return TemplateResponse(request, "assessments/cms/overrides.html", context)


@refusals_to("form")
def give(request: HttpRequest, run: str, exam: UUID) -> HttpResponse:
    """Give officers of a run more in one of its exams."""
    officer = officer_of(request)
    courses = reach.courses(officer, Act.MANAGE_RUNS)
    held, item = _exam_of_run_or_404(officer, run, exam)
    form = _form(request, held, key_open_since(held, item, now=timezone.now()))
    if request.method == "POST" and form.is_valid():
        why = form.cleaned_data["why"]
        given = give_override(
            run=held, exam=item, enrolments=form.enrolments, given=form.given, why=why, by=officer, seen=_seen(request),
            after_key=form.agreed,
        )  # fmt: skip
        words = ngettext("Given to %(count)s officer.", "Given to %(count)s officers.", len(given))
        messages.success(request, words % {"count": len(given)})
        return redirect(request.path)
    page = Paginator(override_rows(courses, run=held.code, exam=exam), PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form, "run": held, "exam": item, "page": page, "lines": override_lines(page),
        "seen": newest_key(held, exam), "of_run": RunOverride.newest(held, exam),
    }  # fmt: skip
    return TemplateResponse(request, "assessments/cms/give_override.html", context)


@refusals_to("form")
def give_run(request: HttpRequest, run: str, exam: UUID) -> HttpResponse:
    """State what everybody in a run gets in one of its exams."""
    officer = officer_of(request)
    held, item = _exam_of_run_or_404(officer, run, exam)
    newest = RunOverride.newest(held, exam)
    terms = newest or RunOverride()
    now = {"attempts": terms.extra_attempts, "minutes": terms.extra_minutes, "factor": terms.time_factor}
    open_since = key_open_since(held, item, now=timezone.now())
    form = RunOverrideForm(request.POST or None, initial=now, open_since=open_since)
    if request.method == "POST" and form.is_valid():
        give_run_override(
            run=held, exam=item, attempts=form.cleaned_data["attempts"] or 0,
            minutes=form.cleaned_data["minutes"] or 0, why=form.cleaned_data["why"], by=officer, seen=_seen(request),
            factor=form.cleaned_data["factor"], after_key=form.agreed,
        )  # fmt: skip
        messages.success(request, _("This holds for everybody in the run from now on."))
        return redirect("assessments_overrides:give", run, exam)
    context = {"form": form, "run": held, "exam": item, "seen": newest.number if newest else 0}
    return TemplateResponse(request, "assessments/cms/give_run_override.html", context)


def choose_exam(request: HttpRequest, run: CourseRun, logins: Sequence[str]) -> HttpResponse:
    """Lead from those who were chosen in a roster to the form of one exam: a way of ``courses.roster_ways``."""
    exams = EditionItem.objects.filter(edition=run.edition_id, kind=KIND).defer("payload", "search_text")
    context = {"run": run, "exams": exams.order_by("order"), "people": "\n".join(logins), "count": len(logins)}
    return TemplateResponse(request, "assessments/cms/choose_exam.html", context)


@refusals_to("form")
def take_back(request: HttpRequest, enrolment: UUID, exam: UUID) -> HttpResponse:
    """Take back what an officer was given, with a reason."""
    officer = officer_of(request)
    courses = reach.courses(officer, Act.MANAGE_RUNS)
    rows = Enrolment.objects.with_course().select_related("officer")
    held = get_object_or_404(rows, uuid=enrolment, course__in=courses)
    newest = override_rows(courses, run=held.run.code, exam=exam).filter(enrolment=held).first()
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        take_back_override(enrolment=held, activity=exam, why=form.cleaned_data["why"], by=officer)
        messages.success(request, _("Taken back. The rules of the exam hold again."))
        return redirect("assessments_overrides:give", held.run.code.lower(), exam)
    context = {"form": form, "enrolment": held, "lines": override_lines([newest] if newest else [])}
    return TemplateResponse(request, "assessments/cms/take_back_override.html", context)


def _exam_of_run_or_404(officer: Officer, run: str, exam: UUID) -> tuple[CourseRun, EditionItem]:
    """Return a run that the officer plans, and one of its exams."""
    courses = reach.courses(officer, Act.MANAGE_RUNS)
    runs = CourseRun.objects.select_related("edition__course").defer("edition__payload", "edition__search_text")
    held = get_object_or_404(runs, code=run.upper(), edition__course__in=courses)
    return held, get_object_or_404(EditionItem, edition=held.edition_id, activity_uuid=exam, kind=KIND)


def _form(request: HttpRequest, run: CourseRun, open_since: datetime | None) -> OverrideForm:
    """Return the form: filled with whoever was chosen in the roster, or is named in the address; or as it was sent."""
    if "chosen" in request.POST:
        return OverrideForm(run=run, open_since=open_since, initial={"people": request.POST.get("people", "")})
    named = {"people": request.GET.get("people", "")[:12]}
    return OverrideForm(request.POST or None, run=run, open_since=open_since, initial=named)


def _seen(request: HttpRequest) -> int:
    """Return the newest override that the page had shown; anything else was not sent by it."""
    text = request.POST.get("seen", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else -1
