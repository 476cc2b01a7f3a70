"""What an officer sees of a finished attempt, and when, as the frozen payload of an exam states it. Pure.

The table has four moments and six things. Payloads of schema 1 say ``at_once`` or ``after_close``; both are tables too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

__all__ = ["JUST_AFTER", "PRESETS", "Moment", "Table", "Thing", "moment_of", "problem_in", "table_of"]

#: "Just after" lasts so long from submitting: time to read what is shown there.
JUST_AFTER = timedelta(minutes=15)


class Thing(StrEnum):
    """What may be shown of a question."""

    RESPONSE = "response"
    RIGHT = "right"
    MARKS = "marks"
    FEEDBACK = "feedback"
    OVERALL = "overall"
    KEY = "key"


class Moment(StrEnum):
    """When: just after submitting, while the exam is open, after it has closed for everybody, once results are out."""

    AFTER = "after"
    OPEN = "open"
    CLOSED = "closed"
    RESULTS = "results"


#: What tells others the key; of an exam that counts it waits for the closing whatever the table says.
TELLING = frozenset({Thing.FEEDBACK, Thing.OVERALL, Thing.KEY})
_EARLY = (Moment.AFTER, Moment.OPEN)
_ALL = frozenset(Thing)
_OWN = frozenset({Thing.RIGHT, Thing.MARKS})


@dataclass(frozen=True, slots=True)
class Table:
    """Which things are shown at which moment."""

    cells: Mapping[Moment, frozenset[Thing]]

    def at(self, moment: Moment, *, counts: bool) -> frozenset[Thing]:
        """Return what is shown at a moment. counts: of an exam that counts nothing tells the key before its closing."""
        shown = self.cells.get(moment, frozenset())
        return shown - TELLING if counts and moment in _EARLY else shown

    def to_json(self) -> dict[str, list[str]]:
        """Give it as JSON values: the things of each moment in one order."""
        return {
            moment.value: [thing.value for thing in Thing if thing in self.at(moment, counts=False)]
            for moment in Moment
        }


#: The tables that an author may name instead of filling one in.
PRESETS: Mapping[str, Table] = {
    "at_once": Table(dict.fromkeys(Moment, _ALL)),
    "after_close": Table({**dict.fromkeys(_EARLY, _OWN), Moment.CLOSED: _ALL, Moment.RESULTS: _ALL}),
    "after_results": Table({**dict.fromkeys(_EARLY, _OWN), Moment.CLOSED: _OWN, Moment.RESULTS: _ALL}),
    "own_marks": Table(dict.fromkeys(Moment, _OWN)),
}


def table_of(review: str | Mapping[str, object]) -> Table:
    """Read the review rule of a payload; an unknown moment or thing is no table: ``ValueError``."""
    if isinstance(review, str):
        return PRESETS[review]
    return Table(
        {Moment(moment): frozenset(Thing(thing) for thing in _list(things)) for moment, things in review.items()}
    )


def problem_in(table: Table, *, counts: bool) -> str:
    """Return the code of what a table cannot mean; empty: nothing.

    ``key_without_response``: feedback and right answers stand beside what was answered. ``key_at_once``: an exam that
    counts would show its key while others are still to sit it.
    """
    for moment in Moment:
        shown = table.at(moment, counts=False)
        if shown & {Thing.FEEDBACK, Thing.KEY} and Thing.RESPONSE not in shown:
            return "key_without_response"
        if counts and moment in _EARLY and shown & TELLING:
            return "key_at_once"
    return ""


def moment_of(*, submitted: datetime, closes_for_all: datetime, results: datetime | None, now: datetime) -> Moment:
    """Return the moment of a review. results: when they are published; None: with the closing."""
    if now < closes_for_all:
        return Moment.AFTER if now < submitted + JUST_AFTER else Moment.OPEN
    return Moment.CLOSED if results is not None and now < results else Moment.RESULTS


def _list(things: object) -> list[str]:
    if not isinstance(things, list | tuple):
        raise ValueError("The things of a moment are a list.")
    return [str(thing) for thing in things]
