"""What a row of a file says, as spreadsheets and people write it; how headings are recognised."""

from datetime import date

import pytest

from officers.people_file.columns import Column, columns_by_heading, guessed_columns, heading_row
from officers.people_file.reading import Row, read_row, read_rows


def read(column: Column, text: str) -> Row:
    """A row with a CIP and one more cell."""
    places: dict[str, int] = {Column.CIP: 0, column: 1} if column != Column.CIP else {Column.CIP: 1}
    return read_row(7, ["31234567", text], places)


def codes(row: Row) -> list[str]:
    return [finding.code for finding in row.problems]


@pytest.mark.parametrize(
    ("headings", "found"),
    [
        (["N°", "CIP", "D.N.I.", "APELLIDO PATERNO", "Ap. Materno", "NOMBRES", "Grado"],
         {"cip": 1, "paternal_surname": 3, "maternal_surname": 4, "given_names": 5, "rank": 6}),
        (["Nº CIP", "Nro. DNI", "Código de Unidad", "Correo Electrónico", "SITUACIÓN", "Fecha de destino"],
         {"cip": 0, "dni": 1, "unit": 2, "email": 3, "status": 4, "since": 5}),
        (["nada", "", "CIP", "CIP"], {"cip": 2}),
    ],
)  # fmt: skip
def test_headings_are_recognised_as_people_write_them(headings: list[str], found: dict[str, int]) -> None:
    assert {str(column): place for column, place in guessed_columns(headings).items() if column in found} == found


def test_headings_may_stand_below_who_made_the_file_and_when() -> None:
    assert heading_row([["Reporte del 1 de marzo"], [], ["CIP", "Grado"], ["31234567", "S2"]]) == 2
    assert heading_row([[], ["a", "b"], ["31234567", "S2"]]) == 1
    assert heading_row([[], []]) is None


def test_saved_columns_fit_where_every_heading_is_there() -> None:
    saved = {"cip": "Carné", "unit": "Dónde"}
    assert columns_by_heading(saved, ["DONDE", "x", "carne"]) == {Column.CIP: 2, Column.UNIT: 0}
    assert columns_by_heading(saved, ["Carné"]) is None


@pytest.mark.parametrize(
    ("column", "text", "number", "noted"),
    [
        (Column.CIP, "31.234.567", "31234567", False),
        (Column.CIP, "123456", "00123456", True),
        (Column.CIP, "123456.0", "00123456", True),
        (Column.CIP, "'00123456", "00123456", False),
        (Column.DNI, "7654321", "07654321", True),
        (Column.DNI, "7654321.0", "07654321", True),
        (Column.DNI, "07654321", "07654321", False),
    ],
)
def test_zeros_that_a_spreadsheet_took_are_put_back_and_told(
    column: Column, text: str, number: str, noted: bool
) -> None:
    row = read(column, text)
    assert (getattr(row, column), bool(row.notes), codes(row)) == (number, noted, [])


@pytest.mark.parametrize(
    ("text", "code"),
    [("3.12E+07", "number_rounded"), ("3,12e7", "number_rounded"), ("12", "cip_invalid"), ("312345678", "cip_invalid"),
     ("31-a", "cip_invalid"), ("３１２３４５６７", "cip_invalid"), ("", "number_missing")],
)  # fmt: skip
def test_what_is_no_cip_is_told(text: str, code: str) -> None:
    assert codes(read_row(1, [text, "x"], {Column.CIP: 0, Column.GIVEN: 1})) == [code]


@pytest.mark.parametrize(
    "text",
    ["2026-03-01", "2026-03-01 00:00:00", "01/03/2026", "1/3/26", "01-03-2026", "1.3.2026", "46082", "46082.0",
     "01-mar-26", "1 de marzo de 2026", "1 de marzo del 2026", "01/03/2026 08:30"],
)  # fmt: skip
def test_a_day_is_read_as_programs_and_people_write_it(text: str) -> None:
    assert read(Column.SINCE, text).since == date(2026, 3, 1)


@pytest.mark.parametrize("text", ["31/02/2026", "2026", "13/13/2026", "ayer", "0", "99999999999", "1-xyz-2026", "²"])
def test_what_is_no_day_is_told(text: str) -> None:
    assert codes(read(Column.SINCE, text)) == ["date_invalid"]


@pytest.mark.parametrize(
    ("text", "status"),
    [("ACTIVIDAD", "active"), ("En actividad", "active"), ("Con licencia", "on_leave"), ("RETIRO", "retired"),
     ("Dado de baja", "dismissed"), ("on_leave", "on_leave"), ("", "")],
)  # fmt: skip
def test_a_status_is_read_in_the_words_of_the_police(text: str, status: str) -> None:
    assert read(Column.STATUS, text).status == status


@pytest.mark.parametrize(
    ("column", "text", "code"),
    [
        (Column.STATUS, "de viaje", "status_unknown"), (Column.EMAIL, "ana@", "email_invalid"),
        (Column.EMAIL, "a@b.pe, c@d.pe", "email_invalid"), (Column.GIVEN, "An4", "name_invalid"),
        (Column.GIVEN, "\u202eana", "name_invalid"), (Column.PATERNAL, "A" * 61, "name_too_long"),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_is_told_at_its_column(column: Column, text: str, code: str) -> None:
    (finding,) = read(column, text).problems
    assert (finding.code, finding.column) == (code, column)


def test_lines_are_counted_as_the_file_shows_them_and_empty_rows_are_left_out() -> None:
    rows = [["31234567"], [], ["", "x"], ["31234568"]]
    assert [row.line for row in read_rows(rows, {"cip": 0}, first_line=2)] == [2, 5]
