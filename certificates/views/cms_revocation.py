"""Taking a certificate back, and giving it back again: one person proposes, another confirms or declines."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from certificates.cms_forms import ReasonForm, RevocationForm
from certificates.models import Certificate
from certificates.queries.certificates import certificate_or_404
from certificates.queries.history import waiting_proposals
from certificates.queries.resting import resting_on
from certificates.services.propose_revocation import propose_reinstatement, propose_revocation
from certificates.services.revoke import scope_of
from courses.views.person import officer_of
from officers.models import Act, Proposal
from officers.refusals import refusals_to
from officers.roles import may
from officers.services.confirm_proposal import confirm_proposal
from officers.services.decline_proposal import decline_proposal

__all__ = ["confirm", "decline", "reinstate", "revoke"]


@never_cache
@refusals_to("form")
def revoke(request: HttpRequest, serial: str) -> HttpResponse:
    """Show what rests on a certificate, and propose that it be revoked."""
    row = _certificate_or_404(request, serial, Act.REVOKE_CERTIFICATE)
    form = RevocationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        propose_revocation(certificate=row, by=officer_of(request), **form.cleaned_data)
        return _proposed(request, row)
    return _page(request, "revoke", row, form=form, resting=resting_on(row))


@never_cache
@refusals_to("form")
def reinstate(request: HttpRequest, serial: str) -> HttpResponse:
    """Propose that the revocation of a certificate be undone."""
    row = _certificate_or_404(request, serial, Act.REINSTATE_CERTIFICATE)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        propose_reinstatement(certificate=row, reason=form.cleaned_data["why"], by=officer_of(request))
        return _proposed(request, row)
    return _page(request, "reinstate", row, form=form)


@require_POST
@refusals_to(None)
def confirm(request: HttpRequest, serial: str, proposal: UUID) -> HttpResponse:
    """Confirm as the second person: it is done now."""
    row, waiting = _proposal_or_404(request, serial, proposal)
    confirm_proposal(proposal=waiting, second=officer_of(request))
    messages.success(request, _("Confirmed. Verification answers so from now on."))
    return redirect("certificates_cms:certificate", row.serial)


@never_cache
@refusals_to("form")
def decline(request: HttpRequest, serial: str, proposal: UUID) -> HttpResponse:
    """Decline as the second person, or take back as the first, with a reason."""
    row, waiting = _proposal_or_404(request, serial, proposal)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        decline_proposal(proposal=waiting, by=officer_of(request), why=form.cleaned_data["why"])
        messages.success(request, _("The proposal is ended; the certificate stays as it is."))
        return redirect("certificates_cms:certificate", row.serial)
    return _page(request, "decline", row, form=form, own=waiting.by_id == officer_of(request).pk)


def _certificate_or_404(request: HttpRequest, serial: str, act: Act) -> Certificate:
    officer = officer_of(request)
    row = certificate_or_404(officer, serial)
    if not may(officer, act, on=scope_of(row)):
        raise Http404
    return row


def _proposal_or_404(request: HttpRequest, serial: str, public_id: UUID) -> tuple[Certificate, Proposal]:
    row = certificate_or_404(officer_of(request), serial)
    proposal = get_object_or_404(waiting_proposals(row), public_id=public_id)
    if not may(officer_of(request), proposal.act, on=scope_of(row)):
        raise Http404
    return row, proposal


def _proposed(request: HttpRequest, row: Certificate) -> HttpResponse:
    messages.success(request, _("Proposed. It takes effect when a second person confirms it."))
    return redirect("certificates_cms:certificate", row.serial)


def _page(request: HttpRequest, name: str, row: Certificate, **more: Any) -> HttpResponse:
    return TemplateResponse(request, f"certificates/cms/{name}.html", {"certificate": row, **more})
