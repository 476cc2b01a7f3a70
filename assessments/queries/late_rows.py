"""Which responses came too late."""

from typing import Any

from django.db.models import Count, OuterRef, QuerySet

from assessments.models.response import Response

__all__ = ["LATE", "late_rows"]

#: The standings of what came after the end, or after submitting.
LATE = (Response.Standing.LATE.value, Response.Standing.AFTER_SUBMIT.value)


def late_rows(attempt: OuterRef) -> QuerySet[Any, Any]:
    """Return, for rows that are attempts, at how many questions an answer came too late, as a subquery wants it."""
    rows = Response.objects.filter(attempt=attempt, standing__in=LATE)
    counted: QuerySet[Any, Any] = rows.values("attempt").annotate(slots=Count("slot", distinct=True)).values("slots")
    return counted
