"""Verification, for anyone with the paper in hand."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from certificates.forms import VerifyForm
from certificates.lookups import TooManyLookups, count_lookup
from certificates.services.verify import verify as verify_serial
from certificates.verdict import words_of_mistake
from officers.limits import address_of

__all__ = ["verification", "verify"]

_View = Callable[..., HttpResponse]


def _limited(view: _View) -> _View:
    """Refuse an address that asks too often, with a page that says how long to wait."""

    @wraps(view)
    def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            count_lookup(address_of(request))
        except TooManyLookups as refusal:
            response = render(request, "certificates/too_many_lookups.html", {"refusal": refusal}, status=429)
            response["Retry-After"] = str(refusal.seconds)
            return response
        return view(request, *args, **kwargs)

    return counted


@login_not_required
@require_safe
@never_cache
def verify(request: HttpRequest) -> HttpResponse:
    """Ask for a serial; a well-formed one leads to its page, a mistyped one is said at the field."""
    form = VerifyForm(request.GET if "serial" in request.GET else None)
    if form.is_valid():
        return redirect("certificates:verification", serial=form.cleaned_data["serial"])
    return render(request, "certificates/verify.html", {"form": form})


@login_not_required
@require_safe
@never_cache
@_limited
def verification(request: HttpRequest, serial: str) -> HttpResponse:
    """Say whether a certificate holds, with everything that its paper must say."""
    verdict = verify_serial(text=serial)
    mistake = words_of_mistake(verdict.mistake) if verdict.mistake else ""
    form = VerifyForm(initial={} if verdict.is_known else {"serial": verdict.asked})
    response = render(request, "certificates/verification.html", {"verdict": verdict, "form": form, "mistake": mistake})
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response
