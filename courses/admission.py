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

from courses.models.enrolment import Enrolment
from courses.models.run import CourseRun
from kernel.refusal import Refusal

__all__ = [
    "AlreadyEnrolled",
    "EnrolmentClosed",
    "EnrolmentNotOpenYet",
    "OnlyByList",
    "PrerequisiteMissing",
    "RequestDeclined",
    "RunTaken",
    "Standing",
    "moment",
    "state_on_entry",
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


class OnlyByList(Refusal):
    """Nobody enrols himself in this run."""

    code = "only_by_list"
    message = _("Those in charge of the course enrol the officers of this run from a list. Ask them to put you on it.")
    #: The same, where the course names somebody.
    with_contact = _("The officers of this run are enrolled from a list. To be put on it, ask: %(contact)s.")


class RequestDeclined(Refusal):
    """The request for this run was declined: who declined it may still enrol the officer."""

    code = "request_declined"
    message = _("Your request for this run was declined. Choose another run, or ask whoever is in charge.")


@dataclass(frozen=True)
class Standing:
    """Where an officer stands towards a course.

    ``taken``: ids of the runs that the officer may not enter again; ``declined``: of those that declined him.
    ``missing``: prerequisites not completed, as they may be named to whoever is told.
    """

    enrolled: bool = False
    taken: frozenset[int] = field(default_factory=frozenset)
    declined: frozenset[int] = field(default_factory=frozenset)
    missing: Sequence[str] = ()


def why_not(run: CourseRun, standing: Standing, now: datetime, *, by_himself: bool = True) -> Refusal | None:
    """Return the refusal that an enrolment in ``run`` would meet; None: the officer may enrol, or ask for a place.

    ``by_himself``: the officer asks; else whoever is in charge of the run enrols him. The run's edition and
    course are loaded.
    """
    if standing.enrolled:
        return AlreadyEnrolled()
    if run.pk in standing.taken:
        return RunTaken()
    if now < run.enrolment_opens_at:
        return EnrolmentNotOpenYet(opens=moment(run.enrolment_opens_at))
    if now >= run.enrolment_closes_at:
        return EnrolmentClosed(closed=moment(run.enrolment_closes_at))
    if by_himself and run.way_in == CourseRun.WayIn.LIST:
        return _only_by_list(run)
    if by_himself and run.pk in standing.declined:
        return RequestDeclined()
    if standing.missing:
        return PrerequisiteMissing(courses=get_text_list(list(standing.missing), _("and")))
    return None


def state_on_entry(run: CourseRun, *, free: int | None, by_himself: bool) -> str:
    """Return the state in which an enrolment begins, ``free`` seats being left (None: without end).

    By approval a request holds no seat; whoever is in charge and enrols an officer has approved him.
    """
    if by_himself and run.way_in == CourseRun.WayIn.APPROVAL:
        return Enrolment.State.REQUESTED
    return Enrolment.State.ACTIVE if free is None or free > 0 else Enrolment.State.WAITING


def _only_by_list(run: CourseRun) -> OnlyByList:
    contact = run.edition.course.contact if run.edition.course else ""
    return OnlyByList(OnlyByList.with_contact, contact=contact) if contact else OnlyByList()


def moment(at: datetime) -> str:
    """Return a moment in the reader's words, in Lima time."""
    return date_format(timezone.localtime(at), "DATETIME_FORMAT")
