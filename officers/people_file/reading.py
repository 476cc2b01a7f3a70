"""What a row of a file of people says: numbers, names, dates as programs and people write them.

What cannot be read becomes a ``Finding`` with a code; the words for each are in ``officers.import_words``.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from kernel.folding import fold
from officers.identifiers import InvalidIdentifier, normal_cip, normal_dni, normal_name
from officers.people_file.columns import Column

__all__ = ["Finding", "Row", "read_row", "read_rows"]

#: The longest that a cell is kept and shown.
_MOST_SHOWN = 120
_NAME_LENGTHS = {Column.GIVEN: 80, Column.PATERNAL: 60, Column.MATERNAL: 60}
_WHOLE = re.compile(r"([0-9]+)\.0+")
_SCIENTIFIC = re.compile(r"[0-9]+([.,][0-9]+)?e\+?[0-9]+", re.IGNORECASE)
_SIGNS = str.maketrans("", "", " .-\u00a0'’")
#: A number that lost more zeros than this is more likely something else, such as the number of the row.
_FEWEST_DIGITS = 5
_EMAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\".]{2,}")
_MOST_EMAIL = 254
#: The first day as a spreadsheet counts, and the numbers that stand for 1950 to 2100.
_DAY_ZERO = date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 18_264, 73_415
_ISO = re.compile(r"(?P<year>[0-9]{4})[-/](?P<month>[0-9]{1,2})[-/](?P<day>[0-9]{1,2})([T ].*)?")
_LOCAL = re.compile(r"(?P<day>[0-9]{1,2})[-/. ](?P<month>[0-9]{1,2})[-/. ](?P<year>[0-9]{4}|[0-9]{2})([T ].*)?")
_NAMED = re.compile(
    r"(?P<day>[0-9]{1,2})[-/. ]?(de )?(?P<month>[a-z]{3,10})\.?[-/. ]?(de )?(del )?(?P<year>[0-9]{4}|[0-9]{2})"
)
_MONTHS = ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "se", "oct", "nov", "dic")
_ENGLISH = {"jan": 1, "apr": 4, "aug": 8, "dec": 12}
_STATUSES: Mapping[str, frozenset[str]] = {
    "active": frozenset({
        "active", "activo", "activa", "actividad", "en actividad", "situacion de actividad", "en servicio", "a",
    }),
    "on_leave": frozenset({
        "on leave", "on_leave", "licencia", "con licencia", "de licencia", "en licencia", "vacaciones",
    }),
    "retired": frozenset({
        "retired", "retirado", "retirada", "retiro", "en retiro", "situacion de retiro", "jubilado", "jubilada",
        "cesado", "cesada", "cese", "r",
    }),
    "dismissed": frozenset({
        "dismissed", "baja", "de baja", "dado de baja", "dada de baja", "destituido", "destituida", "separado",
        "separada", "expulsado", "expulsada", "b",
    }),
}  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """Something to say of a row: ``code``, the column that it is about (empty: the row), and what its words name."""

    code: str
    column: str = ""
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Row:
    """A row as it was read. What is None or empty was not said; ``problems`` stop the import, ``notes`` do not."""

    line: int
    cells: dict[str, str]
    cip: str | None = None
    dni: str | None = None
    given_names: str = ""
    paternal_surname: str = ""
    maternal_surname: str = ""
    rank: str = ""
    unit: str = ""
    email: str | None = None
    status: str = ""
    since: date | None = None
    problems: list[Finding] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)

    def blame(self, code: str, column: str = "", **params: str) -> None:
        """Note a problem."""
        self.problems.append(Finding(code, column, params))


def read_rows(rows: Iterable[Sequence[str]], places: Mapping[str, int], *, first_line: int) -> Iterable[Row]:
    """Read the rows below the headings, leaving empty ones out; lines are counted as the file shows them."""
    for line, cells in enumerate(rows, first_line):
        if any(cells[place] for place in places.values() if place < len(cells)):
            yield read_row(line, cells, places)


def read_row(line: int, cells: Sequence[str], places: Mapping[str, int]) -> Row:
    """Read one row. ``places``: at which place each column stands."""
    said = {column: _cell(cells, place) for column, place in places.items()}
    row = Row(line, {column: text[:_MOST_SHOWN] for column, text in said.items() if text})
    row.cip = _number(row, Column.CIP, said.get(Column.CIP, ""))
    row.dni = _number(row, Column.DNI, said.get(Column.DNI, ""))
    if not row.cip and not row.dni and not row.problems:
        row.blame("number_missing")
    row.given_names = _name(row, Column.GIVEN, said.get(Column.GIVEN, ""))
    row.paternal_surname = _name(row, Column.PATERNAL, said.get(Column.PATERNAL, ""))
    row.maternal_surname = _name(row, Column.MATERNAL, said.get(Column.MATERNAL, ""))
    row.rank, row.unit = said.get(Column.RANK, ""), said.get(Column.UNIT, "")
    row.email = _email(row, said.get(Column.EMAIL, ""))
    row.status = _status(row, said.get(Column.STATUS, ""))
    row.since = _day(row, said.get(Column.SINCE, ""))
    return row


def _cell(cells: Sequence[str], place: int) -> str:
    text = cells[place].strip() if place < len(cells) else ""
    return text.removeprefix("'").replace("\x00", "")


def _number(row: Row, column: Column, text: str) -> str | None:
    """Return a CIP or DNI; zeros that a spreadsheet took from its front are put back, and that is noted."""
    if not text:
        return None
    if _SCIENTIFIC.fullmatch(text):
        row.blame("number_rounded", column)
        return None
    whole = _WHOLE.fullmatch(text)
    digits = whole[1] if whole else text.translate(_SIGNS)
    normal = normal_cip if column is Column.CIP else normal_dni
    lost = digits.isascii() and digits.isdigit() and _FEWEST_DIGITS <= len(digits) < 8
    try:
        number = normal(digits.zfill(8) if lost else digits)
    except InvalidIdentifier:
        row.blame("cip_invalid" if column is Column.CIP else "dni_invalid", column)
        return None
    if lost:
        row.notes.append(Finding("zeros_put_back", column, {"number": number}))
    return number


@lru_cache(maxsize=50_000)
def _normal_name(text: str) -> str | None:
    try:
        return normal_name(" ".join(text.split()))
    except InvalidIdentifier:
        return None


def _name(row: Row, column: Column, text: str) -> str:
    if not text:
        return ""
    name = _normal_name(text)
    if name is None:
        row.blame("name_invalid", column)
        return ""
    if len(name) > _NAME_LENGTHS[column]:
        row.blame("name_too_long", column, most=str(_NAME_LENGTHS[column]))
        return ""
    return name


def _email(row: Row, text: str) -> str | None:
    if not text:
        return None
    if len(text) > _MOST_EMAIL or not _EMAIL.fullmatch(text) or not text.isprintable():
        row.blame("email_invalid", Column.EMAIL)
        return None
    return text


def _status(row: Row, text: str) -> str:
    if not text:
        return ""
    words = fold(text)
    for status, known in _STATUSES.items():
        if words in known:
            return status
    row.blame("status_unknown", Column.STATUS)
    return ""


def _day(row: Row, text: str) -> date | None:
    if not text:
        return None
    day = _read_day(text)
    if day is None:
        row.blame("date_invalid", Column.SINCE)
    return day


@lru_cache(maxsize=5_000)
def _read_day(text: str) -> date | None:
    """Return a day written as ISO, as 31/12/2025, as 31-dic-25, or as the number that a spreadsheet counts."""
    whole = _WHOLE.fullmatch(text)
    digits = whole[1] if whole else text
    if digits.isascii() and digits.isdigit() and _FIRST_SERIAL <= int(digits[:9]) <= _LAST_SERIAL:
        return _DAY_ZERO + timedelta(days=int(digits))
    words = fold(text)
    for pattern in (_ISO, _LOCAL, _NAMED):
        found = pattern.fullmatch(words)
        if found:
            return _day_of(found["year"], found["month"], found["day"])
    return None


def _day_of(year: str, month: str, day: str) -> date | None:
    number = int(month) if month.isdigit() else _month(month)
    full = int(year) + (2000 if len(year) == 2 else 0)
    try:
        return date(full, number, int(day)) if full >= 1900 else None
    except ValueError:
        return None


def _month(word: str) -> int:
    named = next((place for place, start in enumerate(_MONTHS, 1) if word.startswith(start)), 0)
    return named or _ENGLISH.get(word[:3], 0)
