"""The examination board's acts on a sitting in the CMS: first what hangs on it, then the proposal."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from assessments.board_forms import AnnulForm, ReopenForm
from assessments.models.attempt import Attempt
from assessments.queries.sittings import Effects, effects_without, sittings_within, to_decide_on
from assessments.services.annul_sitting import propose_annulment
from assessments.services.reopen_sitting import propose_reopening
from assessments.views.sitting import note_sitting
from courses.models.enrolment import Enrolment
from courses.views.person import officer_of
from officers.refusals import refusals_to

__all__ = ["annul", "reopen"]


@never_cache
@refusals_to("form")
def annul(request: HttpRequest, attempt: UUID) -> HttpResponse:
    """Show what hangs on a sitting, and propose to annul it."""
    officer, held = officer_of(request), _held(request, attempt)
    form = AnnulForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        used = form.cleaned_data["is_used"]
        seen = request.POST.get("seen", "").split(".")[-1 if used else 0]
        propose_annulment(attempt=held, is_used=used, why=form.cleaned_data["why"], by=officer, looked_at=seen)
        messages.success(request, _("Proposed. It takes effect when a second person confirms it."))
        return redirect("assessments_sittings:log", attempt)
    note_sitting(held, officer)
    spared, used = _effects(held), _effects(held, is_used=True)
    seen = f"{spared.digest}.{used.digest}" if spared and used else ""
    context = {"form": form, "attempt": held, "effects": spared, "used": used, "seen": seen}
    return TemplateResponse(request, "assessments/cms/annul_sitting.html", context)


@never_cache
@refusals_to("form")
def reopen(request: HttpRequest, attempt: UUID) -> HttpResponse:
    """Show what hangs on a sitting, and propose that it goes on."""
    officer, held = officer_of(request), _held(request, attempt)
    form = ReopenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        propose_reopening(attempt=held, by=officer, looked_at=request.POST.get("seen", ""), **form.cleaned_data)
        messages.success(request, _("Proposed. It takes effect when a second person confirms it."))
        return redirect("assessments_sittings:log", attempt)
    note_sitting(held, officer)
    effects = _effects(held, goes_on=True)
    context = {"form": form, "attempt": held, "effects": effects, "seen": effects.digest if effects else ""}
    return TemplateResponse(request, "assessments/cms/reopen_sitting.html", context)


def _held(request: HttpRequest, attempt: UUID) -> Attempt:
    rows = sittings_within(officer_of(request)).exclude(state=Attempt.State.OPEN)
    related = ("officer", "item__edition", "enrolment__run", "enrolment__course")
    return get_object_or_404(rows.select_related(*related), public_id=attempt)


def _effects(held: Attempt, *, is_used: bool = False, goes_on: bool = False) -> Effects | None:
    """Return what would follow; None where the sitting is annulled or being marked."""
    if held.state != Attempt.State.SUBMITTED or held.is_being_marked:
        return None
    with transaction.atomic():
        enrolment = Enrolment.objects.locked(held.enrolment_id or 0)
        again: Any = to_decide_on(held.pk, enrolment)
        return effects_without(again, enrolment, is_used=is_used, goes_on=goes_on)
