"""New log-in links in place of those before; who may, and why, is the business of the services that call it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from officers.login_secrets import digest_of, new_secret
from officers.models import LoginLink, Officer

__all__ = ["Slip", "replace_links"]


@dataclass(frozen=True)
class Slip:
    """A new link with its secret, which is shown once and kept nowhere."""

    officer: Officer
    secret: str
    until: datetime


def replace_links(officers: Sequence[Officer], *, by: Officer, valid_for: timedelta, now: datetime) -> list[Slip]:
    """End the open links of officers, whose rows the caller has locked, and make each a new one."""
    LoginLink.objects.filter(officer__in=officers, used_at=None, withdrawn_at=None).update(withdrawn_at=now)
    slips = [Slip(officer, new_secret(), now + valid_for) for officer in officers]
    for slip in slips:
        LoginLink.objects.create(
            officer=slip.officer, digest=digest_of(slip.secret), by=by, made_at=now, until=slip.until
        )
    return slips
