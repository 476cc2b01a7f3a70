"""How mailing notices goes, for who looks after the system."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q

from officers.models import NoticeMail

__all__ = ["Mails", "mails"]

_LATELY = timedelta(days=7)


@dataclass(frozen=True)
class Mails:
    """How many notices wait to be mailed and since when the oldest; how many were not delivered within a week."""

    waiting: int
    oldest: datetime | None
    failed: int


def mails(now: datetime) -> Mails:
    """Return it in one statement, which reads what waits or failed lately and not what was sent."""
    waiting = Q(state__in=[NoticeMail.State.WAITING, NoticeMail.State.SENDING])
    failed = Q(state__in=[NoticeMail.State.UNSURE, NoticeMail.State.FAILED], settled_at__gt=now - _LATELY)
    counted = NoticeMail.objects.filter(waiting | failed).aggregate(
        waiting=Count("pk", filter=waiting), oldest=Min("made_at", filter=waiting), failed=Count("pk", filter=failed)
    )
    return Mails(**counted)
