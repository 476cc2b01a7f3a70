"""The mark of an attempt that waited for a person: made once every answer has one, and made again after that."""

from contextlib import suppress
from datetime import datetime

from django.urls import reverse

from assessments.grading import attempt_fraction
from assessments.models.attempt import Attempt
from assessments.models.mark import AttemptMark
from assessments.queries.marking_again import lines_again
from assessments.queries.overrides import with_terms
from assessments.queries.present_exam import HeldExam, present_exam
from assessments.standing import exam_standing
from courses.marks import from_text, mark_of, to_text
from courses.models.enrolment import Enrolment
from courses.models.progress import ActivityState, Progress
from courses.services.record_outcome import record_outcome
from courses.services.reopen_enrolment import CannotReopen, reopen_enrolment
from officers.models import Officer
from officers.services.notify import notify

__all__ = ["finish_marking", "locked_attempt"]


def locked_attempt(attempt: int, enrolment: Enrolment) -> Attempt:
    """Return an attempt with its row locked, as everything that marks wants it; the caller has locked the enrolment."""
    rows = with_terms(Attempt.objects.filter(pk=attempt), enrolment=enrolment.pk)
    locked: Attempt = rows.select_related("item").select_for_update(no_key=True, of=("self",)).get()
    return locked


def finish_marking(
    *, attempt: Attempt, enrolment: Enrolment, evidence: str, why: str, by: Officer, at: datetime
) -> AttemptMark | None:
    """Give an attempt its mark if no answer of it waits any more; the outcome, the enrolment and a notice follow.

    Part of another act, which has asked for the right and locked both (``locked_attempt``). The first time completes
    what submitting began: pass and fail, completion and certificate. Again, after a mark that stands over another, the
    marking is a further one.
    """
    lines = lines_again(attempt)
    if any(line.waits for line in lines):
        return None
    exam, before = present_exam(attempt, enrolment), attempt.mark
    fraction = attempt_fraction([(line.weight, line.fraction) for line in lines])
    mark = mark_of(fraction)
    attempt.fraction, attempt.mark, attempt.passed = to_text(fraction), mark, mark >= exam.pass_mark
    attempt.save(update_fields=["fraction", "mark", "passed"])
    number = AttemptMark.objects.filter(attempt=attempt).count() + 1
    marking: AttemptMark = AttemptMark.objects.create(
        attempt=attempt, number=number, slots=[line.to_json() for line in lines], fraction=attempt.fraction,
        mark=mark, passed=attempt.passed, why=why, by=by, at=at,
    )  # fmt: skip
    _follow(enrolment, attempt, exam, evidence=evidence, why=why, by=by, at=at)
    _tell(attempt, enrolment, str(before) if before is not None else "", at)
    return marking


def _follow(
    enrolment: Enrolment, attempt: Attempt, exam: HeldExam, *, evidence: str, why: str, by: Officer, at: datetime
) -> None:  # fmt: skip
    """Bring the enrolment up to the mark."""
    marked = Attempt.objects.marked().filter(enrolment=enrolment, activity_uuid=attempt.activity_uuid)
    texts = marked.order_by("number").values_list("fraction", flat=True)
    state, counting = exam_standing([from_text(text) for text in texts], exam.rules, exam.pass_mark)
    if enrolment.state == Enrolment.State.FAILED and state == ActivityState.DONE:
        with suppress(CannotReopen):  # the mark is put right; why the enrolment ended still holds, or he began anew
            reopen_enrolment(
                enrolment=enrolment, activity=attempt.activity_uuid, by=by, why=why, at=at, is_done=True
            )  # fmt: skip
    stood = Progress.objects.filter(enrolment=enrolment, activity_uuid=attempt.activity_uuid)
    if enrolment.state != Enrolment.State.ACTIVE and stood.filter(state=ActivityState.DONE).exists():
        state = ActivityState.DONE  # what stands on paper was passed by the rules of its day
    record_outcome(
        enrolment=enrolment, is_locked=True, activity=attempt.activity_uuid, state=state, fraction=counting,
        evidence=evidence, by=by, at=at,
    )  # fmt: skip


def _tell(attempt: Attempt, enrolment: Enrolment, before: str, at: datetime) -> None:
    notify(
        officer=enrolment.officer, kind="marking.again" if before else "marking.finished", at=at,
        address=reverse("assessments:review", args=[attempt.public_id]),
        arguments={"exam": attempt.item.title if attempt.item else "", "before": before, "after": str(attempt.mark)},
    )  # fmt: skip
