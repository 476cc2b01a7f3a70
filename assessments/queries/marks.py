"""Marks of an attempt: how it was made, and which lessons to study."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from uuid import UUID

from assessments.grading import slot_weight
from assessments.models.mark import AttemptMark
from assessments.queries.wordings import wordings
from assessments.question_types.base import Reason
from courses.activities import activity_url
from courses.marks import from_text, to_text
from courses.models.enrolment import Enrolment
from courses.queries import items

__all__ = ["Line", "Study", "lessons_to_study", "lines_from", "lines_of", "points", "told_in"]


@dataclass(frozen=True, slots=True)
class Line:
    """What a slot earned: an exact fraction of 1, of so much weight, for which reasons, by which response."""

    slot: int
    version: UUID
    weight: Fraction
    fraction: Fraction
    reasons: tuple[str, ...]
    response: str

    @property
    def earned(self) -> Fraction:
        """What it adds to the sum."""
        return self.weight * self.fraction

    @property
    def waits(self) -> bool:
        """Whether a person has still to mark it."""
        return Reason.TO_BE_MARKED in self.reasons

    def to_json(self) -> dict[str, Any]:
        """Give it as a marking stores it; ``lines_from`` reads it back."""
        return {
            "slot": self.slot, "version": str(self.version), "weight": to_text(self.weight),
            "fraction": to_text(self.fraction), "reasons": list(self.reasons), "response": self.response,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Study:
    """A lesson to study again, and its address in the learner's place."""

    label: str
    title: str
    address: str


def lines_of(attempt_id: int) -> list[Line]:
    """Return the lines of an attempt's newest marking; empty before it is submitted. One statement."""
    newest = AttemptMark.objects.filter(attempt_id=attempt_id).order_by("-number")
    return lines_from(newest.values_list("slots", flat=True).first() or ())


def lines_from(slots: Iterable[Mapping[str, Any]]) -> list[Line]:
    """Return the lines of a stored marking."""
    return [_line(stored) for stored in slots]


def told_in(markings: Sequence[AttemptMark]) -> AttemptMark | None:
    """Return, of the markings of an attempt in order, the newest that the officer was told since it was handed in.

    None: what was handed in last has no mark yet.
    """
    for marking in reversed(markings):
        if marking.mark is not None:
            return marking
        if marking.answers is not None:  # made by handing in
            return None
    return None


def lessons_to_study(lines: Iterable[Line], enrolment: Enrolment) -> tuple[Study, ...]:
    """Return the lessons that missed questions name, in the order of the enrolment's edition."""
    named = missed_lessons(lines)
    if not named:
        return ()
    return tuple(
        Study(item.label, item.title, activity_url(enrolment.uuid, item.activity_uuid))
        for item in items.lines_of(enrolment.edition)
        if item.activity_uuid in named
    )


def missed_lessons(lines: Iterable[Line]) -> set[UUID]:
    """Return the lessons that missed questions name; what earns no mark, or has none yet, is not missed."""
    missed = [line.version for line in lines if line.fraction < 1 and line.weight and not line.waits]
    return {lesson for wording in wordings(missed).values() for lesson in wording.lessons}


def points(value: Fraction) -> str:
    """Return points as people read them: exact where two decimals suffice, otherwise rounded to two."""
    return f"{float(value):.2f}".rstrip("0").rstrip(".")


def _line(stored: Mapping[str, Any]) -> Line:
    return Line(
        slot=stored["slot"], version=UUID(stored["version"]), weight=slot_weight(stored["weight"]),
        fraction=from_text(stored["fraction"]), reasons=tuple(stored["reasons"]), response=stored["response"],
    )  # fmt: skip
