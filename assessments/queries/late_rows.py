"""Which responses came too late."""

from typing import Any

from django.db.models import BooleanField, Count, F, Func, OuterRef, QuerySet

from assessments.models.attempt import Attempt
from assessments.models.response import Response

__all__ = ["LATE", "late_of", "late_rows"]

#: The standings of what came after the end, or after submitting.
LATE = (Response.Standing.LATE.value, Response.Standing.AFTER_SUBMIT.value)


class _IsLate(Func):
    """Whether a standing is one of ``LATE``, as words of the statement.

    The index ``response_late`` holds these rows alone, and no database takes it for a statement of which it learns the
    standings as parameters, once it keeps the plan: PostgreSQL then planned a review anew each time, in 4 ms.
    """

    template = "(%(expressions)s IN ('" + "', '".join(LATE) + "'))"
    output_field = BooleanField()


def late_of(attempt: Attempt | OuterRef) -> QuerySet[Response]:
    """Return the responses of an attempt that came too late."""
    return Response.objects.filter(_IsLate(F("standing")), attempt=attempt)


def late_rows(attempt: OuterRef) -> QuerySet[Any, Any]:
    """Return, for rows that are attempts, at how many questions an answer came too late, as a subquery wants it."""
    rows = late_of(attempt)
    counted: QuerySet[Any, Any] = rows.values("attempt").annotate(slots=Count("slot", distinct=True)).values("slots")
    return counted
