"""Units in the CMS: the tree, one of them, and what is done to it."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from officers.models import Unit
from officers.queries.units import hanging, unit_page, units_tree, with_officers
from officers.refusals import refusals_to
from officers.services.add_unit import add_unit
from officers.services.close_unit import close_unit
from officers.services.edit_unit import edit_unit
from officers.services.place_unit import place_unit
from officers.services.reopen_unit import reopen_unit
from officers.unit_forms import AddUnitForm, CloseUnitForm, EditUnitForm, MoveUnitForm, ReopenUnitForm, UnitsForm
from officers.views.person import asking, managed_unit

__all__ = ["add", "close", "edit", "move", "reopen", "unit", "units"]

_ON_A_PAGE = 100
_FIELDS = ("code", "name", "kind", "station_class", "ubigeo", "barrio_seguro", "latitude", "longitude")


def units(request: HttpRequest) -> HttpResponse:
    """Show the tree of the units that the person looks after, or those of them that match."""
    form = UnitsForm({"state": "open", **request.GET.dict()})
    lines = units_tree(asking(request), form.wanted) if form.is_valid() else []
    page = Paginator(lines, _ON_A_PAGE).get_page(request.GET.get("p"))
    flat = form.is_valid() and form.wanted.narrows
    context = {"form": form, "page": page, "lines": with_officers(page), "flat": flat}
    return TemplateResponse(request, "officers/cms/units.html", context)


def unit(request: HttpRequest, unit: int) -> HttpResponse:
    """Show a unit: what it is, where it belonged, what is below it, what hangs on it."""
    row = managed_unit(request, unit)
    return TemplateResponse(request, "officers/cms/unit.html", {"shown": unit_page(asking(request), row), "unit": row})


@refusals_to("form")
def add(request: HttpRequest) -> HttpResponse:
    """Add a unit."""
    by = asking(request)
    form = AddUnitForm(request.POST or None, by=by, initial={"parent": request.GET.get("parent", "")})
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        place = {name: values.pop(name) for name in ("parent", "since", "why")}
        added = add_unit(unit=Unit(**values), by=by, **place)
        messages.success(request, _("%(name)s is added.") % {"name": added})
        return redirect("units_cms:unit", added.pk)
    return TemplateResponse(request, "officers/cms/add_unit.html", {"form": form})


@refusals_to("form")
def edit(request: HttpRequest, unit: int) -> HttpResponse:
    """Change what a unit is."""
    row = managed_unit(request, unit)
    form = EditUnitForm(request.POST or None, row=row, initial={name: getattr(row, name) for name in _FIELDS})
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        why, seen = values.pop("why"), values.pop("seen")
        edit_unit(unit=row, values=values, by=asking(request), why=why, seen=seen)
        return _saved(request, row)
    return _page(request, row, form, title=_("Change the unit"), label=_("Save"))


@refusals_to("form")
def move(request: HttpRequest, unit: int) -> HttpResponse:
    """Put a unit under another, from a day on."""
    row, by = managed_unit(request, unit), asking(request)
    form = MoveUnitForm(request.POST or None, row=row, by=by, initial={"parent": row.parent})
    if request.method == "POST" and form.is_valid():
        place_unit(unit=row, by=by, **form.cleaned_data)
        return _saved(request, row)
    note = _("All that lies below moves along. Rights and access that hold for a unit and all below it follow at once.")
    return _page(request, row, form, title=_("Move the unit"), label=_("Move"), note=note, hanging=hanging(row))


@refusals_to("form")
def close(request: HttpRequest, unit: int) -> HttpResponse:
    """Close a unit, after a look at what hangs on it."""
    row = managed_unit(request, unit)
    form = CloseUnitForm(request.POST or None, row=row)
    if request.method == "POST" and form.is_valid():
        close_unit(unit=row, by=asking(request), **form.cleaned_data)
        return _saved(request, row)
    note = _(
        "A unit is closed once nobody serves in it and no open unit lies below it. It keeps its past, and its code."
    )
    return _page(request, row, form, title=_("Close the unit"), label=_("Close the unit"), note=note,
                 hanging=hanging(row))  # fmt: skip


@refusals_to("form")
def reopen(request: HttpRequest, unit: int) -> HttpResponse:
    """Open a closed unit again, from a day on."""
    row = managed_unit(request, unit)
    form = ReopenUnitForm(request.POST or None, row=row)
    if request.method == "POST" and form.is_valid():
        reopen_unit(unit=row, by=asking(request), **form.cleaned_data)
        return _saved(request, row)
    note = _(
        "It comes back in its place, with its code and its past. Nobody is transferred back, and roles that ended stay "
        "ended. On the day on which it was closed: as if it had never been."
    )
    return _page(request, row, form, title=_("Open the unit again"), label=_("Open the unit again"), note=note)


def _saved(request: HttpRequest, unit: Unit) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect("units_cms:unit", unit.pk)


def _page(request: HttpRequest, unit: Unit, form: BaseForm, **more: Any) -> HttpResponse:
    return TemplateResponse(request, "officers/cms/unit_act.html", {"unit": unit, "form": form, **more})
