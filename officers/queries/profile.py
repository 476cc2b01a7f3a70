"""What an officer is shown about himself."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

from officers.models import Officer, Posting, PrivacyAcceptance
from officers.roles import grants_of
from officers.scopes import shown_scopes

__all__ = ["HeldRole", "Profile", "is_welcomed", "profile_of", "roles_of", "with_acceptance"]


@dataclass(frozen=True)
class HeldRole:
    """A role in force, in words."""

    role: str
    scope: str
    since: date
    until: date | None


@dataclass(frozen=True)
class Profile:
    """The page "My profile"."""

    officer: Officer
    postings: list[Posting]
    roles: list[HeldRole]
    accepted_at: datetime | None


def profile_of(officer: Officer) -> Profile:
    """Return what the page shows: postings from the newest on, roles in force, when the notice was accepted."""
    return Profile(
        officer=officer,
        postings=list(officer.postings.select_related("unit", "rank")),
        roles=roles_of(officer, shown_to=officer),
        accepted_at=_accepted(officer, settings.PRIVACY_NOTICE_VERSION).values_list("at", flat=True).first(),
    )


def roles_of(officer: Officer, *, shown_to: Officer) -> list[HeldRole]:
    """Return the roles in force, in words: their scopes as ``shown_to`` may know of them."""
    grants = grants_of(officer)
    scopes = shown_scopes(grants, shown_to)
    return [HeldRole(grant.get_role_display(), scopes[grant.pk].words, grant.since, grant.until) for grant in grants]


def with_acceptance(officers: QuerySet[Officer], *, notice: str) -> QuerySet[Officer]:
    """Read with officers, as ``accepted``, whether they took note of a version of the privacy notice."""
    return cast("QuerySet[Officer]", officers.annotate(accepted=Exists(_accepted(OuterRef("pk"), notice))))


def is_welcomed(officer: Officer) -> bool:
    """Whether nothing is left of the first log-in: a password of one's own, and the notice in force accepted.

    No statement for an officer of ``with_acceptance``.
    """
    if officer.password_chosen_at is None:
        return False
    accepted: bool | None = getattr(officer, "accepted", None)
    return _accepted(officer, settings.PRIVACY_NOTICE_VERSION).exists() if accepted is None else accepted


def _accepted(officer: Officer | OuterRef, notice: str) -> QuerySet[PrivacyAcceptance]:
    return PrivacyAcceptance.objects.filter(officer=officer, version=notice)
