"""What differs between two editions of a course, activity by activity. Pure; no Django."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

__all__ = ["Compared", "Difference", "Part", "compare"]


class Difference(StrEnum):
    """How an activity of one edition stands to that of the other."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Part:
    """An activity of an edition. sha256: of its payload; weight: exact, empty where it does not count."""

    activity: UUID
    kind: str
    label: str
    title: str
    sha256: str
    required: bool
    weight: str


@dataclass(frozen=True, slots=True)
class Compared:
    """An activity as the new edition has it (a removed one as the old had it), and how it differs.

    duty: whether it is required: None where that stays as it was.
    """

    part: Part
    difference: Difference
    duty: bool | None = None

    @property
    def name(self) -> str:
        """Its label and title."""
        return f"{self.part.label} {self.part.title}"


def compare(before: Sequence[Part], after: Sequence[Part]) -> list[Compared]:
    """Return the activities of ``after`` in their order, then those that only ``before`` has.

    The same is what has the same key and the same payload; where it stands in the order makes no difference.
    """
    old = {part.activity: part for part in before}
    found = []
    for part in after:
        was = old.pop(part.activity, None)
        if was is None:
            found.append(Compared(part, Difference.ADDED))
            continue
        same = (was.kind, was.sha256, was.weight) == (part.kind, part.sha256, part.weight)
        duty = None if was.required == part.required else part.required
        found.append(Compared(part, Difference.SAME if same else Difference.CHANGED, duty))
    return [*found, *(Compared(part, Difference.REMOVED) for part in old.values())]
