"""The sweep's part in exams: what was saved by the end is submitted, whether or not anybody comes back."""

import logging

from django.db.models.functions import Now

from assessments.models.attempt import Attempt
from assessments.services.submit_attempt import submit_attempt

__all__ = ["close_overdue"]

logger = logging.getLogger(__name__)

#: So many at a time: each is a transaction of its own, so that one bad attempt holds up no other.
BATCH = 200


def close_overdue() -> int:
    """Submit open attempts that are past their end; returns how many.

    Safe to run twice at once: an attempt that somebody is at is passed over until the next sweep.
    """
    overdue = Attempt.objects.filter(state=Attempt.State.OPEN, ends_at__lt=Now(), enrolment__isnull=False)
    closed = 0
    for pk in list(overdue.order_by("ends_at").values_list("pk", flat=True)[:BATCH]):
        try:
            closed += submit_attempt(attempt=pk, by=None, skip_locked=True) is not None
        except Exception:
            logger.exception("The attempt %s cannot be submitted at its end", pk)
    return closed
