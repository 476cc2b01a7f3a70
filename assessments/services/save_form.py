"""Saving a whole sitting page at once: the way without JavaScript."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assessments.draw import Draw, Slot, accept
from assessments.models.attempt import Attempt
from assessments.models.response import Response
from assessments.queries.answers import Answer, answers_of, counting
from assessments.queries.late_rows import LATE
from assessments.question_types.problems import ResponseRefused
from assessments.services.number_client import number_client
from assessments.services.save_response import BadAnswer, Entry, KeyTaken, save_response
from officers.models import Officer

__all__ = ["FormSaved", "Given", "save_form"]


@dataclass(frozen=True, slots=True)
class Given:
    """What a form says of one slot, and what its page had seen there (``client.sequence`` or empty)."""

    slot: int
    value: object
    base: str


@dataclass(frozen=True, slots=True)
class FormSaved:
    """The numbers of the questions by what became of their answers; refused: with the sentence."""

    counted: tuple[int, ...] = ()
    stale: tuple[int, ...] = ()
    kept: tuple[int, ...] = ()
    refused: tuple[tuple[int, str], ...] = ()


def save_form(
    *, attempt: Attempt, client: int, given: Sequence[Given], by: Officer, device: str | None = None
) -> FormSaved:
    """Save what differs from what the page showed; each answer in its own transaction.

    The sequence of an answer is the number of its question, so that sending a page twice (a double
    click, Back, a reload) changes nothing. Where the same page comes back with another answer, that is
    stored under a new client number as stale: kept, shown beside the newer one, for the officer to choose.
    device: as in ``save_response``.
    """
    drawn = Draw.from_json(attempt.draw)
    answers = answers_of(attempt.pk)
    seen, newest = {answer.key: answer for answer in answers}, counting(answers)
    became: dict[int, str] = {}
    refused: list[tuple[int, str]] = []
    for one in given:
        if not 1 <= one.slot <= len(drawn.slots):
            continue
        try:
            if not _is_new(drawn.slot(one.slot), one, seen, newest):
                continue
            became[one.slot] = _save(attempt, client, one, by, device)
        except BadAnswer as error:
            refused.append((one.slot, str(error)))
    return FormSaved(
        counted=tuple(slot for slot, standing in became.items() if standing == Response.Standing.COUNTED),
        stale=tuple(slot for slot, standing in became.items() if standing == Response.Standing.STALE),
        kept=tuple(slot for slot, standing in became.items() if standing in LATE),
        refused=tuple(refused),
    )  # fmt: skip


def _is_new(slot: Slot, given: Given, seen: Mapping[str, Answer], newest: Mapping[int, Answer]) -> bool:
    """Whether the officer changed something: what equals what the page showed, or what counts, is not saved again."""
    try:
        value = accept(slot, given.value)
    except ResponseRefused:
        return True
    shown = seen.get(given.base)
    counted = newest.get(slot.number)
    return value != (shown.value if shown else None) and value != (counted.value if counted else None)


def _save(attempt: Attempt, client: int, given: Given, by: Officer, device: str | None) -> str:
    whose: dict[str, Any] = {
        "attempt": attempt.public_id, "officer": by.pk, "session_hash": None, "device": device
    }  # fmt: skip
    entry = Entry(client, given.slot, given.slot, given.value, given.base)
    try:
        return save_response(**whose, entry=entry).standing
    except KeyTaken:
        again = Entry(number_client(attempt), given.slot, given.slot, given.value, given.base)
        return save_response(**whose, entry=again).standing
