"""Closing what is still open when a run has ended; part of the sweep."""

from django.db import transaction
from django.utils import timezone

from courses.models import Enrolment
from courses.services.fail_enrolment import RUN_ENDED, fail_enrolment

__all__ = ["close_ended_runs"]


def close_ended_runs() -> int:
    """Fail the active and expire the waiting enrolments of runs that have ended; return how many.

    Exams still open were submitted before (the sweep's order), so that nobody fails with a passed
    exam in hand. One transaction each, so that one that cannot be closed does not keep the others;
    safe to run twice at once: the state is looked at again under the lock.
    """
    now = timezone.now()
    ended = Enrolment.objects.open().filter(run__ends_at__lte=now).order_by("pk").values_list("pk", flat=True)
    closed = 0
    for pk in list(ended[:1000]):
        with transaction.atomic():
            enrolment = Enrolment.objects.locked(pk)
            if enrolment.state in Enrolment.OPEN_STATES and enrolment.run.ends_at <= now:
                fail_enrolment(enrolment=enrolment, reason=RUN_ENDED, at=now)
                closed += 1
    return closed
