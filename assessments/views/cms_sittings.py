"""Sittings in the CMS, for those who decide about marks: which there are, and the log of one."""

from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments.queries.sitting_log import sitting_log
from assessments.queries.sittings import sittings_within
from assessments.sitting_forms import SittingSearch
from assessments.views.sitting import note_sitting
from courses.views.person import officer_of

__all__ = ["log", "sittings"]

#: Attempts on one page of the list.
PAGE = 50


@never_cache
@require_safe
def sittings(request: HttpRequest) -> HttpResponse:
    """Show the attempts of an officer or a run; the newest of all where nothing is asked for."""
    form = SittingSearch(request.GET)
    asked = form.cleaned_data["q"] if form.is_valid() else ""
    rows = sittings_within(officer_of(request)).select_related("officer", "enrolment__run", "item")
    if not form.is_valid():
        rows = rows.none()
    elif asked:
        login = asked.zfill(8) if asked.isdigit() else asked.upper()
        rows = rows.filter(Q(officer__login=login) | Q(enrolment__run__code=asked.upper()))
    page = Paginator(rows.order_by("-started_at", "-pk"), PAGE).get_page(request.GET.get("page"))
    return TemplateResponse(request, "assessments/cms/sittings.html", {"page": page, "form": form})


@never_cache
@require_safe
def log(request: HttpRequest, attempt: UUID) -> HttpResponse:
    """Show what happened in one of them."""
    officer = officer_of(request)
    rows = sittings_within(officer).select_related("officer", "item__edition", "enrolment__run", "enrolment__course")
    held = get_object_or_404(rows, public_id=attempt)
    note_sitting(held, officer)
    return TemplateResponse(request, "assessments/cms/sitting_log.html", {"log": sitting_log(held), "attempt": held})
