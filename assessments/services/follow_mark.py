"""Making one attempt's mark again by hand: the marking, and what follows from it; part of the act that decides."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from decimal import Decimal

from django.urls import reverse

from assessments.grading import attempt_fraction
from assessments.models.attempt import Attempt
from assessments.models.mark import AttemptMark
from assessments.queries.marks import Line
from assessments.queries.present_exam import HeldExam
from assessments.standing import exam_standing
from courses.marks import from_text, mark_of, to_text
from courses.models.enrolment import Enrolment
from courses.models.progress import ActivityState, Progress
from courses.services.record_outcome import record_outcome
from courses.services.reopen_enrolment import CannotReopen, reopen_enrolment
from officers.models import Officer
from officers.services.notify import notify

__all__ = ["follow_mark", "mark_again", "tell_of_mark"]


def mark_again(
    attempt: Attempt, number: int, lines: Sequence[Line], exam: HeldExam, *, why: str, by: Officer, at: datetime
) -> AttemptMark:
    """Write a further marking of a locked attempt; its copy in the attempt follows."""
    fraction = attempt_fraction([(line.weight, line.fraction) for line in lines])
    mark = mark_of(fraction)
    attempt.fraction, attempt.mark, attempt.passed = to_text(fraction), mark, mark >= exam.pass_mark
    attempt.save(update_fields=["fraction", "mark", "passed"])
    marking: AttemptMark = AttemptMark.objects.create(
        attempt=attempt, number=number, slots=[line.to_json() for line in lines], fraction=to_text(fraction),
        mark=mark, passed=attempt.passed, why=why, by=by, at=at,
    )  # fmt: skip
    return marking


def follow_mark(
    enrolment: Enrolment, attempt: Attempt, exam: HeldExam, *, evidence: str, why: str, by: Officer, at: datetime
) -> None:
    """Bring the locked enrolment up to the new mark of one of its attempts.

    It goes on, or is completed and then certified, as when an attempt is submitted. A completed course keeps the final
    mark that stands on paper.
    """
    submitted = Attempt.objects.filter(
        enrolment=enrolment, activity_uuid=attempt.activity_uuid, state=Attempt.State.SUBMITTED
    )
    texts = submitted.order_by("number").values_list("fraction", flat=True)
    state, counting = exam_standing([from_text(text) for text in texts], exam.rules, exam.pass_mark)
    stood = Progress.objects.filter(enrolment=enrolment, activity_uuid=attempt.activity_uuid)
    if stood.filter(state=ActivityState.DONE).exists():  # passed by the rules of its day; no mark falls
        state = ActivityState.DONE
    if enrolment.state == Enrolment.State.FAILED and state == ActivityState.DONE:
        with suppress(CannotReopen):  # the mark is put right; why the enrolment ended still holds, or he began anew
            reopen_enrolment(enrolment=enrolment, activity=attempt.activity_uuid, by=by, why=why, at=at, is_done=True)
    record_outcome(
        enrolment=enrolment, is_locked=True, activity=attempt.activity_uuid, state=state, fraction=counting,
        evidence=evidence, by=by, at=at,
    )  # fmt: skip


def tell_of_mark(
    enrolment: Enrolment, attempt: Attempt, *, kind: str, before: Decimal, after: Decimal, at: datetime
) -> None:
    """Give the officer a notice of this kind with the mark before and after."""
    notify(
        officer=enrolment.officer, kind=kind, at=at, address=reverse("assessments:review", args=[attempt.public_id]),
        arguments={"exam": attempt.item.title if attempt.item else "", "before": str(before), "after": str(after)},
    )  # fmt: skip
