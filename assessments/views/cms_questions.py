"""Questions in the CMS: looked at, with their key, by those whose work needs it. Their editor comes later."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments.forms import bank_of
from assessments.models.bank import Bank
from assessments.models.question import Question
from assessments.queries.questions import banks_of, lines, newest_versions, question_page, questions_within
from courses.services.note_reading import note_reading
from courses.views.person import officer_of
from officers.models import Officer

__all__ = ["preview", "question", "questions"]

#: Questions on one page of the list.
PAGE = 50


@never_cache
@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """Show the questions of the banks within reach, of one or of all."""
    officer = officer_of(request)
    bank = bank_of(request)
    page = Paginator(newest_versions(officer, bank=bank), PAGE).get_page(request.GET.get("page"))
    for shown in {version.question.bank for version in page}:
        _note(officer, shown)
    context = {"page": page, "lines": lines(list(page)), "banks": banks_of(officer), "bank": bank}
    return TemplateResponse(request, "assessments/cms/questions.html", context)


@never_cache
@require_safe
def question(request: HttpRequest, question: UUID) -> HttpResponse:
    """Show one question with its key."""
    context = {"page": question_page(_within_reach(request, question))}
    return TemplateResponse(request, "assessments/cms/question.html", context)


@never_cache
@require_safe
def preview(request: HttpRequest, question: UUID) -> HttpResponse:
    """Show one question as a learner would see it."""
    page = question_page(_within_reach(request, question))
    return render(request, "assessments/question_preview.html", {"q": page.sitting, "bank": page.bank})


def _within_reach(request: HttpRequest, uuid: UUID) -> Question:
    """Load a question through both doors, and note the reading where it is of a reserved course."""
    officer = officer_of(request)
    found = get_object_or_404(questions_within(officer), uuid=uuid)
    _note(officer, found.bank)
    return found


def _note(officer: Officer, bank: Bank) -> None:
    """Note that the bank of a reserved course is about to be read."""
    if bank.course is not None:
        note_reading(by=officer, held=bank.course, on=bank)
