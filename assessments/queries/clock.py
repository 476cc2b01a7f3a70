"""The clock of an attempt: the database's, and never before a moment that is known to have passed."""

from typing import Any

from django.db.models import DateTimeField, Max, OuterRef, Subquery
from django.db.models.functions import Coalesce, Greatest, Now

from assessments.models.attempt import Attempt
from assessments.models.clock_mark import ClockMark
from assessments.models.response import Response

__all__ = ["is_over", "is_past_end", "latest", "mark", "passed"]


def mark() -> Subquery:
    """Return the latest moment that was noted as passed (``services.note_clock``); None: none was."""
    return Subquery(ClockMark.objects.values("at")[:1], output_field=DateTimeField())


def passed() -> Any:
    """Return the later of the database's clock and that moment: by it an exam is over, whoever asks."""
    return Greatest(Now(), Coalesce(mark(), Now()))


def latest() -> Any:
    """Return, of an attempt, the later of that and its newest response.

    Only for whether its time is over: what was told so stays so when somebody sets the clock back (``save_response``
    says the same in its own statement). What is stored as a time is the clock itself.
    """
    of_attempt = Response.objects.filter(attempt=OuterRef("pk")).order_by().values("attempt")
    newest = Subquery(of_attempt.annotate(newest=Max("at")).values("newest"), output_field=DateTimeField())
    return Greatest(Now(), Coalesce(newest, Now()), Coalesce(mark(), Now()))


def is_past_end(attempt: Any) -> bool:
    """Whether the time of an attempt that was read with its ``latest`` is over."""
    return attempt.ends_at is not None and bool(attempt.latest > attempt.ends_at)


def is_over(attempt: Any) -> bool:
    """Whether nothing more can be done in such an attempt: it was handed in or taken away, or its time is over."""
    return attempt.state != Attempt.State.OPEN or is_past_end(attempt)
