"""Log-in links: whether one is open, and who has never logged in."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from officers.login_secrets import digest_of
from officers.models import Grant, LoginLink, Officer, Unit

__all__ = ["MadeSlips", "made_slips", "never_logged_in", "open_link", "open_links"]


@dataclass(frozen=True)
class MadeSlips:
    """The newest link of those of a unit who have never logged in, and how many of them hold one that works."""

    made_at: datetime
    by: str
    working: int


def open_links(now: datetime) -> QuerySet[LoginLink]:
    """Return the links that may be used now."""
    return LoginLink.objects.filter(used_at=None, withdrawn_at=None, until__gt=now, officer__is_active=True)


def open_link(secret: str, now: datetime) -> LoginLink | None:
    """Return the link with this secret, its officer loaded, while it may be used."""
    return open_links(now).filter(digest=digest_of(secret)).select_related("officer__rank").first()


def never_logged_in(unit: Unit) -> QuerySet[Officer]:
    """Return who serves in a unit, or below it, and has neither logged in nor chosen a password.

    Without those who hold a role: theirs are made one by one (``make_login_link``).
    """
    held = Grant.objects.in_force().filter(officer=OuterRef("pk"))
    rows = Officer.objects.filter(
        unit__path__startswith=unit.path, status__in=[Officer.Status.ACTIVE, Officer.Status.ON_LEAVE],
        last_login=None, password_chosen_at=None,
    )  # fmt: skip
    return rows.exclude(Exists(held)).select_related("unit", "rank")


def made_slips(unit: Unit, now: datetime) -> MadeSlips | None:
    """Return when links were last made for those of a unit who have never logged in; None where never."""
    officers = never_logged_in(unit).order_by().values("pk")
    newest = (
        LoginLink.objects.filter(officer__in=officers).select_related("by__rank").order_by("-made_at", "-pk").first()
    )
    if newest is None:
        return None
    working = open_links(now).filter(officer__in=officers).count()
    return MadeSlips(newest.made_at, newest.by.get_short_name(), working)
