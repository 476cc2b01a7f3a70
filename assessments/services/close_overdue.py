"""The sweep's part in exams: what was saved by the end is submitted, whether or not anybody comes back."""

from assessments.models.attempt import Attempt
from assessments.queries.clock import passed
from assessments.services.submit_attempt import submit_attempt
from courses.sweeping import sweep_rows

__all__ = ["close_overdue"]

#: So many in one sweep; the rest waits for the next.
BATCH = 200


def close_overdue() -> int:
    """Submit open attempts that are past their end; return how many.

    Safe to run twice at once: an attempt that somebody is at is passed over until the next sweep.
    """
    overdue = Attempt.objects.filter(state=Attempt.State.OPEN, ends_at__lt=passed(), enrolment__isnull=False)
    return sweep_rows(overdue, _submit, at_most=BATCH)


def _submit(pk: int) -> bool:
    return submit_attempt(attempt=pk, by=None, skip_locked=True) is not None
