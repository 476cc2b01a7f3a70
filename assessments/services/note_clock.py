"""Noting which moment has passed, and forgetting one that never did."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models.functions import Now

from assessments.models.clock_mark import ClockMark
from audit.services.record import record
from officers.reasons import require_reason

__all__ = ["STALE", "forget_clock", "note_clock", "note_passed"]

#: The sweep notes the clock oftener than this. Where it does not run, whoever begins or submits does.
STALE = timedelta(minutes=1)


def note_clock() -> int:
    """Note that the database's clock has come so far; one statement. Says how many rows it wrote: a step of the sweep.

    Never in a transaction that goes on to something else: everybody writes the one row.
    """
    if ClockMark.objects.filter(at__lt=Now()).update(at=Now()):
        return 1
    return len(ClockMark.objects.bulk_create([ClockMark(pk=1, at=Now())], ignore_conflicts=True))


def note_passed(known: datetime | None, at: datetime) -> None:
    """Note the clock unless a moment is known to have passed. known: the mark, as some statement read it anyway."""
    if known is None or known < at:
        note_clock()


def forget_clock(*, why: str) -> datetime | None:
    """Forget a moment that lies ahead of the database's clock, and return it; None: none does.

    For whoever looks after the machine, after a clock that ran far ahead: what is over by that moment would not open
    until it comes. What was told to be over in the meantime may open again, so that it stands in the audit.
    """
    require_reason(why)
    with transaction.atomic():
        row = ClockMark.objects.select_for_update().filter(at__gt=Now()).first()
        if row is None:
            return None
        record(by=None, act="clock.forget", on=row, changed=["at"], why=why)
        ahead: datetime = row.at
        ClockMark.objects.filter(pk=row.pk).update(at=Now())
    return ahead
