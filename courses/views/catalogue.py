"""The catalogue."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from courses.forms import CatalogueForm
from courses.queries.catalogue import areas, catalogue_page
from courses.views.filtered import filtered

__all__ = ["catalogue"]


@login_not_required
@require_safe
def catalogue(request: HttpRequest) -> HttpResponse:
    """Show the courses that a person may see, as filtered; only the list to htmx."""
    form = CatalogueForm(request.GET, areas=areas(request.user))
    page, cards = catalogue_page(request.user, form.wanted, page=request.GET.get("page", "1"))
    return filtered(request, form, page, cards, whole="courses/catalogue.html", part="courses/_catalogue_list.html")
