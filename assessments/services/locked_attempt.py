"""Locking an attempt of which a mark is made or made again."""

from assessments.models.attempt import Attempt
from assessments.queries.overrides import with_terms
from courses.models.enrolment import Enrolment

__all__ = ["locked_attempt"]


def locked_attempt(attempt: int, enrolment: Enrolment) -> Attempt:
    """Return an attempt with its row locked, as everything that marks wants it; the caller has locked the enrolment."""
    rows = with_terms(Attempt.objects.filter(pk=attempt), enrolment=enrolment.pk)
    locked: Attempt = rows.select_related("item").select_for_update(no_key=True, of=("self",)).get()
    return locked
