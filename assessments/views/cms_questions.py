"""Questions in the CMS: the list, one question with its key, and what is decided about it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments.bank_forms import FilterForm, MoveForm, ReasonForm
from assessments.models.bank import Bank
from assessments.models.question import Question
from assessments.models.question_step import VersionState
from assessments.queries.likenesses import alike_to
from assessments.queries.question_page import question_page, sitting_of
from assessments.queries.questions import banks_of, found, lines, questions_within
from assessments.services.move_version import move_version
from assessments.services.retire_question import restore_question, retire_question
from assessments.version_moves import is_own, moves
from courses.services.note_reading import note_reading
from courses.views.person import officer_of
from officers.models import Act, Officer
from officers.refusals import refusals_to
from officers.roles import may, may_somewhere

__all__ = ["move", "note", "preview", "question", "question_or_404", "questions", "restore", "retire"]

#: Questions on one page of the list.
PAGE = 50


@never_cache
@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """Show the questions within reach, narrowed to what is wanted."""
    officer = officer_of(request)
    form = FilterForm(request.GET, banks=banks_of(officer))
    page = Paginator(found(officer, form.wanted), PAGE).get_page(request.GET.get("page"))
    for shown in {version.question.bank for version in page}:
        note(officer, shown)
    may_write = may_somewhere(officer, Act.EDIT_CONTENT)
    context = {
        "page": page, "lines": lines(list(page)), "form": form, "may_write": may_write,
        "ruled": banks_of(officer, Act.PUBLISH_EDITION),
    }  # fmt: skip
    return TemplateResponse(request, "assessments/cms/questions.html", context)


@never_cache
@require_safe
def question(request: HttpRequest, question: UUID) -> HttpResponse:
    """Show one question with its key."""
    return _page(request, question_or_404(request, question, Act.READ_CONTENT))


@never_cache
@require_safe
def preview(request: HttpRequest, question: UUID) -> HttpResponse:
    """Show one question as a learner would see it."""
    row = question_or_404(request, question, Act.READ_CONTENT)
    return render(request, "assessments/question_preview.html", {"q": sitting_of(row), "bank": row.bank.name})


#: What is said once a version stands there.
_MOVED = {
    VersionState.DRAFT: gettext_lazy("Version %(number)s was sent back. Its author is told."),
    VersionState.IN_REVIEW: gettext_lazy("Version %(number)s waits for its review."),
    VersionState.READY: gettext_lazy(
        "Version %(number)s is ready: new editions ask it; those that are published keep theirs."
    ),
}


@never_cache
@refusals_to("move_form")
def move(request: HttpRequest, question: UUID, number: int) -> HttpResponse:
    """Send a version for review, make it ready, or send it back."""
    row = question_or_404(request, question, Act.READ_CONTENT)
    version = get_object_or_404(row.versions.select_related("question__bank__course"), number=number)
    form = MoveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        step = move_version(version=version, by=officer_of(request), **form.cleaned_data)
        messages.success(request, _MOVED[VersionState(step.state)] % {"number": number})
        return redirect("assessments_cms:question", row.uuid)
    return _page(request, row, move_form=form)


@never_cache
@refusals_to("reason_form")
def retire(request: HttpRequest, question: UUID) -> HttpResponse:
    """Ask the question in no new edition."""
    row = question_or_404(request, question, Act.EDIT_CONTENT)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        retire_question(question=row, by=officer_of(request), **form.cleaned_data)
        messages.success(request, _("Retired: no new edition asks it. Editions that have it keep it."))
        return redirect("assessments_cms:question", row.uuid)
    return _page(request, row, reason_form=form)


@never_cache
@refusals_to("reason_form")
def restore(request: HttpRequest, question: UUID) -> HttpResponse:
    """Let new editions ask the question again."""
    row = question_or_404(request, question, Act.EDIT_CONTENT)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        restore_question(question=row, by=officer_of(request), **form.cleaned_data)
        messages.success(request, _("Restored: new editions may ask it again."))
        return redirect("assessments_cms:question", row.uuid)
    return _page(request, row, reason_form=form)


def question_or_404(request: HttpRequest, uuid: UUID, act: str) -> Question:
    """Load a question through both doors, and note the reading where it is of a reserved course."""
    officer = officer_of(request)
    row = get_object_or_404(questions_within(officer, act), uuid=uuid)
    note(officer, row.bank)
    return row


def note(officer: Officer, bank: Bank) -> None:
    """Note that the bank of a reserved course is about to be read."""
    if bank.course is not None:
        note_reading(by=officer, held=bank.course, on=bank)


def _page(request: HttpRequest, row: Question, **bound: Any) -> HttpResponse:
    officer, page = officer_of(request), question_page(row)
    bank, newest, stands = row.bank, page.newest, page.versions[0].state
    context = {
        "page": page, "alike": alike_to(row, officer), "reason_form": ReasonForm(), "move_form": MoveForm(), **bound,
        "bank": bank, "moves": moves(stands, author=newest.by_id, bank=bank, by=officer),
        "is_own": stands == VersionState.IN_REVIEW and is_own(newest.by_id, bank, officer),
        "may_rule": may(officer, Act.PUBLISH_EDITION, on=bank.scope),
        "may_write": may(officer, Act.EDIT_CONTENT, on=row.bank.scope),
        "may_decide": row.bank.course is not None and may(officer, Act.DECIDE_MARK, on=row.bank.course.scope),
    }  # fmt: skip
    return TemplateResponse(request, "assessments/cms/question.html", context)
