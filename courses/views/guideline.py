"""Guidelines, outside any course: the list, and one of them to read and to print."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.views.decorators.http import require_safe

from courses.forms import GuidelinesForm
from courses.queries.guidelines import guideline_areas, guideline_text, guidelines_page
from courses.services.note_reading import note_reading
from courses.views.filtered import filtered
from officers.models import Officer

__all__ = ["guideline", "guidelines"]


@login_not_required
@require_safe
def guidelines(request: HttpRequest) -> HttpResponse:
    """Show the guidelines that a person may see, as filtered; only the list to htmx."""
    form = GuidelinesForm(request.GET, areas=guideline_areas(request.user))
    page, cards = guidelines_page(request.user, form.wanted, page=request.GET.get("page", "1"))
    return filtered(request, form, page, cards, whole="courses/guidelines.html", part="courses/_guidelines_list.html")


@login_not_required
@require_safe
def guideline(request: HttpRequest, code: str, number: int | None = None) -> HttpResponse:
    """Show a guideline in its newest edition, or an older one, to whoever may see it; to others it does not exist."""
    text = guideline_text(request.user, code, number)
    if text is None:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), resolve_url(settings.LOGIN_URL))
        raise Http404
    if isinstance(request.user, Officer):
        note_reading(by=request.user, held=text.guideline, on=text.edition)
    return render(request, "courses/guideline.html", {"guideline": text})
