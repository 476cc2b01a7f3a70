"""A log-in link, opened by whoever was handed it."""

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from officers.forms import NewPasswordForm
from officers.limits import address_of, count_failure, refuse_guessing
from officers.login_secrets import digest_of
from officers.queries.login_links import open_link
from officers.refusals import refusals_to
from officers.services.use_login_link import LinkNotValid, use_login_link

__all__ = ["login_link"]


@login_not_required
@sensitive_post_parameters()
@never_cache
@refusals_to("form")
def login_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Ask for a password of one's own, and go on to log in with it; opening the link uses nothing up.

    Secrets that open nothing are counted like wrong passwords, so that nobody tries many.
    """
    address, tried = address_of(request), digest_of(secret)[:12]
    refuse_guessing(address=address, login=tried)
    link = open_link(secret, timezone.now())
    if link is None:
        count_failure(address=address, login=tried)
        return TemplateResponse(request, "officers/login_link_over.html", {"text": LinkNotValid.message}, status=404)
    form = NewPasswordForm(request.POST or None, officer=link.officer)
    if request.method == "POST" and form.is_valid():
        officer = use_login_link(secret=secret, password=form.cleaned_data["password"])
        logout(request)  # somebody else may be logged in at this computer
        messages.success(
            request, _("Your password is stored. Log in with %(login)s and it.") % {"login": officer.login}
        )
        return redirect("account_login")
    return TemplateResponse(request, "officers/login_link.html", {"form": form, "officer": link.officer})
