"""Closing what is still open when a run has ended; part of the sweep."""

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now

from courses import activities
from courses.models import Enrolment
from courses.services.fail_enrolment import RUN_ENDED, fail_enrolment
from courses.sweeping import sweep_rows

__all__ = ["close_ended_runs"]

#: So many in one sweep; the rest waits for the next.
BATCH = 1000


def close_ended_runs() -> int:
    """Fail the active and expire the waiting enrolments of runs that have ended; return how many.

    One with an exam still to be submitted is left for a later sweep: nobody fails with a passed exam in hand.
    Safe to run twice at once: everything is looked at again under the lock.
    """
    return sweep_rows(_ended(Enrolment.objects.all()), _close, at_most=BATCH)


def _close(pk: int) -> bool:
    with transaction.atomic():
        enrolment = _ended(Enrolment.objects.for_change()).filter(pk=pk).first()
        if enrolment is None:
            return False
        fail_enrolment(enrolment=enrolment, reason=RUN_ENDED, at=enrolment.now)  # type: ignore[attr-defined]
        return True


def _ended(rows: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    """Return the open enrolments of runs that have ended, by the database's clock, without what is under way."""
    return rows.filter(~activities.is_under_way(), state__in=Enrolment.OPEN_STATES, run__ends_at__lte=Now())
