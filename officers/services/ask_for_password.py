"""Saying that a password is forgotten: anybody may, about anybody; nothing is told but that it was heard."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from officers.limits import TooManyFailures, count_failure, refuse_guessing
from officers.models import PasswordRequest

__all__ = ["WAITS_FOR", "AskedTooOften", "ask_for_password"]

#: A commander on duty every third day sees it in time; whoever asked a week ago has found another way.
WAITS_FOR = timedelta(days=5)


class AskedTooOften(TooManyFailures):
    """From here too much was tried; asking is limited as log-in is."""

    code = "asked_too_often"
    message = _("Too many tries from here. For safety, wait and try again at %(time)s.")


@transaction.atomic
def ask_for_password(*, login: str, address: str, at: datetime | None = None) -> None:
    """Leave a request for whoever may confirm the person; one that waits already stays as it is.

    The same statements whether somebody logs in so or not: the row holds what was written. Nothing is audited, since
    nobody is known to have acted; the row itself is kept. Raises ``AskedTooOften``: tries are counted with the wrong
    passwords of the address, and apart from those of the account, which asking must not shut out.
    """
    now, counted = at or timezone.now(), f"?{login}"[:12]
    try:
        refuse_guessing(address=address, login=counted)
    except TooManyFailures as refusal:
        raise AskedTooOften(refusal.until) from refusal
    count_failure(address=address, login=counted)
    waiting = PasswordRequest.objects.filter(login=login, state=PasswordRequest.State.WAITING)
    waiting.filter(until__lte=now).update(state=PasswordRequest.State.LAPSED)
    # The constraint decides between two who ask at once: one row stays, and neither is refused.
    PasswordRequest.objects.bulk_create(
        [PasswordRequest(login=login, at=now, until=now + WAITS_FOR)], ignore_conflicts=True
    )
