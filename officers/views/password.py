"""Changing one's password."""

from typing import Any

from allauth.account.views import PasswordChangeView
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic.edit import FormView


@method_decorator([sensitive_post_parameters(), never_cache], name="dispatch")
class ChangePasswordView(PasswordChangeView):
    """allauth's page, also for whoever has no password yet (allauth would lead to a page that we do not offer)."""

    success_url = reverse_lazy("officers:profile")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Show the form or change the password."""
        response: HttpResponseBase = FormView.dispatch(self, request, *args, **kwargs)
        return response


change_password = ChangePasswordView.as_view()
