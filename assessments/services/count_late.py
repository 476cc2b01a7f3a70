"""Counting answers that came too late: proposed by one of the examination board, decided by a second."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from assessments.models.attempt import Attempt
from assessments.models.late_decision import LateDecision
from assessments.models.mark import AttemptMark
from assessments.queries.answers import Answer, answers_of
from assessments.queries.late_answers import late_lines, mark_with, may_count
from assessments.queries.late_rows import LATE
from assessments.queries.marks import Line, lines_from
from assessments.queries.present_exam import present_exam
from assessments.rules import ExamRules
from assessments.services.follow_marks import Decision, follow_attempt, mark_attempt, mark_waiting, told_of
from assessments.services.hand_to_markers import hand_to_markers
from assessments.services.locked_attempt import locked_attempt
from audit.services.record import record
from courses.models.enrolment import Enrolment
from kernel.refusal import Refusal
from officers.models import Act, Officer, Proposal
from officers.reasons import require_reason
from officers.roles import NotPermitted, require
from officers.services.notify import notify
from officers.services.propose import propose

__all__ = ["EarnsNoMore", "MarkedMeanwhile", "NothingLate", "OwnLateAnswer", "count_late", "propose_late"]


class NothingLate(Refusal):
    """What was chosen is no late answer of that question."""

    code = "nothing_late"
    message = _("Choose answers that came late, one a question at most.")


class EarnsNoMore(Refusal):
    """A late answer is counted for the sake of the officer."""

    code = "earns_no_more"
    message = _("Question %(number)s earns no more by it, so that it is not counted.")


class MarkedMeanwhile(Refusal):
    """The marks are others than those that were looked at."""

    code = "marked_meanwhile"
    message = _("This attempt has been marked again in the meantime. Look at the late answers again.")


class OwnLateAnswer(Refusal):
    """Nobody decides on his own mark."""

    code = "own_late_answer"
    message = _("You cannot decide on answers of your own.")


def propose_late(*, attempt: Attempt, chosen: Mapping[int, str], why: str, by: Officer, seen: int) -> Proposal:
    """Have late answers of a submitted attempt wait for the second person who counts them.

    chosen: by question, the ``client.sequence`` of the answer. Needs ``Act.DECIDE_MARK`` on the course. seen: the
    number of the marking that was shown. What a person has still to mark leaves the mark open until then. Raises
    ``NotPermitted``, ``OwnLateAnswer``, ``ReasonMissing``, ``NothingLate``, ``EarnsNoMore``, ``MarkedMeanwhile`` and
    what proposing does.
    """
    _require(attempt, by)
    require_reason(why)
    lines, found = _again(attempt, chosen, seen)
    arguments = {
        "chosen": {str(slot): key for slot, key in sorted(chosen.items())}, "seen": seen,
        "before": str(mark_with(lines)), "after": _words(_after(lines | found)),
    }  # fmt: skip
    return propose(act=Act.DECIDE_MARK, on=attempt, arguments=arguments, by=by, why=why)


def count_late(
    *, on: Attempt, arguments: Mapping[str, Any], by: Officer, second: Officer, why: str
) -> list[LateDecision]:
    """Run a confirmed proposal: what was looked at is counted, the mark is made again by it, and the officer is told.

    What a person has still to mark goes to the markers. Until they have marked it, the attempt has no mark, and what it
    had earned stands; then ``finish_marking`` makes the mark. Locks the enrolment, then the attempt. Raises what
    ``propose_late`` does.
    """
    for person in (by, second):
        _require(on, person)
    chosen = {int(slot): str(key) for slot, key in arguments["chosen"].items()}
    try:
        with transaction.atomic():
            return _count(on, chosen, by, second, why, int(arguments["seen"]))
    except IntegrityError as error:  # late_answer_counted_once, marking_number_once_per_attempt
        raise MarkedMeanwhile from error


def _count(
    on: Attempt, chosen: Mapping[int, str], by: Officer, second: Officer, why: str, seen: int
) -> list[LateDecision]:
    enrolment = Enrolment.objects.locked(on.enrolment_id or 0)
    now = enrolment.now  # type: ignore[attr-defined]  # annotated by for_change
    attempt = locked_attempt(on.pk, enrolment)
    lines, found = _again(attempt, chosen, seen)
    exam, again = present_exam(attempt, enrolment), lines | found
    before, after = mark_with(lines), _after(again)
    decisions = [
        LateDecision.objects.create(
            attempt=attempt, slot=slot, response=key, counted=lines[slot].response, mark_before=before,
            mark_after=after, why=why, by=by, second=second, at=now,
        )
        for slot, key in sorted(chosen.items())
    ]  # fmt: skip
    decision = Decision(f"late:{decisions[-1].pk}", "late.counted", why, by, now)
    record(by=by, act="mark.count_late", on=attempt, changed=["marks"], why=why)
    if after is None:
        _hand_over(attempt, found)
        mark_waiting(attempt=attempt, number=seen + 1, lines=tuple(again.values()), decision=decision)
        notify(officer=enrolment.officer, kind=decision.notice, at=now, **told_of(attempt, before, None))
        return decisions
    mark_attempt(attempt=attempt, number=seen + 1, lines=tuple(again.values()), exam=exam, decision=decision)
    follow_attempt(
        enrolment=enrolment, attempt=attempt, exam=exam, decision=decision, before=before, after=after
    )  # fmt: skip
    return decisions


def _after(lines: Mapping[int, Line]) -> Decimal | None:
    """Return the mark that these lines make; None while a person has still to mark one."""
    return None if any(line.waits for line in lines.values()) else mark_with(lines)


def _words(mark: Decimal | None) -> str:
    return "" if mark is None else str(mark)


def _hand_over(attempt: Attempt, found: Mapping[int, Line]) -> None:
    """Put what waits where markers find it, each as of when it came."""
    came = {answer.key: answer.at for answer in answers_of(attempt.pk)}
    for line in found.values():
        hand_to_markers(attempt, [line], came[line.response])


def _again(attempt: Attempt, chosen: Mapping[int, str], seen: int) -> tuple[dict[int, Line], dict[int, Line]]:
    """Return the lines of the newest marking, and those of the chosen answers, by slot."""
    newest = AttemptMark.objects.filter(attempt=attempt).order_by("-number").first()
    if attempt.state != Attempt.State.SUBMITTED or attempt.is_being_marked:
        raise NothingLate
    if newest is None or attempt.item is None or ExamRules.from_payload(attempt.item.payload).is_practice:
        raise NothingLate
    if newest.number != seen:
        raise MarkedMeanwhile
    lines = {line.slot: line for line in lines_from(newest.slots)}
    late: dict[tuple[int, str], Answer] = {
        (answer.slot, answer.key): answer for answer in answers_of(attempt.pk) if answer.standing in LATE
    }
    if not chosen or not late.keys() >= set(chosen.items()):
        raise NothingLate
    marked = late_lines(attempt, [late[pair] for pair in chosen.items()])
    found = {slot: marked[key] for slot, key in chosen.items()}
    for slot, line in sorted(found.items()):
        if not may_count(lines[slot], line):
            raise EarnsNoMore(number=slot)
    return lines, found


def _require(attempt: Attempt, person: Officer) -> None:
    if attempt.enrolment is None:
        raise NotPermitted
    require(person, Act.DECIDE_MARK, on=attempt.enrolment.course.scope)
    if attempt.officer_id == person.pk:
        raise OwnLateAnswer
