"""Giving officers more attempts, more time or a later date in an exam."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from assessments.models.override import Override
from assessments.models.run_override import RunOverride
from assessments.queries.overrides import Terms, greater, newest_key
from assessments.queries.window import window_of, with_dates
from assessments.rules import ExamRules
from assessments.section_rules import section_rules
from assessments.services.extend_exam import failed_by, go_on, lengthen
from assessments.services.let_sit_after_key import let_sit_after_key
from audit.services.record import record
from courses.admission import moment
from courses.models.edition import EditionItem
from courses.models.enrolment import Enrolment
from courses.models.run import CourseRun
from kernel.refusal import Refusal
from officers.models import Act, Officer
from officers.roles import require
from officers.services.notify import notify

__all__ = [
    "MOST_ATTEMPTS",
    "MOST_FACTOR",
    "MOST_MINUTES",
    "Given",
    "NothingGiven",
    "OutsideRun",
    "ToOneself",
    "UnfitEnrolment",
    "Unneeded",
    "give_override",
    "refuse_terms",
]

#: The most that one override adds.
MOST_ATTEMPTS = 10
MOST_MINUTES = 600
MOST_FACTOR = Decimal(4)


class NothingGiven(Refusal):
    """An override that gives nothing."""

    code = "nothing_given"
    message = _("Give at least one of more attempts, more minutes, times the time and a later date.")


class Unneeded(Refusal):
    """The exam sets no such limit, so there is nothing to add to."""

    code = "unneeded"
    message = _("This exam has no such limit.")


class OutsideRun(Refusal):
    """The later date is none, or lies beyond the run."""

    code = "outside_run"
    message = _("The date must lie in the future and within the run, which ends on %(at)s.")


class ToOneself(Refusal):
    """Nobody gives himself more."""

    code = "to_oneself"
    message = _("You cannot give yourself more. Ask another who plans this run.")


class GivenMeanwhile(Refusal):
    """Something was given in this exam since the page was shown: by another, or by sending it twice."""

    code = "given_meanwhile"
    message = _("Something was given in this exam in the meantime. Look at the list below, then give what is missing.")


class UnfitEnrolment(Refusal):
    """An enrolment that is neither under way nor to be opened again by another attempt."""

    code = "unfit_enrolment"
    message = _("%(name)s does not take this run at present; only another attempt opens an exam that was not passed.")


@dataclass(frozen=True, slots=True)
class Given:
    """What is given to each: attempts and minutes are added; of factors the greater, of dates the later counts.

    factor: times the time, 1 to 4; None: nothing of it.
    """

    attempts: int = 0
    minutes: int = 0
    until: datetime | None = None
    factor: Decimal | None = None


def give_override(
    *, run: CourseRun, exam: EditionItem, enrolments: Sequence[int], given: Given, why: str, by: Officer, seen: int,
    after_key: bool = False,
) -> list[Override]:  # fmt: skip
    """Give officers of a run (primary keys of their enrolments) more in one of its exams: all of them or none.

    Needs ``Act.MANAGE_RUNS`` on the course. seen: the key of the newest override in this exam of the run that the
    giver knew of (0: none), so that what is sent twice is given once. A sitting under way ends later at once.
    Another attempt opens an enrolment again that had failed by this exam. Locks the run, the enrolments in the order
    of their keys, and then the open attempts, as everything does that moves one. after_key: that another sitting or a
    later date is meant although right answers were open before (``let_sit_after_key``).
    Raises ``NothingGiven``, ``Unneeded``, ``OutsideRun``, ``ToOneself``, ``GivenMeanwhile``, ``UnfitEnrolment``,
    ``KeyWasOpen``, and ``CannotReopen`` of ``courses``.
    """
    require(by, Act.MANAGE_RUNS, on=_course_of(run).scope)
    rules = ExamRules.from_payload(exam.payload)
    if not (given.attempts or given.minutes or given.factor or given.until):
        raise NothingGiven(field="attempts")
    refuse_terms(exam, given)
    with transaction.atomic():
        CourseRun.objects.locked(run.pk)  # so that it does not move to another edition meanwhile
        rows = Enrolment.objects.for_change().select_related("officer").filter(run=run, pk__in=enrolments)
        held = list(rows.order_by("pk"))
        if not held:
            return []
        if any(enrolment.officer_id == by.pk for enrolment in held):
            raise ToOneself(field="people")
        if newest_key(run, exam.activity_uuid) != seen:
            raise GivenMeanwhile
        now: datetime = held[0].now  # type: ignore[attr-defined]  # of for_change
        if given.until is not None and not now < given.until <= run.ends_at:
            raise OutsideRun(field="until", at=moment(run.ends_at))
        if given.attempts or given.until:
            let_sit_after_key(run=run, exam=exam, agreed=after_key, why=why, by=by, at=now)
        dated: Any = with_dates(EditionItem.objects.filter(pk=exam.pk), run=run.pk).get()
        window = window_of(run, dated)
        overrides = [_give(enrolment, exam, rules, given, why, by, now) for enrolment in held]
        lengthen(exam, {row.enrolment_id: Terms.of(row) for row in overrides}, window)
        return overrides


def refuse_terms(exam: EditionItem, given: Given) -> None:
    """Raise ``Unneeded`` where the exam has no such limit."""
    rules = ExamRules.from_payload(exam.payload)
    if given.attempts and rules.attempts is None:
        raise Unneeded(_("This exam may be taken as often as one likes."), field="attempts")
    has_time = rules.minutes is not None or any(section.minutes for section in section_rules(exam.payload))
    if (given.minutes or given.factor) and not has_time:
        raise Unneeded(_("This exam has no time limit."), field="minutes" if given.minutes else "factor")


def _give(
    enrolment: Enrolment, exam: EditionItem, rules: ExamRules, given: Given, why: str, by: Officer,
    now: datetime,
) -> Override:  # fmt: skip
    newest = Override.newest(enrolment, exam.activity_uuid)
    # What all in the run have counts in, so that what is given to one is more than they have.
    before = Terms.of(newest).beside(
        RunOverride.newest(enrolment.run, exam.activity_uuid), officer=enrolment.officer_id
    )
    terms = Terms(
        before.extra_attempts + given.attempts,
        before.extra_minutes + given.minutes,
        max(before.until, given.until) if before.until and given.until else given.until or before.until,
        greater(before.time_factor, given.factor),
    )
    failed_here = enrolment.state == Enrolment.State.FAILED and given.attempts and failed_by(enrolment, exam)
    if enrolment.state != Enrolment.State.ACTIVE and not failed_here:
        raise UnfitEnrolment(field="people", name=enrolment.officer.get_full_name())
    row = Override.append(
        enrolment, exam.activity_uuid, after=newest, extra_attempts=terms.extra_attempts,
        extra_minutes=terms.extra_minutes, time_factor=terms.time_factor, until=terms.until, why=why, by=by, at=now,
    )  # fmt: skip
    record(by=by, act="override.give", on=enrolment, changed=["terms"], why=why)
    if failed_here:
        go_on(enrolment, exam, rules, by=by, why=why, evidence=f"override:{row.pk}", at=now)
    notify(
        officer=enrolment.officer, kind="override.given", at=now, address=enrolment.get_absolute_url(),
        arguments={
            "exam": exam.title, "attempts": given.attempts, "minutes": given.minutes,
            "until": given.until.isoformat() if given.until else "",
            "factor": str(given.factor) if given.factor else "",
        },
    )  # fmt: skip
    return row


def _course_of(run: CourseRun) -> Any:
    return run.edition.course
