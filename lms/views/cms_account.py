"""Wagtail's account page, cut down to what is Wagtail's; and the ways in that it does not get."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.account import AccountView, NotificationsSettingsPanel, ThemeSettingsPanel


class CmsAccountView(AccountView):
    """Notifications and theme; name, e-mail, password and language are looked after in "My profile"."""

    def get_panels(self) -> list[Any]:
        """Return the panels that change nothing of the person."""
        kept = (NotificationsSettingsPanel, ThemeSettingsPanel)
        return [panel for panel in super().get_panels() if isinstance(panel, kept)]


cms_account = require_admin_access(CmsAccountView.as_view())


def no_way_in(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    """Answer as if this address did not exist: people log in through ``/accounts/login/`` only.

    Never a redirect to log in for those who are logged in: an officer without the CMS would turn in
    circles. Anonymous visitors get the redirect that they get everywhere.
    """
    raise Http404
