"""Giving everybody in a run more attempts or more time in an exam."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from assessments.eligibility import Window
from assessments.models.attempt import Attempt
from assessments.models.run_override import RunOverride
from assessments.queries.overrides import Terms, terms_of_own
from assessments.queries.window import window_of, with_dates
from assessments.rules import ExamRules
from assessments.services.extend_exam import failed_by, go_on, lengthen
from assessments.services.give_override import Given, GivenMeanwhile, NothingGiven, ToOneself, refuse_terms
from assessments.services.let_sit_after_key import let_sit_after_key
from audit.services.record import record
from courses.models.edition import EditionItem
from courses.models.enrolment import Enrolment
from courses.models.run import CourseRun
from courses.services.reopen_enrolment import CannotReopen
from officers.models import Act, Officer
from officers.roles import require
from officers.services.notify import News, notify_all

__all__ = ["give_run_override"]


def give_run_override(
    *, run: CourseRun, exam: EditionItem, attempts: int, minutes: int, why: str, by: Officer, seen: int,
    factor: Decimal | None = None, after_key: bool = False,
) -> RunOverride:  # fmt: skip
    """State what everybody in a run gets beyond the rules of one of its exams, who enrols later too.

    attempts, minutes, factor (times the time): all that holds from then on, not what is added; 0, 0 and None take it
    back, which shortens and ends nothing. seen: the number of the newest that the giver knew of (0: none). A sitting
    under way ends later at once; another attempt opens enrolments again that had failed by this exam, but for those
    that cannot be. Needs ``Act.MANAGE_RUNS`` on the course. Locks the run, then its enrolments in the order of their
    keys.
    after_key: that more attempts are meant although right answers were open before (``let_sit_after_key``).
    Raises ``NothingGiven``, ``Unneeded``, ``ToOneself``, ``GivenMeanwhile``, ``KeyWasOpen``.
    """
    require(by, Act.MANAGE_RUNS, on=run.edition.course.scope)  # type: ignore[union-attr]  # runs are of courses
    if attempts or minutes or factor:
        refuse_terms(exam, Given(attempts=attempts, minutes=minutes, factor=factor))
    with transaction.atomic():
        CourseRun.objects.locked(run.pk)
        newest = RunOverride.newest(run, exam.activity_uuid)
        if (newest.number if newest else 0) != seen:
            raise GivenMeanwhile
        held_before = (newest.extra_attempts, newest.extra_minutes, newest.time_factor) if newest else (0, 0, None)
        if held_before == (attempts, minutes, factor):
            raise NothingGiven(field="attempts")
        rows = Enrolment.objects.for_change().select_related("officer").filter(run=run)
        enrolments: list[Any] = list(rows.filter(state__in=_REACHED).order_by("pk"))
        if any(enrolment.officer_id == by.pk for enrolment in enrolments):
            raise ToOneself
        if attempts > held_before[0]:
            let_sit_after_key(run=run, exam=exam, agreed=after_key, why=why, by=by, at=timezone.now())
        row = RunOverride.append(
            run, exam.activity_uuid, after=newest, extra_attempts=attempts, extra_minutes=minutes, time_factor=factor,
            why=why, by=by,
        )  # fmt: skip
        record(by=by, act="override.give_run", on=run, changed=["terms"], why=why)
        dated: Any = with_dates(EditionItem.objects.filter(pk=exam.pk), run=run.pk).get()
        _reach(enrolments, exam, newest, row, window_of(run, dated))
    return row


_REACHED = (Enrolment.State.ACTIVE, Enrolment.State.FAILED)


def _reach(
    enrolments: Sequence[Any], exam: EditionItem, newest: RunOverride | None, row: RunOverride, window: Window
) -> None:
    """Bring enrolments up to what holds for all by now: but for those that go on again, in a few statements for all."""
    own = terms_of_own(row.run, exam.activity_uuid)
    reached: dict[int, Terms] = {}
    news = []
    for enrolment in enrolments:
        of_his_own = own.get(enrolment.pk, Terms())
        before, terms = (of_his_own.beside(given, officer=enrolment.officer_id) for given in (newest, row))
        if enrolment.state == Enrolment.State.FAILED and not _goes_on(enrolment, exam, terms, row, enrolment.now):
            continue
        reached[enrolment.pk] = terms
        attempts = max(terms.extra_attempts - before.extra_attempts, 0)
        minutes = max(terms.extra_minutes - before.extra_minutes, 0)
        is_longer = terms.time_factor is not None and terms.time_factor > (before.time_factor or 1)
        if attempts or minutes or is_longer:
            told = {
                "exam": exam.title, "attempts": attempts, "minutes": minutes, "until": "",
                "factor": str(terms.time_factor) if is_longer else "",
            }  # fmt: skip
            news.append(News(enrolment.officer_id, told, enrolment.get_absolute_url()))
    if reached:
        now: datetime = enrolments[0].now
        notify_all(news, kind="override.given", at=now)
        lengthen(exam, reached, window)


def _goes_on(enrolment: Any, exam: EditionItem, terms: Terms, row: RunOverride, now: datetime) -> bool:
    """Open an enrolment again that failed by this exam and has an attempt left by now; say whether it is open."""
    rules = terms.on(ExamRules.from_payload(exam.payload))
    made = (
        Attempt.objects.filter(enrolment=enrolment, activity_uuid=exam.activity_uuid)
        .exclude(annulment__is_used=False)
        .count()
    )
    if rules.attempts_left(made) == 0 or not failed_by(enrolment, exam):
        return False
    try:
        go_on(enrolment, exam, rules, by=row.by, why=row.why, evidence=f"run_override:{row.pk}", at=now)
    except CannotReopen:
        return False
    return True
