"""The answers of an attempt: what was saved at each slot, and which of it counts."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import QuerySet

from assessments.models.response import Response
from assessments.question_types.base import Value
from officers.composed import composed

__all__ = ["Answer", "answered_in", "answers_of", "answers_of_many", "counting", "iso"]


@dataclass(frozen=True, slots=True)
class Answer:
    """One stored response. key: ``client.sequence``. value: in the attempt's own option keys."""

    slot: int
    key: str
    value: Value
    standing: str
    order: int
    at: datetime


def answers_of(attempt_id: int) -> list[Answer]:
    """Return every response of an attempt in the order in which the server accepted them; one statement."""
    return [
        Answer(slot, f"{client}.{sequence}", value, standing, order, at)
        for slot, client, sequence, value, standing, order, at in _stored(attempt=attempt_id)
    ]


@composed
def _stored(attempt: int) -> QuerySet[Response, tuple[Any, ...]]:
    rows = Response.objects.filter(attempt=attempt).order_by("order")
    return rows.values_list("slot", "client", "sequence", "value", "standing", "order", "at")


def answers_of_many(attempts: Collection[int]) -> dict[int, list[Answer]]:
    """Return the same of several attempts, by attempt; those without a response are not in it. One statement."""
    found: dict[int, list[Answer]] = {}
    rows = Response.objects.filter(attempt_id__in=attempts).order_by("attempt_id", "order")
    for attempt, slot, client, sequence, value, standing, order, at in rows.values_list(
        "attempt_id", "slot", "client", "sequence", "value", "standing", "order", "at"
    ):
        found.setdefault(attempt, []).append(Answer(slot, f"{client}.{sequence}", value, standing, order, at))
    return found


def counting(answers: Iterable[Answer]) -> dict[int, Answer]:
    """Return the answer that counts at each slot: the newest that counted when it came."""
    return {answer.slot: answer for answer in answers if answer.standing == Response.Standing.COUNTED}


def answered_in(attempt_id: int) -> set[int]:
    """Return the numbers of the questions whose answer counts and is not blank; one statement."""
    return {slot for slot, answer in counting(answers_of(attempt_id)).items() if answer.value is not None}


def iso(moment: datetime) -> str:
    """Return a moment in UTC to the millisecond, the same for what was just saved and what is read back."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
