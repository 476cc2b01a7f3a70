"""Mailing notices that are due: each at most once, several of one officer together."""

import logging
import smtplib
import time
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import get_connection
from django.db import transaction
from django.db.models import Min
from django.utils import timezone

from officers.mail import mail_about
from officers.models import NoticeMail, Officer

__all__ = ["GIVEN_UP_AFTER", "WAITS", "mail_notices"]

logger = logging.getLogger(__name__)
State = NoticeMail.State

#: How long after each failure the next try comes; the last one again and again, until a day is over.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (5, 15, 60, 180, 360))
GIVEN_UP_AFTER = timedelta(days=1)
#: What was being sent for so long was left by a process that died.
_INTERRUPTED_AFTER = timedelta(minutes=10)
#: The worker has other things to do: so many seconds and no more at once.
_BUDGET = 15
#: What is due at once is looked at in pieces.
_OFFICERS = 200


def mail_notices(*, at: datetime | None = None) -> int:
    """Mail what is due, as far as a few seconds go, and return to how many officers; a task, and a step of the sweep.

    Not in a transaction of its own: what was taken is written down before it is handed to the mail server, so that
    two processes, or one that dies, never mail a notice twice. Where no mail is set up, what waits is dropped.
    """
    now = at or timezone.now()
    if not settings.EMAIL_NOTICES:
        NoticeMail.objects.filter(state=State.WAITING).update(state=State.DROPPED, settled_at=now)
        return 0
    interrupted = NoticeMail.objects.filter(state=State.SENDING, due_at__lt=now - _INTERRUPTED_AFTER)
    interrupted.update(state=State.UNSURE, settled_at=now)
    due = _officers_due(now)
    if not due:
        return 0
    connection, until, sent = get_connection(), time.monotonic() + _BUDGET, 0
    try:
        for officer in due:
            if time.monotonic() > until:
                break
            if not _is_open(connection):
                _settle_later(list(NoticeMail.objects.filter(state=State.WAITING, due_at__lte=now)), now)
                break
            sent += _mail(connection, officer, now)
    finally:
        connection.close()
    return sent


def _officers_due(now: datetime) -> Sequence[int]:
    waiting = NoticeMail.objects.filter(state=State.WAITING, due_at__lte=now)
    found = waiting.values("officer").annotate(first=Min("due_at")).order_by("first", "officer")
    return [row["officer"] for row in found[:_OFFICERS]]


def _is_open(connection: Any) -> bool:
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as error:
        logger.warning("The mail server does not answer: %s", type(error).__name__)
        return False
    return True


def _mail(connection: Any, officer_id: int, now: datetime) -> int:
    """Mail an officer all that waits; return 1 when the server took it."""
    officer, taken = _take(officer_id, now)
    if not taken:
        return 0
    try:
        message = mail_about(officer, [row.notice for row in taken])
        connection.send_messages([message])
    except (ValidationError, ValueError):  # no address, or a header of more than one line
        _settle(taken, State.FAILED, now)
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _text in error.recipients.values()]
        logger.warning("The mail server refused the address of officer %d: %s", officer_id, codes)
        if all(code >= 500 for code in codes):
            _settle(taken, State.FAILED, now)
        else:
            _settle_later(taken, now)
    except smtplib.SMTPResponseException as error:  # the server said no: nothing was sent
        logger.warning("The mail server refused: %d", error.smtp_code)
        _settle_later(taken, now)
    except (OSError, smtplib.SMTPException) as error:  # cut off: nobody knows
        logger.warning("A mail was cut off: %s", type(error).__name__)
        _settle(taken, State.UNSURE, now)
        connection.close()
    else:
        _settle(taken, State.SENT, now)
        return 1
    return 0


@transaction.atomic
def _take(officer_id: int, now: datetime) -> tuple[Officer, Sequence[NoticeMail]]:
    """Take what waits for an officer: after this commit nobody else sends it. What is not needed is dropped."""
    officer = Officer.objects.get(pk=officer_id)
    waiting = NoticeMail.objects.select_for_update(of=("self",)).filter(officer=officer, state=State.WAITING)
    rows = list(waiting.select_related("notice").order_by("notice__at", "pk"))
    wished = bool(officer.email) and officer.mail_notices and officer.is_active
    needed = [row for row in rows if wished and row.notice.read_at is None]
    _settle([row for row in rows if row not in needed], State.DROPPED, now)
    NoticeMail.objects.filter(pk__in=[row.pk for row in needed]).update(state=State.SENDING, due_at=now)
    return officer, needed


def _settle(rows: Iterable[NoticeMail], state: str, now: datetime) -> None:
    keys = [row.pk for row in rows]
    if keys:
        NoticeMail.objects.filter(pk__in=keys).update(state=state, settled_at=now)


def _settle_later(rows: Sequence[NoticeMail], now: datetime) -> None:
    """Try again after a while that grows; give up after a day."""
    _settle([row for row in rows if now - row.made_at >= GIVEN_UP_AFTER], State.FAILED, now)
    later: dict[int, list[int]] = {}
    for row in rows:
        if now - row.made_at < GIVEN_UP_AFTER:
            later.setdefault(row.tries, []).append(row.pk)
    for tries, keys in later.items():
        wait = WAITS[min(tries, len(WAITS) - 1)]
        NoticeMail.objects.filter(pk__in=keys, state__in=[State.WAITING, State.SENDING]).update(
            state=State.WAITING, tries=tries + 1, due_at=now + wait
        )
