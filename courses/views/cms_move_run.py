"""Moving a run to a newer edition in the CMS: first what it does to whom, then the decision."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from courses.models.run_move import RunMove
from courses.move_form import AgainForm, MoveForm
from courses.queries.move_effects import comparison
from courses.queries.move_preview import changed_lessons, moves_of, newer_editions, preview
from courses.services.move_run import move_run
from courses.views.cms_run import run_or_404
from courses.views.person import officer_of
from officers.refusals import refusals_to

__all__ = ["edition", "moves"]


def moves(request: HttpRequest, run: UUID) -> HttpResponse:
    """Show which editions a run has taught, and those to which it can move."""
    row = run_or_404(request, run)
    context = {"run": row, "moves": moves_of(row), "editions": newer_editions(row)}
    return TemplateResponse(request, "courses/cms/run_moves.html", context)


@never_cache
@refusals_to("form")
def edition(request: HttpRequest, run: UUID, number: int) -> HttpResponse:
    """Show what moving to an edition does to whom, and do it with a reason."""
    row = run_or_404(request, run)
    to = get_object_or_404(newer_editions(row), number=number)
    lessons = changed_lessons(comparison(row.edition, to))
    again = AgainForm(request.POST if "seen" in request.POST else request.GET, lessons=lessons)
    form = MoveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        decided = {"again": again.chosen, "looked_at": request.POST.get("seen", ""), **form.cleaned_data}
        move = move_run(run=row, to=to, by=officer_of(request), **decided)
        messages.success(request, _moved(move))
        return redirect("courses_runs:roster", run)
    asked = request.GET
    shown = preview(row, to, again=again.chosen, shown=asked.get("group", ""), page=asked.get("page", "1"))
    context = {"run": row, "to": to, "form": form, "again": again, "shown": shown, "moves": moves_of(row)}
    return TemplateResponse(request, "courses/cms/move_run.html", context)


def _moved(move: RunMove) -> str:
    said = _("The run teaches edition %(number)s from now on.") % {"number": move.after.number}
    if move.completed:
        words = ngettext(
            "%(count)s officer completed the course by it.", "%(count)s officers completed the course by it.",
            move.completed,
        )  # fmt: skip
        said = f"{said} {words % {'count': move.completed}}"
    return said
