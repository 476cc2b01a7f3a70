"""What a trial sitting remembers from page to page: no row is written, so the page itself carries it, signed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Self

from assessments.draw import Draw, Slot, accept
from assessments.models.checked_answer import CheckedAnswer
from assessments.models.response import Response
from assessments.queries.answers import Answer
from assessments.queries.wordings import wordings
from assessments.question_types.base import Value
from assessments.question_types.problems import ResponseRefused
from assessments.section_rules import SectionRules
from assessments.stages import Stage, begin, owed, stages_of
from courses.marks import to_text

__all__ = ["TrialState"]


@dataclass(frozen=True, slots=True)
class TrialState:
    """A trial under way. given: the answers by question; tried: those of a practice that were checked, in order.

    seed: what it was drawn from. at: when it began. stages: as of an attempt (``stages``).
    """

    seed: bytes
    at: datetime
    given: Mapping[int, Value] = field(default_factory=dict)
    tried: Mapping[int, tuple[Value, ...]] = field(default_factory=dict)
    stages: tuple[Stage, ...] | None = None

    def to_json(self) -> dict[str, Any]:
        """Give it as JSON values."""
        return {
            "seed": self.seed.hex(), "at": self.at.isoformat(),
            "given": [[number, value] for number, value in self.given.items()],
            "tried": [[number, list(values)] for number, values in self.tried.items()],
            "stages": None if self.stages is None else [stage.to_json() for stage in self.stages],
        }  # fmt: skip

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Read what ``to_json`` gave."""
        return cls(
            seed=bytes.fromhex(stored["seed"]), at=datetime.fromisoformat(stored["at"]), given=dict(stored["given"]),
            tried={number: tuple(values) for number, values in stored["tried"]}, stages=stages_of(stored["stages"]),
        )  # fmt: skip

    def with_answers(self, drawn: Draw, sent: Mapping[int, object]) -> tuple[Self, tuple[int, ...]]:
        """Return it with what a page sent, and the numbers of the questions whose answers were none that they take.

        Of sections in order only those count that were begun and not left.
        """
        given, unread = dict(self.given), []
        for slot in drawn.slots:
            if slot.number not in sent or not self._takes(slot):
                continue
            try:
                given[slot.number] = accept(slot, sent[slot.number])
            except ResponseRefused:
                unread.append(slot.number)
        return replace(self, given=given), tuple(unread)

    def _takes(self, slot: Slot) -> bool:
        if self.stages is None:
            return True
        return slot.section <= len(self.stages) and self.stages[slot.section - 1].left is None

    def checking(self, drawn: Draw, number: int, *, most: int) -> Self | None:
        """Return it with the answer of a question checked; the same answer is checked once. None: nothing to check."""
        value = self.given.get(number)
        known = wordings(drawn.versions)
        if value is None or not known[drawn.slot(number).version].type.is_scored:
            return None
        made = self.tried.get(number, ())
        if value in made:
            return self
        return replace(self, tried={**self.tried, number: (*made, value)}) if len(made) < most else None

    def beginning(self, sections: tuple[SectionRules, ...], *, ends: datetime | None, now: datetime) -> Self:
        """Return it with the next section begun."""
        return replace(self, stages=begin(self.stages or (), sections, ends=ends, now=now))

    def owed(self, drawn: Draw, sections: tuple[SectionRules, ...], now: datetime) -> tuple[int, ...]:
        """Return the questions without which an officer could not go on or submit."""
        begun = len(sections) if self.stages is None else len(self.stages)
        slots: Iterable[tuple[int, int]] = ((slot.number, slot.section) for slot in drawn.slots)
        answered = {number for number, value in self.given.items() if value is not None}
        return owed([pair for pair in slots if pair[1] <= begun], sections, self.stages, answered, now)

    def answers(self) -> list[Answer]:
        """Return the answers as rows would be, the checked ones before those that count."""
        found = []
        for number in sorted({*self.given, *self.tried}):
            made = list(self.tried.get(number, ()))
            value = self.given.get(number)
            if value not in made:
                made.append(value)
            rows = [self._answer(number, order, each) for order, each in enumerate(made, start=1)]
            # The one that counts comes last, whichever try it was.
            found.extend(sorted(rows, key=lambda row: row.value == value))
        return found

    def checked(self, drawn: Draw) -> dict[int, list[CheckedAnswer]]:
        """Return the checked answers as rows would be."""
        known = wordings(drawn.versions)
        found = {}
        for number, values in self.tried.items():
            slot = drawn.slot(number)
            graded = [known[slot.version].graded(slot, value) for value in values]
            found[number] = [
                CheckedAnswer(
                    slot=number, number=order, response=f"{number}.{order}", fraction=to_text(one.fraction),
                    reasons=list(one.reasons), at=self.at,
                )
                for order, one in enumerate(graded, start=1)
            ]  # fmt: skip
        return found

    def _answer(self, number: int, order: int, value: Value) -> Answer:
        return Answer(number, f"{number}.{order}", value, Response.Standing.COUNTED, order, self.at)
