"""The first log-in."""

from typing import TYPE_CHECKING, cast

from allauth.account.adapter import get_adapter
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from officers.forms import WelcomeForm
from officers.queries.profile import is_welcomed
from officers.services.first_login import first_login
from officers.views.privacy import notice
from officers.welcome import mark

if TYPE_CHECKING:
    from officers.models import Officer


@sensitive_post_parameters()
@never_cache
def welcome(request: HttpRequest) -> HttpResponseBase:
    """Show the privacy notice and ask for a password of one's own; then go on."""
    officer = cast("Officer", request.user)
    form = WelcomeForm(request.POST or None, officer=officer)
    if request.method == "POST" and form.is_valid():
        first_login(officer=officer, password=form.cleaned_data.get("password"))
        update_session_auth_hash(request, officer)
    if is_welcomed(officer):
        mark(request)
        return redirect(get_adapter().get_login_redirect_url(request))
    return TemplateResponse(request, "officers/welcome.html", {"form": form, **notice()})
