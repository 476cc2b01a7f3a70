"""Carrying what learners did over to the edition that they take from now on."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from audit.services.record import record_all
from courses.marks import to_text
from courses.models import ActivityState, Enrolment, Outcome, Progress
from courses.queries.final_marks import final_marks
from courses.queries.move_effects import Effects
from kernel.refusal import Refusal
from officers.models import Officer
from officers.services.notify import News, notify_all

__all__ = ["NoAttemptLeft", "carry_progress"]

#: Rows in one statement, and names in one sentence.
_CHUNK = 500
_NAMED = 10


class NoAttemptLeft(Refusal):
    """By the new rules some would have no attempt left in an exam: a move takes nobody's chance away."""

    code = "no_attempt_left"
    message = _(
        "By the rules of edition %(number)s some would have no attempt left in an exam that they have not passed: "
        "%(names)s. Give them more attempts first, by an override; it goes with them."
    )


def carry_progress(*, found: Effects, evidence: str, by: Officer, at: datetime) -> int:
    """Write what the effects say, and return how many completed the course by it.

    Part of another act, which has asked for the right and locked the enrolments in its transaction, and has written
    the new edition to them. What was done stays as it is, each change is a new outcome; the certificates of those who
    complete follow by the sweep. Raises ``NoAttemptLeft``.
    """
    _refuse_stuck(found)
    outcomes = list(_outcomes(found, evidence, by, at))
    Outcome.objects.bulk_create(outcomes, batch_size=_CHUNK)
    Progress.objects.bulk_create(
        [
            Progress(enrolment_id=row.enrolment_id, activity_uuid=row.activity_uuid, state=row.state,
                     fraction=row.fraction, at=at)
            for row in outcomes
        ],
        update_conflicts=True, unique_fields=["enrolment", "activity_uuid"],
        update_fields=["state", "fraction", "at"], batch_size=_CHUNK,
    )  # fmt: skip
    return _complete(found, by, at)


def _refuse_stuck(found: Effects) -> None:
    stuck = [each.officer for each in found.learning if each.stuck]
    if stuck:
        people = Officer.objects.filter(pk__in=stuck[:_NAMED])
        names = ", ".join(f"{officer.get_full_name()} ({officer.login})" for officer in people)
        raise NoAttemptLeft(number=found.after.number, names=names + (" …" if len(stuck) > _NAMED else ""))


def _outcomes(found: Effects, evidence: str, by: Officer, at: datetime) -> Iterator[Outcome]:
    for each in found.learning:
        for activity in each.again:
            yield Outcome(
                enrolment_id=each.enrolment, activity_uuid=activity, state=ActivityState.STARTED, evidence=evidence,
                by=by, at=at,
            )  # fmt: skip
        for activity, stand in each.moved:
            yield Outcome(
                enrolment_id=each.enrolment, activity_uuid=activity, state=stand.state, evidence=evidence, by=by, at=at,
                fraction="" if stand.fraction is None else to_text(stand.fraction),
            )  # fmt: skip


def _complete(found: Effects, by: Officer, at: datetime) -> int:
    pks = [each.enrolment for each in found.learning if each.completes]
    if not pks:
        return 0
    marks = final_marks(found.after, pks)
    rows = list(Enrolment.objects.filter(pk__in=pks))
    for row in rows:
        row.state, row.ended_at, row.final_mark = Enrolment.State.COMPLETED, at, marks[row.pk]
    Enrolment.objects.bulk_update(rows, ["state", "ended_at", "final_mark"], batch_size=_CHUNK)
    record_all(by=by, act="enrolment.complete", on=rows, changed=["state", "final_mark"])
    title = found.after.public_title
    news = [
        News(row.officer_id, {"course": title, "mark": "" if row.final_mark is None else str(row.final_mark)},
             row.get_absolute_url())
        for row in rows
    ]  # fmt: skip
    notify_all(news, kind="enrolment.completed", at=at)
    return len(rows)
