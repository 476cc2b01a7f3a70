"""Answers that came too late, as the examination board sees them: beside what counted, with the times of the device."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils import timezone

from assessments.draw import Draw, Slot
from assessments.grading import attempt_fraction
from assessments.models.attempt import Attempt
from assessments.models.delivery import Delivery
from assessments.models.late_decision import LateDecision
from assessments.models.mark import AttemptMark
from assessments.models.response import Response
from assessments.queries.answers import Answer, answers_of
from assessments.queries.decisions import Decisions, decisions_of_exam, marked_line
from assessments.queries.given_marks import given_marks_of
from assessments.queries.hand_changes import hand_changes
from assessments.queries.late_rows import LATE, late_of
from assessments.queries.marks import Line, lines_from, points
from assessments.queries.review import Answers, shown
from assessments.queries.sitting import summary
from assessments.queries.wordings import Wording, wordings
from courses.marks import mark_of
from officers.models import Act, Proposal

__all__ = ["LateAnswer", "LateDesk", "LateQuestion", "late_desk", "late_lines", "mark_with", "may_count"]


@dataclass(frozen=True, slots=True)
class LateAnswer:
    """A late answer. claimed_at: when it was given, by the clock of the device; None: it claims nothing.

    chain: of what was sealed, whether its chain held; None: it was not sealed. earned: what it would earn. may_count:
    whether it may be let count (``may_count``). by_person: a person has still to mark it.
    """

    key: str
    words: str
    at: datetime
    claimed_at: datetime | None
    standing: str
    chain: bool | None
    earned: str
    may_count: bool
    by_person: bool


@dataclass(frozen=True, slots=True)
class LateQuestion:
    """A question to which an answer came too late. counted: in words, the one that the mark rests on; empty: none."""

    number: int
    answers: Answers
    counted: str
    counted_at: datetime | None
    earned: str
    weight: str
    late: tuple[LateAnswer, ...]


@dataclass(frozen=True, slots=True)
class LateDesk:
    """The late answers of a submitted attempt. marking: the number of the newest one, which the page shows."""

    attempt: Attempt
    questions: tuple[LateQuestion, ...]
    deliveries: tuple[Delivery, ...]
    decisions: tuple[LateDecision, ...]
    waiting: Proposal | None
    marking: int

    @property
    def may_propose(self) -> bool:
        """Whether there is something to propose."""
        return self.waiting is None and any(each.may_count for question in self.questions for each in question.late)


def late_desk(attempt: Any) -> LateDesk:
    """Return the late answers of a submitted attempt; ten statements at most."""
    newest = AttemptMark.objects.filter(attempt=attempt).order_by("-number")[0]
    lines = {line.slot: line for line in lines_from(newest.slots)}
    answers = answers_of(attempt.pk)
    by_key = {answer.key: answer for answer in answers}
    late = [answer for answer in answers if answer.standing in LATE]
    found = late_lines(attempt, late)
    deliveries = tuple(Delivery.objects.filter(attempt=attempt).order_by("pk").defer("body"))
    chains = {key: delivery.broken_at is None for delivery in deliveries for key in delivery.became}
    claims = {f"{row.client}.{row.sequence}": row.claimed_at for row in late_of(attempt)}
    drawn = Draw.from_json(attempt.draw)
    known = wordings([slot.version for slot in drawn.slots])

    def told(slot: Slot, answer: Answer) -> LateAnswer:
        line, again = lines[slot.number], found[answer.key]
        return LateAnswer(
            key=answer.key, words=_words(slot, known, answer), at=answer.at, claimed_at=claims.get(answer.key),
            standing=str(Response.Standing(answer.standing).label), chain=chains.get(answer.key),
            earned=points(again.earned), may_count=may_count(line, again), by_person=again.waits,
        )  # fmt: skip

    questions = []
    for slot in drawn.slots:
        of_slot = [answer for answer in late if answer.slot == slot.number]
        line = lines[slot.number]
        counted = by_key.get(line.response)
        if of_slot:
            questions.append(
                LateQuestion(
                    number=slot.number, answers=shown(slot, known[slot.version], counted),
                    counted=_words(slot, known, counted) if counted else "", counted_at=counted.at if counted else None,
                    earned=points(line.earned), weight=points(line.weight),
                    late=tuple(told(slot, answer) for answer in of_slot),
                )
            )  # fmt: skip
    decisions = LateDecision.objects.filter(attempt=attempt).select_related("by", "second").order_by("pk")
    return LateDesk(attempt, tuple(questions), deliveries, tuple(decisions), _waiting(attempt), newest.number)


def late_lines(attempt: Any, late: Sequence[Answer]) -> dict[str, Line]:
    """Return, by key, the line that each of these answers would earn by the one rule of all marks."""
    drawn = Draw.from_json(attempt.draw)
    slots = {slot.number: slot for slot in drawn.slots}
    known = wordings([slots[answer.slot].version for answer in late])
    decided = decisions_of_exam(attempt.item_id) if late else Decisions()
    given = given_marks_of(attempt.pk) if any(one.type.is_marked_by_hand for one in known.values()) else {}
    by_hand = hand_changes([attempt.pk]).get(attempt.pk, {}) if late else {}
    found = {}
    for answer in late:
        slot = slots[answer.slot]
        line = marked_line(slot, answer, known[slot.version], decided, given=given)
        least = by_hand.get(slot.number, Fraction(0))
        found[answer.key] = replace(line, fraction=least) if line.fraction < least else line
    return found


def may_count(line: Line, late: Line) -> bool:
    """Whether a late answer may be let count beside the one on which a line rests: if the question earns more by it.

    Of one that a person has still to mark nobody can say so: if the question may earn more.
    """
    return late.earned > line.earned or (late.waits and line.fraction < 1)


def mark_with(lines: Mapping[int, Line]) -> Decimal:
    """Return the mark that these lines make."""
    return mark_of(attempt_fraction([(line.weight, line.fraction) for line in lines.values()]))


def _words(slot: Slot, known: Mapping[Any, Wording], answer: Answer) -> str:
    return summary(slot, known[slot.version].of(slot), answer.value)


def _waiting(attempt: Attempt) -> Proposal | None:
    rows = Proposal.objects.filter(
        act=Act.DECIDE_MARK, on_model=attempt._meta.label, on_id=str(attempt.pk), state=Proposal.State.WAITING,
        until__gt=timezone.now(),
    )  # fmt: skip
    return rows.select_related("by").first()
