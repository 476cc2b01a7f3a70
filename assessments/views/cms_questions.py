"""Questions in the CMS: the list, one question with its key, and what is decided about it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments.bank_forms import FilterForm, ReasonForm
from assessments.models.bank import Bank
from assessments.models.question import Question
from assessments.queries.likenesses import alike_to
from assessments.queries.question_page import question_page, sitting_of
from assessments.queries.questions import banks_of, found, lines, questions_within
from assessments.services.retire_question import restore_question, retire_question
from courses.services.note_reading import note_reading
from courses.views.person import officer_of
from officers.models import Act, Officer
from officers.refusals import refusals_to
from officers.roles import may, may_somewhere

__all__ = ["note", "preview", "question", "question_or_404", "questions", "restore", "retire"]

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
    context = {"page": page, "lines": lines(list(page)), "form": form, "may_write": may_write}
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
    officer = officer_of(request)
    context = {
        "page": question_page(row), "alike": alike_to(row, officer), "reason_form": ReasonForm(), **bound,
        "may_write": may(officer, Act.EDIT_CONTENT, on=row.bank.scope),
        "may_decide": row.bank.course is not None and may(officer, Act.DECIDE_MARK, on=row.bank.course.scope),
    }  # fmt: skip
    return TemplateResponse(request, "assessments/cms/question.html", context)
