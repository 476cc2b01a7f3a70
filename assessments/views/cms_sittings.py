"""Sittings in the CMS, for those who decide about marks: which there are, the log of one, and what came late."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments.bank_forms import seen_in
from assessments.models.attempt import Attempt
from assessments.queries.late_answers import late_desk
from assessments.queries.late_rows import late_rows
from assessments.queries.sitting_log import sitting_log
from assessments.queries.sittings import sittings_within
from assessments.services.count_late import propose_late
from assessments.sitting_forms import LateForm, SittingSearch
from assessments.views.sitting import note_sitting
from courses.views.person import officer_of
from officers.refusals import refusals_to

__all__ = ["late", "log", "sittings"]

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
    if form.is_valid() and form.cleaned_data["late"]:
        rows = rows.filter(Exists(late_rows(OuterRef("pk"))))
    rows = rows.annotate(late=Subquery(late_rows(OuterRef("pk"))))
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


@never_cache
@refusals_to("form")
def late(request: HttpRequest, attempt: UUID) -> HttpResponse:
    """Show the answers of one that came late, and propose that some of them count."""
    officer = officer_of(request)
    rows = sittings_within(officer).select_related("officer", "item__edition", "enrolment__run", "enrolment__course")
    held = get_object_or_404(rows.filter(state=Attempt.State.SUBMITTED, mark__isnull=False), public_id=attempt)
    desk = late_desk(held)
    form = LateForm(request.POST or None, desk=desk)
    if request.method == "POST" and form.is_valid():
        propose_late(
            attempt=held, chosen=form.chosen, why=form.cleaned_data["why"], by=officer, seen=seen_in(request.POST)
        )
        messages.success(request, _("Proposed. It takes effect when a second person confirms it."))
        return redirect("assessments_sittings:late", attempt)
    note_sitting(held, officer)
    return TemplateResponse(request, "assessments/cms/late.html", {"desk": desk, "attempt": held, "form": form})
