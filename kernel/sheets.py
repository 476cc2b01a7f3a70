"""Tables that come in and go out as files: CSV and XLSX, read as text, written so that nothing is run.

What a file is, is decided by its content, never by its name. Reading keeps the place of each row, so that a
problem can be told by its line. Nothing in a file is evaluated: of a formula the value that was last
computed is read; macros, links and pictures are not looked at.
"""

import csv
import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from kernel.cells import safe

__all__ = [
    "Cell", "SheetProblem", "about_how_many", "as_cell", "foreign_parts", "read", "rows", "write_csv", "write_xlsx",
]  # fmt: skip

#: What a table may hold. Moments are given as they shall be read: without a time zone.
Cell = str | int | Decimal | date | datetime | None

_SEPARATORS = "\t;,"
#: Pictures, PDF and RTF: such a file might pass for a CSV, since most of its bytes are letters somewhere.
_NO_TABLES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"%PDF", b"{\\rtf")
#: Rows of an XLSX by its standard; a file that names more is not one.
_LAST_ROW = 1_048_576
#: How large the parts of an XLSX may be when unpacked: its cells, and what is read into memory whole.
_MOST_UNPACKED = 256 * 1024**2
_MOST_PART = 16 * 1024**2
_CELLS = re.compile(r"xl/(worksheets/[^/]+|sharedStrings)\.xml")
#: Everything that the library is known to raise on files that are damaged or made to hurt.
_DAMAGE = (
    ArithmeticError, AttributeError, EOFError, LookupError, OSError, RuntimeError, SyntaxError, TypeError, ValueError,
    zipfile.BadZipFile, zlib.error,
)  # fmt: skip
#: What XML cannot say and a spreadsheet would not show.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")
#: As ``read`` returns the dates of a sheet, whose calendar begins with 1900.
_DAY = re.compile(r"(?:19|2[0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}(?: [0-9]{2}:[0-9]{2}:[0-9]{2})?")
_WIDEST = 60
_STRING, _TEXT, _RUN = (f"{{{SHEET_MAIN_NS}}}{tag}" for tag in ("si", "t", "r"))


class _Sheet(ReadOnlyWorksheet):
    """A sheet that is not asked for its size: it is not believed, and without one all would be read."""

    def _get_size(self) -> None:
        self.reset_dimensions()


class _Reader(ExcelReader):
    """The library's reader, without its slow ways: of a list of names it read half a million strings, and all twice."""

    def read_worksheets(self) -> None:
        """Open the sheets with cells; charts are not looked at."""
        for sheet, relation in self.parser.find_sheets():
            if relation.target in self.valid_files and "chartsheet" not in relation.Type:
                opened = _Sheet(self.wb, sheet.name, relation.target, self.shared_strings)
                opened.sheet_state = sheet.state
                self.wb._sheets.append(opened)

    def read_strings(self) -> None:
        """Read the strings; how a word is pronounced (``rPh``) is no part of it."""
        part = self.package.find(SHARED_STRINGS)
        if part is None:
            return
        strings: list[str] = []
        with self.archive.open(part.PartName[1:]) as source:
            for _, node in iterparse(source):
                if node.tag == _STRING:
                    texts = [*node.findall(_TEXT), *node.findall(f"{_RUN}/{_TEXT}")]
                    strings.append("".join(text.text or "" for text in texts))
                    node.clear()
        self.shared_strings = strings


class SheetProblem(Exception):
    """A file that cannot be read as a table; the apps have the words for each ``code``.

    ``empty``, ``too_many_rows``, ``too_many_columns``, ``too_large`` (unpacked), ``damaged``, ``old_format``
    (a workbook of before 2007, or one with a password), ``not_a_table``.
    """

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def read(data: bytes, *, most_rows: int, most_columns: int) -> list[list[str]]:
    """Return the rows of a CSV or of the first visible sheet of an XLSX, each cell as text without outer space.

    Empty cells at the end of a row and empty rows at the end are left out, empty rows between are ``[]``. Numbers
    have no ".0", dates are ISO. A CSV is UTF-8, UTF-16 with its mark or Windows-1252, separated by commas,
    semicolons or tabs. Raises ``SheetProblem``; what lies past the bounds is refused, never cut off.
    """
    return list(rows(data, most_rows=most_rows, most_columns=most_columns))


def rows(data: bytes, *, most_rows: int, most_columns: int) -> Iterator[list[str]]:
    """Yield the same rows one by one: of a large table only the packed file is held, and whoever wants the head stops.

    Raises ``SheetProblem`` where it meets one, which may be after rows were yielded.
    """
    found = skipped = 0
    for row in _raw_rows(data):
        cells = _without_empty_end(row)
        if not cells:
            skipped += 1
            continue
        if len(cells) > most_columns:
            raise SheetProblem("too_many_columns")
        if found + skipped >= most_rows:
            raise SheetProblem("too_many_rows")
        for _ in range(skipped):
            yield []
        yield cells
        found += skipped + 1
        skipped = 0
    if not found:
        raise SheetProblem("empty")


def as_cell(text: str) -> Cell:
    """Return a cell that was read as it is written again: what is a date in full becomes one, all else stays text."""
    if not _DAY.fullmatch(text):
        return text
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return moment if " " in text else moment.date()


def foreign_parts(data: bytes) -> frozenset[str]:
    """Return what a workbook holds that is never looked at, so that it is told: ``macros``, ``links`` to files."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [name.lower() for name in archive.namelist()]
    except _DAMAGE:
        return frozenset()
    signs = {"macros": "xl/vbaproject", "links": "xl/externallinks/"}
    return frozenset(part for part, sign in signs.items() if any(name.startswith(sign) for name in names))


def about_how_many(data: bytes) -> int:
    """Return how many rows a table says it has, without reading it, for a bar of progress; 0 where it is mute."""
    if not data.startswith(b"PK\x03\x04"):
        return data.count(b"\n")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            name = min(name for name in archive.namelist() if name.startswith("xl/worksheets/sheet"))
            with archive.open(name) as part:
                said = re.search(rb'<dimension ref="[A-Z]+[0-9]+:[A-Z]+([0-9]{1,7})"', part.read(4096))
    except _DAMAGE:
        return 0
    return min(int(said[1]), _LAST_ROW) if said else 0


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[Cell]], heading: Sequence[str]) -> Iterator[bytes]:
    """Yield a CSV in UTF-8 with its mark (a spreadsheet needs it for accents): heading, columns, rows.

    ``heading`` is lines that say what this is, who made it and when. Dates are ISO; text that begins like a
    formula gets an apostrophe before it.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer)

    def line(cells: Iterable[object]) -> bytes:
        writer.writerow(cells)
        text = buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
        return text.encode("utf-8")

    yield "\ufeff".encode()
    for words in heading:
        yield line([_plain(words)])
    if heading:
        yield line([])
    yield line(_plain(name) for name in columns)
    for row in rows:
        yield line(_plain(cell) for cell in row)


def write_xlsx(columns: Sequence[str], rows: Iterable[Sequence[Cell]], heading: Sequence[str]) -> bytes:
    """Return an XLSX with the same content: text as text (a CIP keeps its zeros), dates as dates.

    Text that begins like a formula is marked as text, as a spreadsheet does when a person types an apostrophe
    before it: it is shown as it is and never run. Rows are written one by one; memory holds the packed file only.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    top = len(heading) + 2 if heading else 1
    sheet.freeze_panes = f"A{top + 1}"
    for number, name in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = min(max(14, len(name) + 4), _WIDEST)
    for words in heading:
        sheet.append([_styled(sheet, words)])
    if heading:
        sheet.append([])
    sheet.append([_styled(sheet, name, bold=True) for name in columns])
    for row in rows:
        sheet.append([_styled(sheet, cell) for cell in row])
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def _raw_rows(data: bytes) -> Iterator[Sequence[str]]:
    if data.startswith(b"PK\x03\x04"):
        return _xlsx_rows(data)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise SheetProblem("old_format")
    if data.startswith(_NO_TABLES):
        raise SheetProblem("not_a_table")
    return _csv_rows(_decoded(data))


def _xlsx_rows(data: bytes) -> Iterator[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
        names = {part.filename for part in parts}
        if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
            raise SheetProblem("not_a_table")
        if sum(part.file_size for part in parts) > _MOST_UNPACKED or any(
            part.file_size > _MOST_PART and not _CELLS.fullmatch(part.filename) for part in parts
        ):
            raise SheetProblem("too_large")
        reader = _Reader(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        reader.read()
        book = reader.wb
        sheet = next((sheet for sheet in book.worksheets if sheet.sheet_state == "visible"), None)
        if sheet is None:
            raise SheetProblem("empty")
        for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
            if number > _LAST_ROW:
                raise SheetProblem("damaged")
            yield [_as_text(value) for value in row]
    except _DAMAGE as error:
        raise SheetProblem("damaged") from error


def _as_text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case float():
            return str(int(value)) if value.is_integer() else f"{value:.15g}"
        case datetime() if value.time() == time.min:
            return value.date().isoformat()
        case datetime():
            return value.isoformat(sep=" ", timespec="seconds")
        case _:
            return str(value)


def _decoded(data: bytes) -> str:
    encodings = ["utf-16"] if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise SheetProblem("not_a_table")


def _csv_rows(text: str) -> Iterator[list[str]]:
    lines = [line for line in text[:100_000].splitlines() if line.strip()][:20]

    def agreeing(separator: str) -> int:
        """How many of the first rows are cut into the same number of cells, which is more than one."""
        lengths = Counter(len(row) for row in csv.reader(lines, delimiter=separator) if len(row) > 1)
        return max(lengths.values(), default=0)

    try:
        separator = max(_SEPARATORS, key=agreeing)
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    except csv.Error as error:
        raise SheetProblem("damaged") from error


def _without_empty_end(row: Sequence[str]) -> list[str]:
    cells = [cell.strip() for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _plain(cell: Cell) -> object:
    return safe(_CONTROL.sub("", cell)) if isinstance(cell, str) else cell


def _styled(sheet: WriteOnlyWorksheet, cell: Cell, *, bold: bool = False) -> object:
    match cell:
        case str():
            styled = WriteOnlyCell(sheet)
            text = _CONTROL.sub("", cell)
            styled.value = text
            styled.data_type = "s"
            styled.number_format = "@"
            styled.quotePrefix = safe(text) != text
            if bold:
                styled.font = Font(bold=True)
            return styled
        case datetime():
            return _dated(sheet, cell, "dd/mm/yyyy hh:mm")
        case date():
            return _dated(sheet, cell, "dd/mm/yyyy")
        case _:
            return cell


def _dated(sheet: WriteOnlyWorksheet, day: date, format_: str) -> object:
    styled = WriteOnlyCell(sheet, day)
    styled.number_format = format_
    return styled
