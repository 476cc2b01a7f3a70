"""Officers in the CMS: the list, one of them, a new one."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from officers.models import Officer
from officers.officer_forms import AddOfficerForm, PeopleForm
from officers.queries.officer_page import officer_page
from officers.queries.people import people
from officers.refusals import refusals_to
from officers.services.register_officer import register_officer
from officers.views.person import asking, managed_officer

__all__ = ["add_officer", "officer", "officers"]

_ON_A_PAGE = 50


def officers(request: HttpRequest) -> HttpResponse:
    """List the officers whom the person manages; a filter that cannot be read finds nobody."""
    by = asking(request)
    form = PeopleForm(request.GET, by=by)
    found = people(by, form.wanted) if form.is_valid() else Officer.objects.none()
    if form.cleaned_data.get("q"):  # told beside whom a search finds by one
        found = found.prefetch_related("former_names")
    page = Paginator(found, _ON_A_PAGE).get_page(request.GET.get("p"))
    context = {"form": form, "page": page, "narrowed": form.has_changed()}
    return TemplateResponse(request, "officers/cms/officers.html", context)


def officer(request: HttpRequest, officer: UUID) -> HttpResponse:
    """Show an officer: data, postings, roles, names held before, and the ways to each act."""
    shown = officer_page(managed_officer(request, officer), shown_to=asking(request))
    return TemplateResponse(request, "officers/cms/officer.html", {"shown": shown, "officer": shown.officer})


@refusals_to("form")
def add_officer(request: HttpRequest) -> HttpResponse:
    """Register a person."""
    by = asking(request)
    form = AddOfficerForm(request.POST or None, by=by, initial={"unit": request.GET.get("unit", "")})
    if request.method == "POST" and form.is_valid():
        registered = register_officer(by=by, **form.cleaned_data)
        messages.success(request, _("%(name)s is registered.") % {"name": registered})
        return redirect("officers_cms:officer", registered.public_id)
    return TemplateResponse(request, "officers/cms/add_officer.html", {"form": form})
