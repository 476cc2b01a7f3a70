"""Acts for two persons, of every kind: what waits for the second one, and what became of one's own."""

from typing import TYPE_CHECKING, cast
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from officers.grant_forms import WhyForm
from officers.queries.proposals import (
    forget_count,
    line_of,
    lines_of_own,
    own,
    proposal_in_reach,
    resting_on,
    to_decide,
)  # fmt: skip
from officers.refusals import refusals_to
from officers.services.confirm_proposal import confirm_proposal
from officers.services.decline_proposal import decline_proposal

if TYPE_CHECKING:
    from officers.models import Officer, Proposal

__all__ = ["confirm", "decline", "mine", "proposals"]

#: Proposals on one page of a list.
PAGE = 25


@require_safe
def proposals(request: HttpRequest) -> HttpResponse:
    """Show what waits for a second person and the officer may see."""
    page = Paginator(to_decide(cast("Officer", request.user)), PAGE).get_page(request.GET.get("page"))
    return TemplateResponse(request, "officers/cms/proposals.html", {"page": page, "lines": list(page)})


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Show what the officer proposed, and what became of it."""
    officer = cast("Officer", request.user)
    page = Paginator(own(officer), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "lines": lines_of_own(officer, page), "is_own_list": True}
    return TemplateResponse(request, "officers/cms/proposals.html", context)


@refusals_to(None)
def confirm(request: HttpRequest, proposal: UUID) -> HttpResponse:
    """Show what would be done and what rests on it; by POST confirm as the second person: it is done at once."""
    row = _proposal_or_404(request, proposal)
    officer = cast("Officer", request.user)
    if request.method == "POST":
        confirm_proposal(proposal=row, second=officer)
        forget_count(officer)
        messages.success(request, _("Confirmed. It is done and holds from now on."))
        return redirect("officers_proposals:proposals")
    context = {"line": line_of(officer, row), "resting": resting_on(officer, row)}
    return TemplateResponse(request, "officers/cms/confirm_proposal.html", context)


@refusals_to("form")
def decline(request: HttpRequest, proposal: UUID) -> HttpResponse:
    """Decline as the second person, or take back as the first, with a reason."""
    row = _proposal_or_404(request, proposal)
    officer = cast("Officer", request.user)
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        decline_proposal(proposal=row, by=officer, why=form.cleaned_data["why"])
        forget_count(officer)
        messages.success(request, _("The proposal is ended; nothing was done."))
        return redirect("officers_proposals:proposals")
    context = {"form": form, "line": line_of(officer, row)}
    return TemplateResponse(request, "officers/cms/end_proposal.html", context)


def _proposal_or_404(request: HttpRequest, public_id: UUID) -> "Proposal":
    proposal = proposal_in_reach(cast("Officer", request.user), public_id)
    if proposal is None:
        raise Http404
    return proposal
