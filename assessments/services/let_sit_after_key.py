"""Letting an exam be sat in a run although its right answers were open to those who took it."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from assessments.models.after_key import AfterKey
from assessments.queries.after_key import key_open_since
from assessments.queries.window import window_of, with_dates
from assessments.rules import KIND
from audit.services.record import record
from courses.admission import moment
from courses.models.edition import EditionItem
from courses.models.run import CourseRun
from courses.run_plan import ActivityDates
from kernel.refusal import Refusal
from officers.models import Officer
from officers.reasons import require_reason

__all__ = ["KeyWasOpen", "let_be_begun_later", "let_sit_after_key"]


class KeyWasOpen(Refusal):
    """Whoever sits the exam from now on may know its right answers, and nobody said that this is meant."""

    code = "key_was_open"
    message = _(
        "The right answers of “%(exam)s” have been open to those who took it since %(at)s. If it is to be sat all the "
        "same, tick this and write why: each of these sittings says so to whoever decides on marks."
    )


def let_sit_after_key(
    *, run: CourseRun, exam: EditionItem, agreed: bool, why: str, by: Officer, at: datetime
) -> AfterKey | None:
    """Note that an exam is sat on in a run after its key was open; nothing where it was not.

    agreed: whether this was said, with the reason; else ``KeyWasOpen`` at the field ``after_key``. Part of an act that
    gives somebody another sitting or a later date: the caller has asked for the right and locked the run.
    """
    since = key_open_since(run, exam, now=at)
    if since is None:
        return None
    if not agreed:
        raise KeyWasOpen(field="after_key", exam=exam.title, at=moment(since))
    require_reason(why)
    row: AfterKey = AfterKey.objects.create(
        run=run, activity_uuid=exam.activity_uuid, since=since, why=why, by=by, at=at
    )
    record(by=by, act="exam.after_key", on=run, changed=["terms"], why=why)
    return row


def let_be_begun_later(
    *, run: CourseRun, dates: ActivityDates, agreed: bool, why: str, by: Officer, at: datetime
) -> None:
    """Do so where new dates of an exam, not written yet, let it be begun for longer than before."""
    exams = EditionItem.objects.filter(edition=run.edition_id, activity_uuid=dates.activity, kind=KIND)
    exam = with_dates(exams, run=run.pk).first()
    if exam is None:
        return
    last = window_of(run, dates).last_start
    if last > max(window_of(run, exam).last_start, at):
        let_sit_after_key(run=run, exam=exam, agreed=agreed, why=why, by=by, at=at)
