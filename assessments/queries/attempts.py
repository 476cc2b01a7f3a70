"""Attempts of an officer, found through the door."""

from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import Now
from django.http import Http404

from assessments.models.attempt import Attempt
from courses import access
from officers.models import Officer

__all__ = ["attempt_or_404", "is_overdue", "own_attempt_or_404", "own_key_or_404"]


def attempt_or_404(officer: Officer, public_id: UUID) -> Attempt:
    """Return the officer's own attempt whose course may (still) be seen, or raise ``Http404``.

    One statement: the door is in the query, and the database's clock comes along as ``now``. Loaded
    with it: ``item.edition``, ``enrolment.run``, ``enrolment.course``.
    """
    return _first_or_404(access.visible(officer, _own(officer, public_id), at="enrolment__course"))


def own_attempt_or_404(officer: Officer, public_id: UUID) -> Attempt:
    """Return the officer's own attempt for saving: started, it is its own permission."""
    return _first_or_404(_own(officer, public_id))


def own_key_or_404(officer: Officer, public_id: UUID) -> int:
    """Return the primary key of the officer's own attempt, for submitting: started, it is its own permission."""
    key = Attempt.objects.filter(public_id=public_id, officer=officer).values_list("pk", flat=True).first()
    if key is None:
        raise Http404
    return key


def _own(officer: Officer, public_id: UUID) -> QuerySet[Attempt]:
    rows = Attempt.objects.filter(public_id=public_id, officer=officer).annotate(now=Now())
    return rows.select_related("item__edition", "enrolment__run", "enrolment__course")


def _first_or_404(rows: QuerySet[Attempt]) -> Attempt:
    attempt = rows.first()
    if attempt is None:
        raise Http404
    return attempt


def is_overdue(attempt: Attempt) -> bool:
    """Whether an attempt of ``attempt_or_404`` is open though its time is over."""
    now = attempt.now  # type: ignore[attr-defined]  # annotated above
    return attempt.state == Attempt.State.OPEN and attempt.ends_at is not None and bool(now > attempt.ends_at)
