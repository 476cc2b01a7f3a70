"""What is done with an import of people in the CMS: made, undone, discarded, its rows taken out."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from officers.import_forms import ApplyForm, RowsForm, UndoForm
from officers.queries.imports import counts
from officers.refusals import refusals_to
from officers.services.ask_apply import LEAVING_PERCENT, ask_apply, many_leave
from officers.services.ask_undo import ask_undo
from officers.services.discard_import import discard_import
from officers.services.export_rows import export_rows
from officers.views.cms_imports import seen_import
from officers.views.person import asking

__all__ = ["apply", "discard", "rows", "undo"]

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@refusals_to("form")
def apply(request: HttpRequest, people_import: UUID) -> HttpResponse:
    """Import what was checked; where many leave, their number is typed."""
    row = seen_import(request, people_import)
    form = ApplyForm(request.POST or None, many=many_leave(row))
    if request.method == "POST" and form.is_valid():
        ask_apply(people_import=row, leaving=form.cleaned_data.get("leaving"), by=asking(request))
        return redirect("imports_cms:import", row.public_id)
    context = {"form": form, "row": row, "counts": counts(row), "many": many_leave(row), "percent": LEAVING_PERCENT}
    return TemplateResponse(request, "officers/cms/apply_import.html", context)


@refusals_to("form")
def undo(request: HttpRequest, people_import: UUID) -> HttpResponse:
    """Undo an import; say why."""
    row = seen_import(request, people_import)
    form = UndoForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        ask_undo(people_import=row, why=form.cleaned_data["why"], by=asking(request))
        return redirect("imports_cms:import", row.public_id)
    return TemplateResponse(request, "officers/cms/undo_import.html", {"form": form, "row": row, "counts": counts(row)})


@refusals_to(None)
def discard(request: HttpRequest, people_import: UUID) -> HttpResponse:
    """Remove a file that was not imported; ask first, since the file is gone."""
    row = seen_import(request, people_import)
    if request.method == "POST":
        discard_import(people_import=row, by=asking(request))
        messages.success(request, _("The file is discarded. Nothing was changed."))
        return redirect("imports_cms:imports")
    return TemplateResponse(request, "officers/cms/discard_import.html", {"row": row, "counts": counts(row)})


@require_POST
@refusals_to(None)
def rows(request: HttpRequest, people_import: UUID) -> HttpResponse:
    """Hand out the rows that are listed as a workbook."""
    row = seen_import(request, people_import)
    form = RowsForm(request.GET, people_import=row)
    narrowed = form.cleaned_data if form.is_valid() else {}
    content = export_rows(people_import=row, by=asking(request), **narrowed)
    response = HttpResponse(content, content_type=_XLSX)
    response["Content-Disposition"] = f'attachment; filename="importacion-{row.pk}.xlsx"'
    response["Cache-Control"] = "private, no-store"
    return response
