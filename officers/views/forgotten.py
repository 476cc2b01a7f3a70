"""A forgotten password: who has no e-mail asks here, and is confirmed by somebody who knows him."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from officers.forms import ForgottenPasswordForm
from officers.limits import address_of
from officers.refusals import refusals_to
from officers.services.ask_for_password import ask_for_password

__all__ = ["asked", "forgotten"]


@login_not_required
@never_cache
@refusals_to("form")
def forgotten(request: HttpRequest) -> HttpResponse:
    """Take a log-in; the answer is the same whoever exists."""
    form = ForgottenPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        ask_for_password(login=form.cleaned_data["login"], address=address_of(request))
        return redirect("officers:asked")
    return TemplateResponse(request, "officers/forgotten.html", {"form": form})


@login_not_required
@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """Say what happens now."""
    return TemplateResponse(request, "officers/asked.html")
