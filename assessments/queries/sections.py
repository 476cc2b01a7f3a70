"""Where an officer is in a sitting whose sections are begun one after the other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString

from assessments.draw import Draw
from assessments.prose import prose
from assessments.queries.overrides import terms
from assessments.rule_words import section_words
from assessments.section_rules import SectionRules, section_rules
from assessments.stages import open_sections, owed, stages_of

__all__ = ["Part", "Place", "open_parts", "owed_in", "place_in", "place_of"]


@dataclass(frozen=True, slots=True)
class Part:
    """A section as it is shown. ends_at: when it closes before the sitting does, by its own time; None: it does not."""

    number: int
    of: int
    title: str
    instructions: SafeString
    rules: Sequence[str]
    forward_only: bool
    must_answer: bool
    ends_at: datetime | None


@dataclass(frozen=True, slots=True)
class Place:
    """shown: the section that is open and was asked for, or else the newest; None: none is open, or the newest is over.

    before: the newest that was begun. next: the one that can be begun. others: those beside it that are open.
    """

    shown: Part | None
    before: Part | None
    next: Part | None
    others: tuple[Part, ...]


def place_of(attempt: Any, wanted: str = "") -> Place | None:
    """Return where an attempt of ``attempt_or_404`` stands; None: its sections are all open at once.

    One statement where it is sat section by section: the time of those to come is the officer's own.
    """
    if attempt.stages is None or attempt.item is None:
        return None
    sections = terms(attempt.enrolment_id, attempt.activity_uuid).on_sections(attempt.item.payload)
    return place_in(attempt, sections, wanted)


def place_in(attempt: Any, sections: Sequence[SectionRules], wanted: str = "") -> Place | None:
    """Do the same by the rules of the sections as they hold for whoever sits; no statement.

    Here and below, what is over is judged by the attempt's ``latest`` moment (``queries.clock``), as a save does.
    """
    stages = stages_of(attempt.stages)
    if stages is None:
        return None
    parts = [_part(attempt, sections, number) for number in range(1, len(sections) + 1)]
    begun = len(stages)
    numbers = open_sections(stages, len(sections), attempt.latest)
    shown = next((number for number in numbers if str(number) == wanted), begun if begun in numbers else None)
    return Place(
        shown=parts[shown - 1] if shown else None,
        before=parts[begun - 1] if begun else None,
        next=parts[begun] if begun < len(parts) else None,
        others=tuple(parts[number - 1] for number in numbers if number != shown),
    )


def open_parts(attempt: Any) -> tuple[int, ...]:
    """Return the numbers of the sections whose questions may be shown now."""
    sections = section_rules(attempt.item.payload)
    return open_sections(stages_of(attempt.stages), len(sections), attempt.latest)


def owed_in(attempt: Any, answered: set[int]) -> tuple[int, ...]:
    """Return the questions without which the attempt cannot be submitted."""
    slots = [(slot.number, slot.section) for slot in Draw.from_json(attempt.draw).slots]
    return owed(slots, section_rules(attempt.item.payload), stages_of(attempt.stages), answered, attempt.latest)


def _part(attempt: Any, sections: Sequence[SectionRules], number: int) -> Part:
    rules, stages = sections[number - 1], stages_of(attempt.stages) or ()
    ends = stages[number - 1].ends if number <= len(stages) else None
    is_sooner = ends is not None and (attempt.ends_at is None or ends < attempt.ends_at)
    return Part(
        number=number, of=len(sections), title=rules.title, instructions=prose(rules.instructions),
        rules=section_words(rules, is_last=number == len(sections)), forward_only=rules.forward_only,
        must_answer=rules.must_answer, ends_at=ends if is_sooner else None,
    )  # fmt: skip
