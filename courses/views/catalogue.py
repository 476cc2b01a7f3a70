"""The catalogue."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from courses.forms import CatalogueForm
from courses.queries.catalogue import areas, catalogue_page

__all__ = ["catalogue"]


@login_not_required
@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """Show the courses that a person may see, as filtered; only the list to htmx."""
    form = CatalogueForm(request.GET, areas=areas(request.user))
    page, cards = catalogue_page(request.user, form.wanted, page=request.GET.get("page", "1"))
    partial = request.headers.get("HX-Request") == "true"
    template = "courses/_catalogue_list.html" if partial else "courses/catalogue.html"
    context = {"form": form, "page": page, "cards": cards, "filtered": form.wanted != type(form.wanted)()}
    response = render(request, template, context)
    patch_vary_headers(response, ["HX-Request"])
    return response
