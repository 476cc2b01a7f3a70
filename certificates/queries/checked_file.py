"""A file of serials or CIPs, answered row by row; kept for a while, so that it may be looked at and then taken."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from certificates.kept_for import keep_for, kept_for
from certificates.queries.checking import Checked, NumberKind, check, names_somebody
from courses.models import Course
from officers.models import Officer
from officers.people_file.columns import Column, guessed_columns

__all__ = ["CheckedFile", "check_rows", "column_asked", "keep", "kept"]

#: So many rows tell which column is meant.
_SAMPLE = 200
#: Under which a result is kept. Where the cache loses it earlier, the file is sent again.
_KIND = "checked_file"


@dataclass(frozen=True)
class CheckedFile:
    """The rows of a file in their order, each with its answer.

    ``heads`` is the file's first row, if it is none. ``first_line``: the line of the file on which the first row
    stands. ``column`` is the place of what was asked, ``numbers`` as what its digits were read.
    """

    name: str
    heads: Sequence[str]
    first_line: int
    column: int
    numbers: NumberKind
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
    """Return the answers for the rows of a table whose ``column`` is asked; as many statements as ``check`` makes.

    Under a heading for DNIs digits are a DNI, under one for CIPs a CIP; under any other they may be either.
    """
    width = max(map(len, rows))
    padded = [[*row, *[""] * (width - len(row))] for row in rows]
    has_heads = not names_somebody(padded[0][column])
    heads, body = (padded[0], padded[1:]) if has_heads else ([""] * width, padded)
    numbers = _numbers_under(heads[column])
    answers = check(by, [row[column] for row in body], now, course=course, numbers=numbers)
    return CheckedFile(
        name=name, heads=heads, first_line=2 if has_heads else 1, column=column, numbers=numbers, rows=body,
        answers=answers, course=course, at=now,
    )  # fmt: skip


def keep(by: Officer, checked: CheckedFile) -> uuid.UUID:
    """Keep a result for the person who asked; return its key."""
    return keep_for(by, _KIND, checked)


def kept(by: Officer, key: uuid.UUID) -> CheckedFile | None:
    """Return a result that the person asked for; None when it is no longer kept."""
    found: CheckedFile | None = kept_for(by, _KIND, key)
    return found


def _numbers_under(heading: str) -> NumberKind:
    known = guessed_columns([heading])
    if Column.DNI in known:
        return NumberKind.DNI
    return NumberKind.CIP if Column.CIP in known else NumberKind.EITHER
