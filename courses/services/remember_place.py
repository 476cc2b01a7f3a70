"""Remembering where a learner is."""

from uuid import UUID

from courses.models import Enrolment

__all__ = ["remember_place"]


def remember_place(*, enrolment: Enrolment, activity: UUID) -> None:
    """Keep the lesson opened last, where "Continue" leads; writes only when it is another one.

    An exam is no such place: its page is looked at long before it is sat. No audit line: it is a
    bookmark, the learner's own.
    """
    if enrolment.last_activity != activity and enrolment.state == Enrolment.State.ACTIVE:
        Enrolment.objects.filter(pk=enrolment.pk).update(last_activity=activity)
        enrolment.last_activity = activity
