"""Requests for a new password that nobody decided on in time."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from officers.models import Officer, PasswordRequest

__all__ = ["forget_requests"]

#: So long the lapsed ones of an officer are kept, for whoever asks what became of his request.
_KEPT_LAPSED = timedelta(days=90)


def forget_requests(*, at: datetime | None = None) -> int:
    """End requests that lapsed, and delete what is of no use; return how many rows changed. A step of the sweep.

    Deleted are, once lapsed, those in whose log-in nobody is found, and after a time the others that nobody decided.
    """
    now = at or timezone.now()
    over = PasswordRequest.objects.filter(state=PasswordRequest.State.WAITING, until__lte=now)
    ended = over.update(state=PasswordRequest.State.LAPSED)
    lapsed = PasswordRequest.objects.filter(state=PasswordRequest.State.LAPSED)
    nobodys = lapsed.exclude(Exists(Officer.objects.filter(login=OuterRef("login"))))
    deleted = nobodys.delete()[0] + lapsed.filter(until__lte=now - _KEPT_LAPSED).delete()[0]
    return ended + deleted
