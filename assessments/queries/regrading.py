"""Marking submitted attempts again from what is stored: whether every mark is what its rows give. Reads only."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from uuid import UUID

from assessments.draw import Draw, DrawUnreadable
from assessments.grading import attempt_fraction, slot_weight
from assessments.models.attempt import Attempt
from assessments.queries.answers import Answer
from assessments.queries.attempt_rows import AttemptRows, attempt_rows, attempts_at
from assessments.queries.decisions import Decisions, decisions_at
from assessments.queries.given_marks import GivenMarks
from assessments.queries.late_decisions import counting_with, line_of_counting
from assessments.queries.marks import Line, told_in
from assessments.queries.tries import Tries, tries_in
from assessments.queries.wordings import Wording, wordings
from assessments.question_types.problems import ResponseRefused
from assessments.rules import ExamRules
from courses.marks import from_text, mark_of, to_text

__all__ = ["Difference", "Regraded", "regraded"]


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that is not what the rows give. slot: None for one of the whole attempt."""

    slot: int | None
    field: str
    stored: str
    again: str

    def to_json(self) -> dict[str, Any]:
        """Give it as JSON values."""
        return {"slot": self.slot, "field": self.field, "stored": self.stored, "again": self.again}


@dataclass(frozen=True, slots=True)
class Regraded:
    """An attempt marked again; without differences it is as stored."""

    attempt: UUID
    number: int
    differences: tuple[Difference, ...]

    def to_json(self) -> dict[str, Any]:
        """Give it as JSON values."""
        differences = [difference.to_json() for difference in self.differences]
        return {"attempt": str(self.attempt), "number": self.number, "differences": differences}


def regraded(exam: UUID, run: str = "") -> Iterator[Regraded]:
    """Yield every submitted attempt at an exam, marked again by its pinned versions and by what was decided since."""
    decisions = decisions_at(exam)
    submitted = attempts_at(exam, run).filter(state=Attempt.State.SUBMITTED)
    return (_regraded(rows, decisions) for rows in attempt_rows(submitted))


def _regraded(rows: AttemptRows, decisions: Decisions) -> Regraded:
    attempt = rows.attempt
    try:
        found = tuple(_differences(rows, decisions))
    except (DrawUnreadable, ResponseRefused) as error:  # one that cannot be read holds up no other
        found = (Difference(None, error.code, "", str(error)),)
    return Regraded(attempt.public_id, attempt.number, found)


def _differences(rows: AttemptRows, decisions: Decisions) -> Iterator[Difference]:
    attempt = rows.attempt
    if not rows.marks:
        yield Difference(None, "marking", "", "1")
        return
    newest = rows.marks[-1]
    drawn = Draw.from_json(attempt.draw)
    penalty = ExamRules.from_payload(attempt.item.payload).try_penalty if attempt.item else Fraction(0)
    tries = tries_in(rows.checked, rows.answers, penalty)
    known = wordings([slot.version for slot in drawn.slots])
    given = {mark.answer.response: from_text(mark.fraction) for marks in rows.given.values() for mark in marks}
    lines = _lines(drawn, counting_with(rows.answers, rows.late), known, decisions, tries, given)
    again = {line.slot: _said(line) for line in lines}
    for number, least in rows.by_hand.items():
        again[number]["fraction"] = to_text(max(from_text(again[number]["fraction"]), least))
    stored = {line["slot"]: {**line, "weight": to_text(slot_weight(line["weight"]))} for line in newest.slots}
    for number, line in again.items():
        held = stored.get(number, {})
        if number in tries and held.get("fraction") == line["fraction"]:
            # Of tries that earn the same, which one is named rests on when a decision came; the mark does not.
            del line["response"]
        yield from _unequal(number, held, line)
    mark = "" if newest.mark is None else str(newest.mark)
    yield from _unequal(None, {"fraction": newest.fraction, "mark": mark}, _whole(lines, again))
    told = told_in(rows.marks)
    if (attempt.fraction, attempt.mark) != (told.fraction if told else "", newest.mark):
        yield Difference(None, "copy", f"{attempt.mark}", f"{newest.mark}")


def _lines(
    drawn: Draw, answers: Mapping[int, Sequence[Answer]], known: Mapping[UUID, Wording], decisions: Decisions,
    tries: Mapping[int, Tries], given: GivenMarks,
) -> list[Line]:  # fmt: skip
    return [
        line_of_counting(
            slot, answers.get(slot.number, ()), known[slot.version], decisions, tries.get(slot.number), given
        )
        for slot in drawn.slots
    ]  # fmt: skip


def _said(line: Line) -> dict[str, str]:
    return {
        "version": str(line.version), "weight": to_text(line.weight), "response": line.response,
        "fraction": to_text(line.fraction),
    }  # fmt: skip


def _whole(lines: Sequence[Line], again: Mapping[int, Mapping[str, str]]) -> dict[str, str]:
    """Return fraction and mark of the attempt; empty while an answer waits for a person."""
    if any(line.waits for line in lines):
        return {"fraction": "", "mark": ""}
    fraction = attempt_fraction([(from_text(line["weight"]), from_text(line["fraction"])) for line in again.values()])
    return {"fraction": to_text(fraction), "mark": str(mark_of(fraction))}


def _unequal(slot: int | None, stored: Mapping[str, Any], again: Mapping[str, str]) -> Iterator[Difference]:
    for field, value in again.items():
        if stored.get(field) != value:
            yield Difference(slot, field, str(stored.get(field, "")), value)
