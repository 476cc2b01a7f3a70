"""The lines of the audit, filtered, the newest first, a page by its key.

A page is found by where the one before it ended, not by counting: the last page of a million lines costs what the
first one costs.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Generic, TypeVar

from django.db.models import Q, QuerySet
from django.utils import timezone

from audit.models import Entry, Reading

__all__ = ["Page", "Wanted", "entries", "has_lines_of", "in_chunks", "page_of", "readings", "rows_with_lines"]

L = TypeVar("L", Entry, Reading)


@dataclass(frozen=True)
class Wanted:
    """Which lines: by whom (log-in), which act, on which kind of row, between two days (both included).

    ``on``: about these rows, pairs of kind and key; None: about any.
    """

    who: str = ""
    act: str = ""
    kind: str = ""
    on: Collection[tuple[str, str]] | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Page(Generic[L]):
    """Lines, and the keys that the pages beside them are found by (empty: there is none)."""

    lines: list[L]
    newer: str
    older: str


def entries(wanted: Wanted) -> QuerySet[Entry]:
    """Return the acts wanted, the newest first."""
    rows: QuerySet[Entry] = _between(Entry.objects.all(), wanted)
    if wanted.who:
        rows = rows.filter(actor_login=wanted.who)
    return rows.filter(act=wanted.act) if wanted.act else rows


def readings(wanted: Wanted) -> QuerySet[Reading]:
    """Return the readings wanted, the newest first; they have no act."""
    rows: QuerySet[Reading] = _between(Reading.objects.all(), wanted)
    return rows.filter(reader_login=wanted.who) if wanted.who else rows


def has_lines_of(login: str) -> bool:
    """Whether somebody with this log-in ever did or read something, whoever bears it now."""
    by = Entry.objects.filter(actor_login=login), Reading.objects.filter(reader_login=login)
    return any(rows.exists() for rows in by)


def rows_with_lines(key: str, kinds: Collection[str]) -> set[tuple[str, str]]:
    """Return the rows of these kinds with this key that lines are about: pairs of kind and key."""
    lists = (model.objects.filter(on_model__in=kinds, on_id=key) for model in (Entry, Reading))
    return {(kind, key) for rows in lists for kind in rows.values_list("on_model", flat=True).distinct()}


def page_of(rows: QuerySet[L], *, before: str = "", after: str = "", size: int) -> Page[L]:
    """Return the page older than the line with the key ``before``, or newer than ``after``; without either the newest.

    One statement. What is no key is read as none.
    """
    if _is_key(after):
        found = list(rows.filter(_side("gt", rows.model, after)).order_by("at", "pk")[: size + 1])
        lines = found[:size][::-1]
        return Page(lines, newer=_key(lines[0]) if len(found) > size else "", older=_key(lines[-1]) if lines else "")
    if _is_key(before):
        rows = rows.filter(_side("lt", rows.model, before))
    found = list(rows[: size + 1])
    lines = found[:size]
    return Page(
        lines,
        newer=_key(lines[0]) if _is_key(before) and lines else "",
        older=_key(lines[-1]) if len(found) > size else "",
    )


def in_chunks(rows: QuerySet[L], *, size: int = 1000) -> Iterator[list[L]]:
    """Yield all rows in lists, each found by its key: no cursor is held open while somebody downloads."""
    page = page_of(rows, size=size)
    while page.lines:
        yield page.lines
        if not page.older:
            return
        page = page_of(rows, before=page.older, size=size)


def _between(rows: Any, wanted: Wanted) -> Any:
    if wanted.kind:
        rows = rows.filter(on_model=wanted.kind)
    if wanted.on is not None:
        rows = rows.filter(_about(wanted.on))
    if wanted.since:
        rows = rows.filter(at__gte=_midnight(wanted.since))
    if wanted.until:
        rows = rows.filter(at__lt=_midnight(wanted.until + timedelta(days=1)))
    return rows.order_by("-at", "-pk")


def _about(rows: Collection[tuple[str, str]]) -> Q:
    about = Q(pk__in=[])
    for kind in sorted({kind for kind, _key in rows}):
        about |= Q(on_model=kind, on_id__in=sorted(key for each, key in rows if each == kind))
    return about


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _side(way: str, model: Any, key: str) -> Q:
    # Compared within the database: SQLite keeps moments as text and shorter than Django writes them. The first
    # condition alone is what an index answers; the second parts lines of one moment.
    at = model.objects.filter(pk=key).values("at")
    return Q(**{f"at__{way}e": at}) & (Q(**{f"at__{way}": at}) | Q(**{f"pk__{way}": key}))


def _key(line: Entry | Reading) -> str:
    return str(line.pk)


def _is_key(text: str) -> bool:
    return re.fullmatch(r"\d{1,18}", text, re.ASCII) is not None
