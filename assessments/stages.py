"""Where a sitting stands in its sections: which were begun, until when they last, which were left. Pure.

The stages lie in one column of the attempt, because a save must find them in the very row that it locks: on PostgreSQL
a statement that waited for a lock sees the newest state of the locked row alone, and of no row beside it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Self

from assessments.section_rules import SectionRules

__all__ = ["Stage", "after", "begin", "is_begun", "lengthened", "open_sections", "owed", "reopened", "stages_of"]


@dataclass(frozen=True, slots=True)
class Stage:
    """A section that was begun. ends: when its own time is over; None: with the sitting. left: when it was closed."""

    begun: datetime
    ends: datetime | None = None
    left: datetime | None = None

    def is_open(self, now: datetime) -> bool:
        """Whether answers to it still count."""
        return self.left is None and (self.ends is None or now <= self.ends)

    def to_json(self) -> dict[str, str | None]:
        """Give it as JSON values."""
        return {name: at.isoformat() if at else None for name, at in self._moments()}

    @classmethod
    def from_json(cls, stored: Mapping[str, str | None]) -> Self:
        """Read what ``to_json`` gave."""
        return cls(**{name: datetime.fromisoformat(at) if at else None for name, at in stored.items()})  # type: ignore[arg-type]  # ``begun`` is always there

    def _moments(self) -> Iterable[tuple[str, datetime | None]]:
        return (("begun", self.begun), ("ends", self.ends), ("left", self.left))


def stages_of(stored: Sequence[Mapping[str, Any]] | None) -> tuple[Stage, ...] | None:
    """Return the stages in the order of the sections; None: every section is open as long as the sitting."""
    return None if stored is None else tuple(Stage.from_json(stage) for stage in stored)


def is_begun(stages: tuple[Stage, ...] | None, section: int) -> bool:
    """Whether a section (from 1) was begun."""
    return stages is None or section <= len(stages)


def after(stages: tuple[Stage, ...] | None, section: int, now: datetime) -> bool:
    """Whether a section that was begun is over."""
    return stages is not None and not stages[section - 1].is_open(now)


def open_sections(stages: tuple[Stage, ...] | None, sections: int, now: datetime) -> tuple[int, ...]:
    """Return the numbers of the sections that can be answered now."""
    if stages is None:
        return tuple(range(1, sections + 1))
    return tuple(number for number, stage in enumerate(stages, start=1) if stage.is_open(now))


def begin(
    stages: tuple[Stage, ...], sections: Sequence[SectionRules], *, ends: datetime | None, now: datetime
) -> tuple[Stage, ...]:
    """Return the stages once the next section has begun; the one before is closed by that if it is forward-only.

    sections: as they hold for the officer. ends: when the sitting ends.
    """
    before = list(stages)
    if before and sections[len(before) - 1].forward_only and before[-1].left is None:
        before[-1] = replace(before[-1], left=now)
    minutes = sections[len(before)].minutes
    return (*before, Stage(now, _end(now, minutes, ends)))


def lengthened(
    stages: tuple[Stage, ...], sections: Sequence[SectionRules], *, ends: datetime | None, now: datetime
) -> tuple[Stage, ...]:
    """Return the stages with the ends that hold by these rules of the sections; what is over stays over."""
    changed = []
    for stage, rules in zip(stages, sections, strict=False):
        later = _end(stage.begun, rules.minutes, ends)
        is_later = stage.ends is not None and later is not None and later > stage.ends
        changed.append(replace(stage, ends=later) if is_later and stage.is_open(now) else stage)
    return tuple(changed)


def reopened(stages: tuple[Stage, ...], *, ends: datetime) -> tuple[Stage, ...]:
    """Return the stages of a sitting that goes on until then: the last section is open again, no other one."""
    if not stages:
        return stages
    last = stages[-1]
    return (*stages[:-1], replace(last, left=None, ends=ends if last.ends is not None else None))


def owed(
    slots: Iterable[tuple[int, int]], sections: Sequence[SectionRules], stages: tuple[Stage, ...] | None,
    answered: Collection[int], now: datetime,
) -> tuple[int, ...]:  # fmt: skip
    """Return the questions that have to be answered, can be, and are not.

    slots: number and section of each. A section that is over asks for nothing more; one that was not begun does.
    """
    return tuple(
        number
        for number, section in slots
        if sections[section - 1].must_answer
        and number not in answered
        and not (is_begun(stages, section) and after(stages, section, now))
    )


def _end(begun: datetime, minutes: int | None, ends: datetime | None) -> datetime | None:
    if minutes is None:
        return None
    own = begun + timedelta(minutes=minutes)
    return own if ends is None else min(own, ends)
