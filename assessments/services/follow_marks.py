"""What follows from marking an attempt anew: its mark, where the enrolment stands, and a notice.

Part of the act that decides (annulling, a further answer, a change by hand), in its transaction and under its locks.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.urls import reverse

from assessments.grading import attempt_fraction
from assessments.models.attempt import Attempt
from assessments.models.mark import AttemptMark
from assessments.queries.marks import Line
from assessments.queries.present_exam import HeldExam
from assessments.queries.sittings import annulled_used
from assessments.standing import exam_standing
from courses.marks import from_text, mark_of, to_text
from courses.models.enrolment import Enrolment
from courses.models.progress import ActivityState, Progress
from courses.services.record_outcome import record_outcome
from courses.services.reopen_enrolment import CannotReopen, reopen_enrolment
from officers.models import Officer
from officers.services.notify import notify

__all__ = ["Decision", "follow_attempt", "follow_marks", "mark_attempt", "mark_waiting", "marked_anew", "told_of"]


@dataclass(frozen=True, slots=True)
class Decision:
    """By what marks are made again. evidence: names its row; notice: the kind of notice that tells of it."""

    evidence: str
    notice: str
    why: str
    by: Officer
    at: datetime


def marked_anew(
    *, attempt: Attempt, number: int, lines: Sequence[Line], fraction: Fraction, passed: bool, decision: Decision
) -> AttemptMark:
    """Give an attempt its new mark; return the marking that says why, for the caller to save. fraction: of 1."""
    attempt.fraction, attempt.mark, attempt.passed = to_text(fraction), mark_of(fraction), passed
    attempt.save(update_fields=["fraction", "mark", "passed"])
    return AttemptMark(
        attempt=attempt, number=number, slots=[line.to_json() for line in lines], fraction=attempt.fraction,
        mark=attempt.mark, passed=passed, by=decision.by, why=decision.why, at=decision.at,
    )  # fmt: skip


def mark_attempt(
    *, attempt: Attempt, number: int, lines: Sequence[Line], exam: HeldExam, decision: Decision
) -> AttemptMark:
    """Make the mark of one locked attempt again from these lines; return the marking, stored."""
    fraction = attempt_fraction([(line.weight, line.fraction) for line in lines])
    marking = marked_anew(
        attempt=attempt, number=number, lines=lines, fraction=fraction, passed=mark_of(fraction) >= exam.pass_mark,
        decision=decision,
    )  # fmt: skip
    marking.save()
    return marking


def mark_waiting(*, attempt: Attempt, number: int, lines: Sequence[Line], decision: Decision) -> AttemptMark:
    """Take its mark away from a locked attempt of which a line waits for a person; return the marking, stored.

    What it had earned counts until it is marked again (``Attempt.fraction``).
    """
    attempt.mark, attempt.passed = None, None
    attempt.save(update_fields=["mark", "passed"])
    slots = [line.to_json() for line in lines]
    return AttemptMark.objects.create(
        attempt=attempt, number=number, slots=slots, by=decision.by, why=decision.why, at=decision.at
    )


def follow_attempt(
    *, enrolment: Enrolment, attempt: Attempt, exam: HeldExam, decision: Decision, before: Decimal | None,
    after: Decimal | None, may_fall: bool = False,
) -> None:  # fmt: skip
    """Do as ``follow_marks`` after the mark of one attempt was made, or made again.

    before, after: its mark, for the notice. may_fall: whether an exam that was passed may not be by it, while the
    enrolment is active; otherwise what was passed by the rules of its day stays so.
    """
    marked = Attempt.objects.marked().filter(enrolment=enrolment, activity_uuid=attempt.activity_uuid)
    rows = list(marked.order_by("number").values_list("fraction", "mark"))
    used = annulled_used(enrolment.pk, attempt.activity_uuid)
    state, counting = exam_standing(
        [from_text(text) for text, _mark in rows], exam.rules, exam.pass_mark, annulled=used,
        waits=any(mark is None for _text, mark in rows),
    )  # fmt: skip
    stood = Progress.objects.filter(enrolment=enrolment, activity_uuid=attempt.activity_uuid)
    stands = not may_fall or enrolment.state != Enrolment.State.ACTIVE
    if stands and stood.filter(state=ActivityState.DONE).exists():
        state = ActivityState.DONE
    follow_marks(
        enrolment=enrolment, activity=attempt.activity_uuid, state=state, fraction=counting, decision=decision,
        **told_of(attempt, before, after),
    )  # fmt: skip


def told_of(attempt: Attempt, before: Decimal | None, after: Decimal | None) -> dict[str, Any]:
    """Return what a notice says of an attempt's mark, ``arguments``, and where it leads, ``address``."""
    marks = {name: "" if mark is None else str(mark) for name, mark in (("before", before), ("after", after))}
    return {
        "address": reverse("assessments:review", args=[attempt.public_id]),
        "arguments": {"exam": attempt.item.title if attempt.item else "", **marks},
    }


def follow_marks(
    *,
    enrolment: Enrolment,
    activity: UUID,
    state: str,
    fraction: Fraction,
    decision: Decision,
    address: str,
    arguments: Mapping[str, str],
) -> None:
    """Bring an enrolment up to the new marks of an exam, and tell the officer.

    enrolment: of ``Enrolment.objects.for_change``. state, fraction: where the exam stands by them. One that had failed
    by the exam goes on, or is completed, also where its run is over; one that is completed keeps its final mark, which
    stands on paper.
    """
    if enrolment.state == Enrolment.State.FAILED and state == ActivityState.DONE:
        with suppress(CannotReopen):  # the mark is put right; why the enrolment ended still holds, or he began anew
            reopen_enrolment(
                enrolment=enrolment, activity=activity, by=decision.by, why=decision.why, at=decision.at, is_done=True
            )
    record_outcome(
        enrolment=enrolment, is_locked=True, activity=activity, state=state, fraction=fraction,
        evidence=decision.evidence, by=decision.by, at=decision.at,
    )  # fmt: skip
    notify(
        officer=enrolment.officer, kind=decision.notice, at=decision.at, address=address, arguments=dict(arguments)
    )  # fmt: skip
