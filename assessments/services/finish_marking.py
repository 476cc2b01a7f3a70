"""The mark of an attempt that waited for a person: made once every answer has one, and made again after that."""

from collections.abc import Sequence
from datetime import datetime

from assessments.models.attempt import Attempt
from assessments.models.mark import AttemptMark
from assessments.queries.marking_again import lines_again
from assessments.queries.marks import Line, lines_from, told_in
from assessments.queries.present_exam import present_exam
from assessments.services.change_mark import MarkWouldFall
from assessments.services.complete_left_open import complete_left_open
from assessments.services.follow_marks import Decision, follow_attempt, mark_attempt
from courses.models.enrolment import Enrolment
from officers.models import Officer

__all__ = ["finish_marking"]


def finish_marking(
    *, attempt: Attempt, enrolment: Enrolment, evidence: str, why: str, by: Officer, at: datetime
) -> AttemptMark | None:
    """Give an attempt its mark if no answer of it waits any more; the outcome, the enrolment and a notice follow.

    Part of another act, which has asked for the right and locked both (``locked_attempt``). The first time completes
    what submitting began: pass and fail, completion and certificate. Again, after a mark that stands over another or of
    a late answer that was let count, the marking is a further one, by which no question earns less and what was passed
    stays so. Raises ``MarkWouldFall``.
    """
    lines = lines_again(attempt)
    if any(line.waits for line in lines):
        return None
    markings = list(AttemptMark.objects.filter(attempt=attempt).order_by("number"))
    exam, told = present_exam(attempt, enrolment), told_in(markings)
    if attempt.mark is not None:
        _refuse_fall(markings[-1], lines)
    decision = Decision(evidence, "marking.finished" if told is None else "marking.again", why, by, at)
    marking = mark_attempt(attempt=attempt, number=len(markings) + 1, lines=lines, exam=exam, decision=decision)
    follow_attempt(
        enrolment=enrolment, attempt=attempt, exam=exam, decision=decision, before=told.mark if told else None,
        after=attempt.mark, may_fall=told is None,
    )  # fmt: skip
    complete_left_open(enrolment=enrolment, sat=attempt.item, by=by, at=at)
    return marking


def _refuse_fall(newest: AttemptMark, lines: Sequence[Line]) -> None:
    stored = {line.slot: line.fraction for line in lines_from(newest.slots)}
    if any(line.fraction < stored[line.slot] for line in lines):
        raise MarkWouldFall
