"""Where answers are marked: what waits, and one answer at a time."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments.bank_forms import seen_in
from assessments.queries.to_mark import answers_within, desk, next_after, to_mark
from assessments.rubric_form import RubricForm
from assessments.services.mark_answer import mark_answer
from assessments.views.sitting import note_sitting
from courses.views.person import officer_of
from officers.models import Act
from officers.refusals import refusals_to
from officers.roles import may_somewhere

__all__ = ["mark", "marking"]


@never_cache
@require_safe
def marking(request: HttpRequest) -> HttpResponse:
    """Show what waits by run and question; for whoever marks nowhere, the page does not exist."""
    officer = officer_of(request)
    if not may_somewhere(officer, Act.MARK_ANSWERS):
        raise Http404
    return TemplateResponse(request, "assessments/marking.html", {"groups": to_mark(officer)})


@never_cache
@refusals_to("form")
def mark(request: HttpRequest, answer: UUID) -> HttpResponse:
    """Show an answer with its rubric; POST gives its mark and leads to the next one."""
    officer = officer_of(request)
    rows = answers_within(officer).select_related(
        "version", "attempt__officer", "attempt__item", "attempt__enrolment__run", "attempt__enrolment__course",
        "attempt__enrolment__edition",
    )  # fmt: skip
    row: Any = get_object_or_404(rows, uuid=answer)
    page = desk(officer, row)
    form = RubricForm(request.POST or None, content=page.content, marked=bool(page.history))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        given = mark_answer(
            answer=row, levels=form.levels, comment=said["comment"].strip(), why=said.get("why", "").strip(),
            by=officer, seen=seen_in(request.POST),
        )  # fmt: skip
        return _after(request, row, first=given.number == 1)
    note_sitting(row.attempt, officer)
    context = {"desk": page, "form": form, "next": next_after(officer, row)}
    return TemplateResponse(request, "assessments/mark.html", context)


def _after(request: HttpRequest, row: Any, *, first: bool) -> HttpResponse:
    row.attempt.refresh_from_db(fields=["state", "mark"])
    if row.attempt.is_being_marked:
        messages.success(request, _("Saved. Another answer of the same attempt still waits for a mark."))
    else:
        messages.success(request, _("Saved. Nothing of this attempt waits any more: the officer has the mark."))
    following = next_after(officer_of(request), row) if first and "next" in request.POST else None
    if following is None:
        return redirect("assessments:marking")
    return redirect("assessments:mark", following.uuid)
