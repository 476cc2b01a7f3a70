"""How a person is recognised at log-in."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend


class OfficerBackend(AuthenticationBackend):
    """allauth's backend: log-in name and password; never a permission (those are asked of ``officers.roles``)."""

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        """Grant nothing by app."""
        return False
