"""Tables read from files that people and programs made, and written so that nothing in them runs."""

import io
import zipfile
from datetime import date, datetime
from decimal import Decimal

import pytest
from openpyxl import Workbook, load_workbook

from kernel.sheets import (
    Cell,
    SheetProblem,
    about_how_many,
    as_cell,
    foreign_parts,
    read,
    rows,
    write_csv,
    write_xlsx,
)  # fmt: skip

#: Sheets know no time zones.
MOMENT = datetime.fromisoformat("2026-03-01T08:30")


def table(data: bytes, rows: int = 100, columns: int = 10) -> list[list[str]]:
    return read(data, most_rows=rows, most_columns=columns)


def xlsx(*rows, **sheets) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for name, value in sheets.items():
        book.active[name] = value
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def with_sheet(body: str, doctype: str = "", **parts: str) -> bytes:
    """An XLSX whose sheet is written by hand: what no library would write."""
    source = zipfile.ZipFile(io.BytesIO(xlsx(["a"])))
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'{doctype}<worksheet xmlns="{main}"><sheetData>{body}</sheetData></worksheet>'
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            archive.writestr(name, sheet if name == "xl/worksheets/sheet1.xml" else source.read(name))
        for name, text in parts.items():
            archive.writestr(name, text)
    return packed.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_in_every_encoding_and_separator(encoding, separator):
    text = f"CIP{separator}Nombre\r\n00123456{separator}Núñez Peña\r\n"
    assert table(text.encode(encoding)) == [["CIP", "Nombre"], ["00123456", "Núñez Peña"]]


def test_a_separator_inside_a_name_does_not_cut():
    assert table(b"CIP;Nombre\n123456;Quispe, Ana\n") == [["CIP", "Nombre"], ["123456", "Quispe, Ana"]]
    assert table(b'CIP,Nombre\n123456,"Quispe; Ana"\n') == [["CIP", "Nombre"], ["123456", "Quispe; Ana"]]


def test_one_column_and_quoted_line_breaks():
    assert table(b"2026-000123-K7QX4M2P-J\n\n123456\n\n\n") == [["2026-000123-K7QX4M2P-J"], [], ["123456"]]
    assert table(b'a,"b\nc"\nd,e') == [["a", "b\nc"], ["d", "e"]]


def test_values_of_an_xlsx_are_text():
    data = xlsx([123456.0, 12.5, date(2026, 3, 1), MOMENT, True, None, " x "])
    assert table(data) == [["123456", "12.5", "2026-03-01", "2026-03-01 08:30:00", "TRUE", "", "x"]]


def test_formulas_are_not_evaluated():
    cached = '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>WEBSERVICE("x")</f></c></row>'
    assert table(with_sheet(cached)) == [["2"]]


def test_rows_keep_their_place_and_a_million_empty_ones_are_left_out():
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="3"><c r="A3"><v>3</v></c></row>'
    empty = "<row/>" * 20_000 + '<row r="1048576"/>'
    assert table(with_sheet(rows + empty)) == [["1"], [], ["3"]]


def test_empty_columns_to_the_last_are_left_out():
    assert table(with_sheet('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="0"/></row>')) == [["1"]]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \r\n;;\r\n", "empty"),
        (b"%PDF-1.7\x00\x01", "not_a_table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_format"),
        (b"PK\x03\x04 torn", "damaged"),
        (xlsx(["a"])[:-200], "damaged"),
        (b"a\n" * 101, "too_many_rows"),
        (xlsx(A5000="late"), "too_many_rows"),
        (b"a," * 10 + b"a", "too_many_columns"),
        (xlsx(XFD1="far"), "too_many_columns"),
        (with_sheet('<row r="999999999999"><c><v>1</v></c></row>'), "damaged"),
        (with_sheet('<row r="1"><c r="A1" t="s"><v>99</v></c></row>'), "damaged"),
        (with_sheet("<row"), "damaged"),
        (with_sheet("", **{"xl/styles2.xml": " " * 17_000_000}), "too_large"),
        (with_sheet(" " * 270_000_000), "too_large"),
        (b'a,"' + b"x" * 200_000, "damaged"),
    ],
    ids=range(16),
)
def test_each_problem_has_its_code(data, code):
    with pytest.raises(SheetProblem) as problem:
        table(data)
    assert problem.value.code == code


def test_the_head_is_read_without_the_rest_and_the_rest_is_still_held_to_the_bounds():
    stream = rows(b"a\n\nb\n" + b"x\n" * 200, most_rows=100, most_columns=5)
    assert [next(stream) for _ in range(3)] == [["a"], [], ["b"]]
    with pytest.raises(SheetProblem, match="too_many_rows"):
        list(stream)


def test_what_a_workbook_holds_and_nobody_looks_at_is_told():
    data = with_sheet("<row/>", **{"xl/vbaProject.bin": "x", "xl/externalLinks/externalLink1.xml": "<a/>"})
    assert foreign_parts(data) == {"macros", "links"}
    assert foreign_parts(xlsx(["a"])) == foreign_parts(b"a;b") == foreign_parts(b"PK\x03\x04 torn") == frozenset()


def test_how_many_rows_there_are_is_told_without_reading_them():
    assert about_how_many(xlsx(["a"], ["b"], ["c"])) == 3
    assert about_how_many(b"a\nb\n") == 2
    assert about_how_many(b"PK\x03\x04 torn") == about_how_many(with_sheet("<row/>")) == 0


def test_entities_are_not_expanded():
    bomb = '<!DOCTYPE w [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>'
    with pytest.raises(SheetProblem, match="damaged"):
        table(with_sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c></row>', bomb))


COLUMNS = ["CIP", "Nombre", "Emitido", "Hecho", "Nota"]
HEADING = ["Certificados", "=exportado por Núñez"]
ROWS: list[list[Cell]] = [
    ["00123456", "=HYPERLINK(1)", date(2026, 3, 1), MOMENT, Decimal("14.50")],
    ["00000001", "+1\x00-@", None, None, -3],
]


def test_an_xlsx_keeps_zeros_and_dates_and_runs_nothing():
    data = write_xlsx(COLUMNS, ROWS, HEADING)
    sheet = load_workbook(io.BytesIO(data)).active
    assert [cell.data_type for cell in sheet[5]] == ["s", "s", "d", "d", "n"]
    assert sheet["B5"].value == "=HYPERLINK(1)"
    assert sheet["B5"].quotePrefix
    assert sheet["A2"].data_type == "s"
    assert sheet["A5"].number_format == "@"
    assert sheet["C5"].value == datetime.fromisoformat("2026-03-01")
    assert table(data)[3:] == [
        COLUMNS,
        ["00123456", "=HYPERLINK(1)", "2026-03-01", "2026-03-01 08:30:00", "14.5"],
        ["00000001", "+1-@", "", "", "-3"],
    ]


def test_a_csv_shows_formulas_as_text_and_keeps_numbers():
    data = b"".join(write_csv(COLUMNS, ROWS, HEADING))
    assert data.startswith("\ufeff".encode())
    assert table(data)[1:] == [
        ["'=exportado por Núñez"],
        [],
        COLUMNS,
        ["00123456", "'=HYPERLINK(1)", "2026-03-01", "2026-03-01 08:30:00", "14.50"],
        ["00000001", "'+1-@", "", "", "-3"],
    ]


def test_a_date_that_was_read_is_written_as_a_date_and_a_number_keeps_its_zeros():
    assert as_cell("2026-01-02") == date(2026, 1, 2)
    assert as_cell("2026-03-01 08:30:00") == MOMENT
    for text in ("00123456", "2026-02-31", "2026-01", "2026-01-02-3", "1026-01-02", "=2026-01-02", ""):
        assert as_cell(text) == text
