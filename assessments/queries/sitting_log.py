"""The log of a sitting: what happened, load by load of its page, and the history of every answer.

For those who decide about marks. It tells what happened and judges nothing: leaving a page has many reasons, and no
mark follows from any of it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from typing import Any

from assessments.draw import Draw, Slot
from assessments.models.after_key import AfterKey
from assessments.models.attempt import Attempt
from assessments.models.board_act import SittingAnnulment, SittingReopening
from assessments.models.response import Response
from assessments.models.sitting_event import SittingEvent
from assessments.queries.answers import Answer, answers_of
from assessments.queries.marks import lines_of
from assessments.queries.sitting import summary
from assessments.queries.wordings import Wording, wordings
from assessments.question_types.plain import plain_text

__all__ = ["BoardAct", "Happened", "History", "Load", "SittingLog", "Stranger", "Version", "board_acts", "sitting_log"]

SAVED = "saved"
#: Of a long answer so many letters are shown.
_SHOWN = 300
Kind = SittingEvent.Kind
#: What the server notes of a load by itself.
_OPENINGS = (Kind.OPENED, Kind.TOOK_PEN)
#: What else the log has of a load.
_TOLD = (Kind.LEFT, Kind.RETURNED, Kind.LOST_PEN)


@dataclass(frozen=True, slots=True)
class Happened:
    """One thing that happened: an answer was given (slot, answer), the page was left or come back to, or it sent an
    answer when the sitting went on on another device.

    after: seconds since the page was loaded, by the browser; away: how long it had been left. at: when the server
    stored it. late: it arrived after something that came later. other_device, other_place: whether the browser or the
    address that told it are others than those that opened the page.
    """

    kind: str
    at: datetime
    sequence: int
    slot: int | None = None
    answer: str = ""
    standing: str = ""
    after: int | None = None
    away: int | None = None
    late: bool = False
    other_device: bool = False
    other_place: bool = False


@dataclass(frozen=True, slots=True)
class Load:
    """One load of the page, and what happened on it in the order of its own counter.

    opened_at: None where it is not known (sittings of before there was a log). took_pen: it is the moment at which the
    sitting went on on another device. other_device, other_place: whether
    browser or address are others than at the load before.
    """

    number: int
    opened_at: datetime | None
    other_device: bool
    other_place: bool
    happened: tuple[Happened, ...]
    took_pen: bool = False


@dataclass(frozen=True, slots=True)
class Stranger:
    """A device that never had the pen and sent answers, which were not stored. known: whether its browser is of a load.

    at: when it did so first. place_known: whether its address is.
    """

    at: datetime
    device_known: bool
    place_known: bool


@dataclass(frozen=True, slots=True)
class Version:
    """One answer in the history of a question. marked: it is the one that the mark rests on."""

    load: int
    at: datetime
    answer: str
    standing: str
    marked: bool


@dataclass(frozen=True, slots=True)
class History:
    """A question of the sitting, and all that was answered to it, in the order in which the server accepted it."""

    number: int
    prompt: str
    answers: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class BoardAct:
    """What the board did to the sitting. until: it was opened again, until then; None: it was annulled.

    submitted_at: when it had been handed in before it was opened again. mark: what it had then.
    """

    at: datetime
    mark: Decimal
    why: str
    by: str
    second: str
    until: datetime | None = None
    submitted_at: datetime | None = None
    is_used: bool = False


@dataclass(frozen=True, slots=True)
class SittingLog:
    """The log of an attempt. let: who had let it be sat after right answers were open, before it began."""

    attempt: Attempt
    loads: tuple[Load, ...]
    questions: tuple[History, ...]
    board: tuple[BoardAct, ...]
    let: tuple[AfterKey, ...] = ()
    strangers: tuple[Stranger, ...] = ()


@dataclass(frozen=True, slots=True)
class _Words:
    """Puts stored answers into words."""

    slots: Mapping[int, Slot]
    known: Mapping[Any, Wording]

    def of(self, answer: Answer) -> str:
        slot = self.slots[answer.slot]
        text = summary(slot, self.known[slot.version].of(slot), answer.value)
        return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"

    def prompt(self, slot: Slot) -> str:
        return plain_text(self.known[slot.version].of(slot).public.prompt)


def sitting_log(attempt: Attempt) -> SittingLog:
    """Return the log of an attempt; seven statements at most."""
    drawn = Draw.from_json(attempt.draw)
    words = _Words({slot.number: slot for slot in drawn.slots}, wordings(drawn.versions))
    answers = answers_of(attempt.pk)
    events = list(SittingEvent.objects.filter(attempt=attempt.pk).order_by("client", "sequence"))
    marked = {line.response for line in lines_of(attempt.pk)}
    by_slot: dict[int, list[Answer]] = {}
    for answer in answers:
        by_slot.setdefault(answer.slot, []).append(answer)
    questions = tuple(
        History(slot.number, words.prompt(slot), tuple(_versions(by_slot.get(slot.number, []), words, marked)))
        for slot in drawn.slots
    )
    loads = tuple(_loads(events, answers, words))
    let = _let(attempt) if attempt.after_key else ()
    return SittingLog(attempt, loads, questions, board_acts(attempt), let, tuple(_strangers(events)))


def _strangers(events: Sequence[SittingEvent]) -> Iterator[Stranger]:
    opened = [event for event in events if event.kind in _OPENINGS]
    devices, places = {event.device for event in opened}, {event.place for event in opened}
    for event in sorted((each for each in events if each.kind == Kind.STRANGE), key=lambda each: each.at):
        yield Stranger(event.at, event.device in devices, event.place in places)


def _let(attempt: Any) -> tuple[AfterKey, ...]:
    rows = AfterKey.objects.filter(
        run=attempt.enrolment.run_id, activity_uuid=attempt.activity_uuid, at__lte=attempt.started_at
    )  # fmt: skip
    return tuple(rows.select_related("by").order_by("at"))


def board_acts(attempt: Attempt) -> tuple[BoardAct, ...]:
    """Return what the board did to an attempt, in order; two statements."""
    again = SittingReopening.objects.filter(attempt=attempt.pk).select_related("by", "second").order_by("number")
    annulled = SittingAnnulment.objects.filter(attempt=attempt.pk).select_related("by", "second")
    opened = [
        BoardAct(
            row.at, row.mark, row.why, row.by.get_full_name(), row.second.get_full_name(), until=row.until,
            submitted_at=row.submitted_at,
        )
        for row in again
    ]  # fmt: skip
    ended = [
        BoardAct(row.at, row.mark, row.why, row.by.get_full_name(), row.second.get_full_name(), is_used=row.is_used)
        for row in annulled
    ]
    return (*opened, *ended)


def _versions(answers: Sequence[Answer], words: _Words, marked: set[str]) -> Iterator[Version]:
    for answer in answers:
        standing = str(Response.Standing(answer.standing).label)
        yield Version(_client(answer), answer.at, words.of(answer), standing, answer.key in marked)


def _loads(events: Sequence[SittingEvent], answers: Sequence[Answer], words: _Words) -> Iterator[Load]:
    happened = sorted([*_told(events), *_saved(answers, words)], key=lambda pair: (pair[0], pair[1].sequence))
    by_load = {client: [each for _, each in rows] for client, rows in groupby(happened, key=lambda pair: pair[0])}
    opened = {event.client: event for event in events if event.kind in _OPENINGS}
    before: SittingEvent | None = None
    for number in sorted(by_load.keys() | opened.keys()):
        event = opened.get(number)
        yield Load(
            number=number, opened_at=event.at if event else None,
            other_device=bool(event and before and event.device != before.device),
            other_place=bool(event and before and event.place != before.place),
            happened=tuple(_in_order(by_load.get(number, []))),
            took_pen=bool(event and event.kind == Kind.TOOK_PEN),
        )  # fmt: skip
        before = event or before


def _told(events: Sequence[SittingEvent]) -> Iterator[tuple[int, Happened]]:
    left: dict[int, int | None] = {}
    opened = {event.client: event for event in events if event.kind in _OPENINGS}
    for event in events:
        if event.kind not in _TOLD:
            continue
        away = None
        if event.kind == Kind.LEFT:
            left[event.client] = event.after
        elif event.kind == Kind.RETURNED:
            since = left.pop(event.client, None)
            away = max(event.after - since, 0) if since is not None and event.after is not None else None
        page = opened.get(event.client)
        yield event.client, Happened(
            event.kind, event.at, event.sequence, after=event.after, away=away,
            other_device=bool(page and event.device and event.device != page.device),
            other_place=bool(page and event.place and event.place != page.place),
        )  # fmt: skip


def _saved(answers: Sequence[Answer], words: _Words) -> Iterator[tuple[int, Happened]]:
    for answer in answers:
        standing = "" if answer.standing == Response.Standing.COUNTED else str(Response.Standing(answer.standing).label)
        sequence = int(answer.key.partition(".")[2])
        yield (
            _client(answer),
            Happened(SAVED, answer.at, sequence, slot=answer.slot, answer=words.of(answer), standing=standing),
        )


def _in_order(rows: Sequence[Happened]) -> list[Happened]:
    """Mark what arrived after something that had happened later on the same load."""
    found: list[Happened] = []
    first: datetime | None = None  # when anything that follows arrived
    for row in reversed(rows):
        found.append(replace(row, late=first is not None and first < row.at))
        first = row.at if first is None else min(first, row.at)
    return found[::-1]


def _client(answer: Answer) -> int:
    return int(answer.key.partition(".")[0])
