"""Imports of people as those who make them look at them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kernel.folding import fold
from kernel.sheets import Cell, as_cell
from officers.import_words import COLUMNS, KINDS, finding_words
from officers.models import Act, ImportedRow, Officer, PeopleImport, Rank, Unit
from officers.models.people_import import ImportedRowQuerySet
from officers.people_file.columns import Column
from officers.people_file.comparing import Kind
from officers.roles import may

__all__ = ["Count", "RowLine", "counts", "filtered_rows", "imports_for", "row_lines", "table_columns", "table_rows"]

#: In the table of changes; the log-in follows the numbers and is not told.
_SHOWN = ("cip", "dni", "paternal_surname", "maternal_surname", "given_names", "rank", "unit", "email", "status")


@dataclass(frozen=True)
class Count:
    """How many rows are of a kind."""

    kind: str
    words: str
    number: int


@dataclass(frozen=True)
class RowLine:
    """A row in the list. ``line`` is None for officers who are not in the file; ``said``: the cells of a faulty row."""

    line: int | None
    login: str
    name: str
    kinds: Sequence[str]
    changes: Sequence[tuple[str, str, str]] = ()
    problems: Sequence[str] = ()
    notes: Sequence[str] = ()
    said: Sequence[tuple[str, str]] = ()
    since: str = ""
    cells: dict[str, str] = field(default_factory=dict)


def imports_for(by: Officer) -> Any:
    """Return the imports that the person may look at: all with a right everywhere, else his own; the newest first."""
    rows = PeopleImport.objects.select_related("by__rank", "unit", "applied_by", "undone_by").order_by("-pk")
    return rows if may(by, Act.MANAGE_OFFICERS) else rows.filter(by=by)


def counts(people_import: PeopleImport) -> list[Count]:
    """Return how many rows of each kind there are, problems first; kinds without rows are left out."""
    return [Count(kind, str(KINDS[kind]), people_import.count(kind)) for kind in Kind if people_import.count(kind)]


def filtered_rows(people_import: PeopleImport, *, kind: str = "", q: str = "") -> ImportedRowQuerySet:
    """Return the rows of a kind (``noted``: read with a note; ``absent``: not in the file), with a number or name."""
    rows = ImportedRow.objects.filter(people_import=people_import)
    if kind == "noted":
        rows = rows.exclude(notes=[])
    elif kind == "absent":
        rows = rows.filter(line=None)
    elif kind:
        rows = rows.of_kind(kind)
    for word in fold(q).split():
        number = word.replace(".", "").replace("-", "").upper()
        is_number = any(map(str.isdigit, word))
        rows = rows.filter(Q(login__contains=number) if is_number else Q(search_name__contains=word))
    return rows.order_by("place", "line", "pk")


def row_lines(rows: Iterable[ImportedRow]) -> list[RowLine]:
    """Word some rows; ranks and units that they name are read in two statements."""
    listed = list(rows)
    names = _Names(listed)
    return [_line(row, names) for row in listed]


class _Names:
    """The names of the ranks and units that rows name."""

    def __init__(self, rows: Sequence[ImportedRow]) -> None:
        wanted: dict[str, set[Any]] = {"rank": set(), "unit": set()}
        for row in rows:
            for name, keys in wanted.items():
                keys.update(row.changes.get(name, ()))
        self._ranks = dict(Rank.objects.filter(pk__in=wanted["rank"] - {None}).values_list("pk", "abbreviation"))
        units = Unit.objects.filter(pk__in=wanted["unit"] - {None}).values_list("pk", "code", "name")
        self._units = {pk: f"{code} {name}" for pk, code, name in units}

    def shown(self, name: str, value: Any) -> str:
        if value in (None, ""):
            return "–"
        if name == "rank":
            return str(self._ranks.get(value, value))
        if name == "unit":
            return str(self._units.get(value, value))
        return str(Officer.Status(value).label) if name == "status" else str(value)


def _line(row: ImportedRow, names: _Names) -> RowLine:
    kinds = [*row.kinds.split(), *(["absent"] if row.line is None else [])]
    is_faulty = bool(row.problems)
    return RowLine(
        line=row.line, login=row.login, name=row.name,
        kinds=[str(KINDS[kind]) if kind in KINDS else _("Not in the file") for kind in kinds],
        changes=[
            (str(COLUMNS[name]), names.shown(name, row.changes[name][0]), names.shown(name, row.changes[name][1]))
            for name in _SHOWN
            if name in row.changes and not (Kind.NEW in kinds and row.changes[name][1] in (None, ""))
        ],
        problems=[finding_words(each) for each in row.problems], notes=[finding_words(each) for each in row.notes],
        said=[(str(COLUMNS[name]), row.cells[name]) for name in Column if name in row.cells] if is_faulty else [],
        since=date_format(row.since, "SHORT_DATE_FORMAT") if row.since else "", cells=row.cells,
    )  # fmt: skip


def table_columns() -> list[str]:
    """Return the heads of the table that is handed out: the file's own columns, so that it can be mended."""
    return [
        _("Line"),
        *(str(COLUMNS[column]) for column in Column),
        _("What becomes of it"),
        _("Problems"),
        _("Changes"),
    ]


def table_rows(rows: Any) -> Iterator[list[Cell]]:
    """Yield the rows of that table."""
    chunk: list[ImportedRow] = []
    for row in rows.iterator(chunk_size=2000):
        chunk.append(row)
        if len(chunk) == 2000:
            yield from _cells(chunk)
            chunk = []
    yield from _cells(chunk)


def _cells(chunk: Sequence[ImportedRow]) -> Iterator[list[Cell]]:
    for line in row_lines(chunk):
        said = [as_cell(line.cells.get(column, "")) for column in Column]
        changes = "; ".join(f"{what}: {before} → {after}" for what, before, after in line.changes)
        yield [line.line, *said, ", ".join(line.kinds), " ".join([*line.problems, *line.notes]), changes]
