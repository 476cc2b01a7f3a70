"""Log-in links in the CMS: one officer's on the screen, a unit's on paper. Each is shown once."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.cache import never_cache

from courses.views.person import officer_of
from lms.slips import paper_slip, unit_slips
from officers.link_forms import OfficerLinkForm, UnitLinksForm, UnitSearchForm
from officers.models import Act, Officer, ScopeKind, Unit
from officers.queries.login_links import made_slips, never_logged_in
from officers.refusals import refusals_to
from officers.roles import Scope, may
from officers.scopes import MOST, find
from officers.services.make_login_link import make_login_link

__all__ = ["officer_link", "unit_links"]


@never_cache
@refusals_to("form")
def officer_link(request: HttpRequest) -> HttpResponse:
    """Make a link for one officer and show it, this once; below, look for a unit."""
    by = officer_of(request)
    form = OfficerLinkForm(request.POST or None, by=by, initial={"officer": request.GET.get("officer", "")})
    if request.method == "POST" and form.is_valid():
        slip = make_login_link(by=by, **form.cleaned_data)
        shown = paper_slip(slip, _address(request, slip.secret))
        return TemplateResponse(request, "officers/cms/login_slip.html", {"slip": shown})
    search = UnitSearchForm(request.GET if "q" in request.GET else None)
    units = _units(by, search.cleaned_data["q"]) if search.is_valid() else []
    context = {"form": form, "search": search, "units": units[:MOST], "more": len(units) > MOST}
    return TemplateResponse(request, "officers/cms/login_links.html", context)


@never_cache
@refusals_to("form")
def unit_links(request: HttpRequest, unit: int) -> HttpResponse:
    """Say how many of a unit have never logged in; a POST makes their links and returns the paper."""
    by = officer_of(request)
    row = Unit.objects.filter(pk=unit).first()
    if row is None or not may(by, Act.MANAGE_OFFICERS, on=Scope(unit=row)):
        raise Http404
    made = made_slips(row, timezone.now())
    form = UnitLinksForm(request.POST or None, working=made.working if made else 0)
    if request.method == "POST" and form.is_valid():
        wanted = {"again": False, **form.cleaned_data}
        paper = unit_slips(unit=row, by=by, address_of=lambda secret: _address(request, secret), **wanted)
        response = HttpResponse(paper, content_type="application/pdf")
        response["Content-Disposition"] = f'attachment; filename="{slugify(row.code)}.pdf"'
        return response
    context = {"form": form, "unit": row, "made": made, "count": never_logged_in(row).count()}
    return TemplateResponse(request, "officers/cms/unit_links.html", context)


def _units(by: Officer, text: str) -> Sequence[Unit]:
    found = find(ScopeKind.UNIT, by, text, lambda scope: may(by, Act.MANAGE_OFFICERS, on=scope))
    return [place.target.unit for place in found if place.target.unit is not None]


def _address(request: HttpRequest, secret: str) -> str:
    return request.build_absolute_uri(reverse("officers:login_link", args=[secret]))
