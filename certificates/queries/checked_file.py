"""A file of serials or CIPs, answered row by row; kept for a while, so that it may be looked at and then taken."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache

from certificates.queries.checking import Checked, check, names_somebody
from courses.models import Course
from officers.models import Officer

__all__ = ["CheckedFile", "check_rows", "column_asked", "keep", "kept"]

#: So many rows tell which column is meant.
_SAMPLE = 200
#: Seconds for which a result is kept. Where the cache loses it earlier, the file is sent again.
_KEPT = 30 * 60


@dataclass(frozen=True)
class CheckedFile:
    """The rows of a file in their order, each with its answer; ``heads`` is the file's first row, if it is none."""

    name: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    answers: Sequence[Checked]
    course: Course | None
    at: datetime


def column_asked(rows: Sequence[Sequence[str]]) -> int | None:
    """Return the column in which most of the first rows have a serial, a CIP or a DNI; None where none has."""
    sample = rows[:_SAMPLE]
    counts = [
        sum(column < len(row) and names_somebody(row[column]) for row in sample)
        for column in range(max(map(len, sample), default=0))
    ]
    most = max(counts, default=0)
    return counts.index(most) if most else None


def check_rows(
    by: Officer, name: str, rows: Sequence[Sequence[str]], column: int, now: datetime, *, course: Course | None = None
) -> CheckedFile:
    """Return the answers for the rows of a table whose ``column`` is asked; as many statements as ``check`` makes."""
    width = max(map(len, rows))
    padded = [[*row, *[""] * (width - len(row))] for row in rows]
    has_heads = not names_somebody(padded[0][column])
    heads, body = (padded[0], padded[1:]) if has_heads else ([""] * width, padded)
    answers = check(by, [row[column] for row in body], now, course=course)
    return CheckedFile(name=name, heads=heads, rows=body, answers=answers, course=course, at=now)


def keep(by: Officer, checked: CheckedFile) -> uuid.UUID:
    """Keep a result for the person who asked; return its key."""
    key = uuid.uuid4()
    cache.set(_place(by, key), checked, timeout=_KEPT)
    return key


def kept(by: Officer, key: uuid.UUID) -> CheckedFile | None:
    """Return a result that the person asked for; None when it is no longer kept."""
    found: CheckedFile | None = cache.get(_place(by, key))
    return found


def _place(by: Officer, key: uuid.UUID) -> str:
    return f"certificates.checked:{by.pk}:{key}"
