"""Lowering a classification in the CMS: one proposes with a reason, another confirms or declines."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from courses.cms_forms import LoweringForm, ReasonForm
from courses.queries.lowering import held_row, proposal_in_reach, waiting
from courses.services.lower_classification import require_can_be_lowered
from courses.views.person import officer_of
from officers.models import Act, Proposal
from officers.refusals import refusals_to
from officers.services.confirm_proposal import confirm_proposal
from officers.services.decline_proposal import decline_proposal
from officers.services.propose import propose

__all__ = ["confirm", "decline", "lower", "proposals"]


@refusals_to("form")
def lower(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Propose to hold a course, an image or a document less strictly."""
    by = officer_of(request)
    row = held_row(by, kind, pk)
    if row is None:
        raise Http404
    form = LoweringForm(request.POST or None, present=row.classification)
    if request.method == "POST" and form.is_valid():
        wanted = {"classification": form.cleaned_data["classification"]}
        require_can_be_lowered(row, wanted["classification"])
        propose(act=Act.LOWER_CLASSIFICATION, on=row, arguments=wanted, by=by, why=form.cleaned_data["why"])
        messages.success(request, _("Proposed. It takes effect when a second person confirms it."))
        return redirect("courses_lowering:proposals")
    return TemplateResponse(request, "courses/cms/lower.html", {"form": form, "row": row})


def proposals(request: HttpRequest) -> HttpResponse:
    """Show what waits for a second person."""
    return _page(request)


@require_POST
@refusals_to(None)
def confirm(request: HttpRequest, proposal: UUID) -> HttpResponse:
    """Confirm as the second person: it is effective at once."""
    confirm_proposal(proposal=_proposal_or_404(request, proposal), second=officer_of(request))
    messages.success(request, _("Confirmed. The lower classification holds from now on."))
    return redirect("courses_lowering:proposals")


@refusals_to("form")
def decline(request: HttpRequest, proposal: UUID) -> HttpResponse:
    """Decline as the second person, or take back as the first, with a reason."""
    row = _proposal_or_404(request, proposal)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        decline_proposal(proposal=row, by=officer_of(request), why=form.cleaned_data["why"])
        return redirect("courses_lowering:proposals")
    return _page(request, form=form, declined=row.public_id)


def _proposal_or_404(request: HttpRequest, public_id: UUID) -> Proposal:
    proposal = proposal_in_reach(officer_of(request), public_id)
    if proposal is None:
        raise Http404
    return proposal


def _page(request: HttpRequest, **more: Any) -> HttpResponse:
    context = {"waiting": waiting(officer_of(request)), **more}
    return TemplateResponse(request, "courses/cms/lowering_proposals.html", context)
