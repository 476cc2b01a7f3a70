"""Whether an officer may enrol in a run, and why not: one rule for the page that offers and the service that acts.

Values only; ``courses.queries.standing`` gathers them. Whether the officer may *see* the course was asked
of the door before.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import get_text_list
from django.utils.translation import gettext_lazy as _

from courses.models.run import CourseRun
from kernel.refusal import Refusal

__all__ = [
    "AlreadyEnrolled",
    "EnrolmentClosed",
    "EnrolmentNotOpenYet",
    "PrerequisiteMissing",
    "RunTaken",
    "Standing",
    "moment",
    "why_not",
]


class AlreadyEnrolled(Refusal):
    """One open enrolment per officer and course."""

    code = "already_enrolled"
    message = _("You are already enrolled in this course. Continue it from My learning.")


class RunTaken(Refusal):
    """The officer came to an end in this very run: again means another run, or attempts would be had twice."""

    code = "run_taken"
    message = _("You have already taken this run. Enrol in the next one.")


class EnrolmentNotOpenYet(Refusal):
    """The run takes enrolments later."""

    code = "enrolment_not_open_yet"
    message = _("Enrolment opens on %(opens)s. Come back then.")


class EnrolmentClosed(Refusal):
    """The run takes no more enrolments."""

    code = "enrolment_closed"
    message = _("Enrolment closed on %(closed)s. Wait for the next run, or ask whoever is in charge of the course.")


class PrerequisiteMissing(Refusal):
    """Courses that must have been completed before."""

    code = "prerequisite_missing"
    message = _("Complete first: %(courses)s.")


@dataclass(frozen=True)
class Standing:
    """Where an officer stands towards a course.

    ``taken``: ids of the runs that the officer may not enter again. ``missing``: prerequisites not
    completed, as they may be named to the officer.
    """

    enrolled: bool = False
    taken: frozenset[int] = field(default_factory=frozenset)
    missing: Sequence[str] = ()


def why_not(run: CourseRun, standing: Standing, now: datetime) -> Refusal | None:
    """Return the refusal that an enrolment in ``run`` would meet; None: the officer may enrol."""
    if standing.enrolled:
        return AlreadyEnrolled()
    if run.pk in standing.taken:
        return RunTaken()
    if now < run.enrolment_opens_at:
        return EnrolmentNotOpenYet(opens=moment(run.enrolment_opens_at))
    if now >= run.enrolment_closes_at:
        return EnrolmentClosed(closed=moment(run.enrolment_closes_at))
    if standing.missing:
        return PrerequisiteMissing(courses=get_text_list(list(standing.missing), _("and")))
    return None


def moment(at: datetime) -> str:
    """Return a moment in the reader's words, in Lima time."""
    return date_format(timezone.localtime(at), "DATETIME_FORMAT")
