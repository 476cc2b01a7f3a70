"""Imports of people in the CMS: the list, a new file, its columns, what it comes to."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse

from officers.import_forms import ColumnsForm, RowsForm, UploadForm
from officers.import_troubles import trouble_words
from officers.import_words import COLUMNS, foreign_words
from officers.models import ColumnMapping, ImportedRow, PeopleImport
from officers.people_file.columns import Column
from officers.queries.imports import counts, filtered_rows, imports_for, row_lines
from officers.refusals import refusals_to
from officers.services.ask_check import ask_check
from officers.services.forget_columns import forget_columns
from officers.services.start_import import start_import
from officers.views.person import asking
from officers.work_progress import progress_of

__all__ = ["columns", "forget", "imports", "new_import", "seen_import", "shown"]

_ON_A_PAGE = 50


def seen_import(request: HttpRequest, public_id: UUID) -> PeopleImport:
    """Return an import that the person may look at; else it does not exist."""
    row: PeopleImport = get_object_or_404(imports_for(asking(request)), public_id=public_id)
    return row


def imports(request: HttpRequest) -> HttpResponse:
    """List the imports that were made, and those under way."""
    page = Paginator(imports_for(asking(request)), _ON_A_PAGE).get_page(request.GET.get("p"))
    return TemplateResponse(request, "officers/cms/imports.html", {"page": page})


@refusals_to("form")
def new_import(request: HttpRequest) -> HttpResponse:
    """Take a file in."""
    sent = (request.POST, request.FILES) if request.method == "POST" or request.FILES else ()
    form = UploadForm(*sent)
    if request.method == "POST" and form.is_valid():
        file, mapping = form.cleaned_data["file"], form.cleaned_data["mapping"]
        started = start_import(name=file.name, content=file.read(), by=asking(request), mapping=mapping)
        return redirect("imports_cms:columns", started.public_id)
    kept = ColumnMapping.objects.order_by("name")
    return TemplateResponse(request, "officers/cms/new_import.html", {"form": form, "kept": kept})


@refusals_to(None)
def forget(request: HttpRequest, mapping: int) -> HttpResponse:
    """Forget columns that were kept under a name; ask first."""
    row = get_object_or_404(ColumnMapping.objects.select_related("by"), pk=mapping)
    if request.method == "POST":
        forget_columns(mapping=row, by=asking(request))
        return redirect("imports_cms:new")
    columns = [(COLUMNS[Column(name)], heading) for name, heading in row.columns.items() if name in COLUMNS]
    return TemplateResponse(request, "officers/cms/forget_columns.html", {"row": row, "columns": columns})


@refusals_to("form")
def columns(request: HttpRequest, people_import: UUID) -> HttpResponse:
    """Choose the columns and have the file checked."""
    row, by = seen_import(request, people_import), asking(request)
    form = ColumnsForm(request.POST or None, people_import=row, by=by)
    if request.method == "POST" and form.is_valid():
        ask_check(people_import=row, options=form.options, by=by)
        return redirect("imports_cms:import", row.public_id)
    context = {"form": form, "row": row, "foreign": foreign_words(row.foreign)}
    return TemplateResponse(request, "officers/cms/import_columns.html", context)


def shown(request: HttpRequest, people_import: UUID) -> HttpResponse:
    """Show how far an import is, and row by row what it comes to."""
    row = seen_import(request, people_import)
    found = {"progress": progress_of(row)} if row.is_worked_on else _rows(request, row)
    context = {"row": row, "trouble": trouble_words(row.trouble), **found}
    return TemplateResponse(request, "officers/cms/import.html", context)


def _rows(request: HttpRequest, row: PeopleImport) -> dict[str, Any]:
    """Return the rows as filtered; a page that is asked for every few seconds while a task works has none."""
    form = RowsForm(request.GET, people_import=row)
    rows = filtered_rows(row, **form.cleaned_data) if form.is_valid() else ImportedRow.objects.none()
    page = Paginator(rows, _ON_A_PAGE).get_page(request.GET.get("p"))
    return {"form": form, "page": page, "lines": row_lines(page), "counts": counts(row)}
