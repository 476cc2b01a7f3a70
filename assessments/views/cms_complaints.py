"""Complaints in the CMS: the list by state, one on the desk, and the mark that is changed by hand."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from assessments.bank_forms import seen_in
from assessments.complaint_forms import AnswerForm, MarkForm
from assessments.models.complaint import Complaint
from assessments.queries.complaints import Desk, asked_lines, complaints_within, desk
from assessments.services.answer_complaint import answer_complaint
from assessments.services.change_mark import change_mark
from assessments.views.sitting import note_sitting
from courses.views.person import officer_of
from officers.refusals import refusals_to

__all__ = ["answer", "change", "complaint", "complaints", "take_up"]

#: Complaints on one page of the list.
PAGE = 50
State = Complaint.State


@never_cache
@require_safe
def complaints(request: HttpRequest) -> HttpResponse:
    """Show them, of one state where it is asked for."""
    asked = request.GET.get("state", "")
    state = asked if asked in State.values else ""
    page = Paginator(complaints_within(officer_of(request), state), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "lines": asked_lines(page), "state": state, "states": State.choices}
    return TemplateResponse(request, "assessments/cms/complaints.html", context)


@never_cache
@require_safe
def complaint(request: HttpRequest, complaint: UUID) -> HttpResponse:
    """Show one, with the question and what was answered."""
    return _page(request, desk(_held(request, complaint)))


@require_POST
@refusals_to(None)
def take_up(request: HttpRequest, complaint: UUID) -> HttpResponse:
    """Take one up."""
    row = _held(request, complaint)
    answer_complaint(
        complaint=row, state=State.UNDER_REVIEW, text="", by=officer_of(request), seen=seen_in(request.POST)
    )
    messages.success(request, _("Taken up. The officer is told that it is under review."))
    return redirect("assessments_complaints:complaint", complaint)


@never_cache
@refusals_to("answer_form")
def answer(request: HttpRequest, complaint: UUID) -> HttpResponse:
    """Uphold or dismiss one."""
    row = _held(request, complaint)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answer_complaint(complaint=row, by=officer_of(request), seen=seen_in(request.POST), **form.cleaned_data)
        messages.success(request, _("Answered. The officer is told."))
        return redirect("assessments_complaints:complaint", complaint)
    return _page(request, desk(row), answer_form=form)


@never_cache
@refusals_to("mark_form")
def change(request: HttpRequest, complaint: UUID) -> HttpResponse:
    """Let a question earn more."""
    row = _held(request, complaint)
    shown = desk(row)
    form = MarkForm(request.POST or None, desk=shown)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        change_mark(
            complaint=row, slot=given["slot"], fraction=given["fraction"], why=given["why"], by=officer_of(request),
            seen=seen_in(request.POST),
        )  # fmt: skip
        messages.success(request, _("The mark is changed, and the officer is told."))
        return redirect("assessments_complaints:complaint", complaint)
    return _page(request, shown, mark_form=form)


def _held(request: HttpRequest, uuid: UUID) -> Any:
    """Load a complaint through both doors, and note the reading where it is of a reserved course."""
    officer = officer_of(request)
    row = get_object_or_404(complaints_within(officer), uuid=uuid)
    note_sitting(row.attempt, officer)
    return row


def _page(request: HttpRequest, shown: Desk, **bound: Any) -> HttpResponse:
    context = {"desk": shown, "answer_form": AnswerForm(), "mark_form": MarkForm(desk=shown), **bound}
    return TemplateResponse(request, "assessments/cms/complaint.html", context)
