"""Proposing to take a certificate back, to undo that, or to replace it. The second person decides among proposals."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from certificates.cms_forms import ReasonForm, ReissueForm, RevocationForm
from certificates.models import Certificate
from certificates.queries.certificates import certificate_or_404
from certificates.queries.holder import corrections_of
from certificates.queries.resting import resting_on
from certificates.resting_words import resting_words
from certificates.services.propose_reissue import propose_reissue
from certificates.services.propose_revocation import propose_reinstatement, propose_revocation
from certificates.services.revoke import scope_of
from courses.views.person import officer_of
from officers.models import Act
from officers.refusals import refusals_to
from officers.roles import may

__all__ = ["reinstate", "reissue", "revoke"]


@never_cache
@refusals_to("form")
def revoke(request: HttpRequest, serial: str) -> HttpResponse:
    """Show what rests on a certificate, and propose that it be revoked."""
    row = _certificate_or_404(request, serial, Act.REVOKE_CERTIFICATE)
    form = RevocationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        propose_revocation(certificate=row, by=officer_of(request), **form.cleaned_data)
        return _proposed(request, row)
    return _page(request, "revoke", row, form=form, resting=resting_words(resting_on(row)))


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


@never_cache
@refusals_to("form")
def reissue(request: HttpRequest, serial: str) -> HttpResponse:
    """Show what a paper says beside what it would say, and propose that it be replaced."""
    row = _certificate_or_404(request, serial, Act.REISSUE_CERTIFICATE)
    corrections = corrections_of(row)
    form = ReissueForm(request.POST or None, corrections=corrections)
    if request.method == "POST" and form.is_valid():
        propose_reissue(certificate=row, by=officer_of(request), **form.cleaned_data)
        return _proposed(request, row)
    return _page(request, "reissue", row, form=form, corrections=corrections)


def _certificate_or_404(request: HttpRequest, serial: str, act: Act) -> Certificate:
    officer = officer_of(request)
    row = certificate_or_404(officer, serial)
    if not may(officer, act, on=scope_of(row)):
        raise Http404
    return row


def _proposed(request: HttpRequest, row: Certificate) -> HttpResponse:
    messages.success(request, _("Proposed. It takes effect when a second person confirms it."))
    return redirect("certificates_cms:certificate", row.serial)


def _page(request: HttpRequest, name: str, row: Certificate, **more: Any) -> HttpResponse:
    return TemplateResponse(request, f"certificates/cms/{name}.html", {"certificate": row, **more})
