"""How a person is recognised at log-in."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.hashers import check_password
from django.db.models import QuerySet

from officers.asking import at_hand
from officers.composed import composed
from officers.hashers import StationArgon2PasswordHasher
from officers.models.grant import Act
from officers.models.officer import Officer
from officers.queries.profile import with_acceptance
from officers.roles import may_somewhere

_OF_NOBODY = StationArgon2PasswordHasher.of_nobody()


@composed
def _of_session(pk: int) -> QuerySet[Officer]:
    """The officer of a request, with the rank that every page shows."""
    return Officer.objects.select_related("rank").filter(pk=pk)[:1]


@composed
def _by_login(login: str, notice: str) -> QuerySet[Officer]:
    """The officer of a log-in name, with what the first log-in asks."""
    return with_acceptance(Officer.objects.select_related("rank"), notice=notice).filter(login=login)[:1]


class OfficerBackend(AuthenticationBackend):
    """allauth's backend: log-in name and password; never a permission but Wagtail's to enter its admin.

    That one follows the grants in force at this moment, so that no group can be older than a grant.
    Everything else is asked of ``officers.roles``. An unknown log-in, one that was handed no password, a wrong password
    and a closed account cost one verification each and end the same way.
    """

    def get_user(self, user_id: Any) -> Officer | None:
        """Return the officer of a session, with the rank that every page shows; None when the account is closed."""
        officer = at_hand(int(user_id)) or _of_session.first(pk=int(user_id))
        return officer if officer and self.user_can_authenticate(officer) else None

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        """Return the permission to enter Wagtail's admin for whoever may work in the CMS."""
        return {"wagtailadmin.access_admin"} if obj is None and may_somewhere(user_obj, Act.USE_CMS) else set()

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        """Grant nothing by app."""
        return False

    def _authenticate_by_username(self, username: str, password: str) -> AbstractBaseUser | None:
        # allauth looks for the name without case, past the index; ours come normalised. What the first
        # log-in asks is read along.
        officer = _by_login.first(login=username, notice=settings.PRIVACY_NOTICE_VERSION)
        return self._check_password(officer, password)

    def _check_password(self, user: AbstractBaseUser | None, password: str) -> AbstractBaseUser | None:
        # allauth sends a closed account with the right password to a page of its own, which tells a guesser so.
        if user is None or not user.has_usable_password():
            return None
        self._did_check_password = True
        return user if user.check_password(password) and self.user_can_authenticate(user) else None

    def _mitigate_timing_attack(self, password: str) -> None:
        # Making a hash, which allauth does here, takes longer than verifying one.
        check_password(password, _OF_NOBODY)
