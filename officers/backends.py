"""How a person is recognised at log-in."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from officers.models.grant import Act
from officers.roles import may_somewhere


class OfficerBackend(AuthenticationBackend):
    """allauth's backend: log-in name and password; never a permission but Wagtail's to enter its admin.

    That one follows the grants in force at this moment, so that no group can be older than a grant.
    Everything else is asked of ``officers.roles``.
    """

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """Return the permission to enter Wagtail's admin for whoever may work in the CMS."""
        return {"wagtailadmin.access_admin"} if obj is None and may_somewhere(user_obj, Act.USE_CMS) else set()

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        """Grant nothing by app."""
        return False
