"""An import of people in the CMS: the whole way by its pages, who gets there, what is kept of what was typed."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from audit.models import Entry
from officers.models import ColumnMapping, Officer, PeopleImport
from tests.officers.factories import grant, make_officer, make_unit
from tests.officers.people_files import applied, checked, csv, hr, ladder, row_of, station, work, xlsx

pytestmark = pytest.mark.django_db
NEW, LIST = reverse("imports_cms:new"), reverse("imports_cms:imports")


def client_of(officer: Officer) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(officer)
    client.cookies["django_language"] = "en"
    return client


def at(name: str, row: PeopleImport) -> str:
    return reverse(f"imports_cms:{name}", args=[row.public_id])


def upload(client: Client, content: bytes, name: str = "personal.csv", **more: Any) -> Any:
    return client.post(NEW, {"file": SimpleUploadedFile(name, content), **more})


def choice(**more: Any) -> dict[str, Any]:
    """What the page of columns proposes for a file with all headings."""
    names = ("cip", "dni", "paternal_surname", "maternal_surname", "given_names", "rank", "unit", "email", "status",
             "since")  # fmt: skip
    columns = {f"column_{name}": str(place) for place, name in enumerate(names)}
    return {**columns, "since": timezone.localdate().isoformat(), "why": "R.D. 9", "absent": "keep", **more}


def test_a_file_goes_its_whole_way_by_the_pages() -> None:
    by, (low, _high), (here, _there) = hr(), ladder(), (station("AQUI"), station("ALLA"))
    officer = make_officer(unit=here, rank=low)
    client = client_of(by)
    led = upload(client, csv(row_of(officer, unit="ALLA")))
    row = PeopleImport.objects.get()
    assert led["Location"] == at("columns", row)
    page = client.get(at("columns", row)).content.decode()
    assert '<option value="6" selected>G · Código de unidad</option>' in page
    assert client.post(at("columns", row), choice(save_as="Escalafón")).status_code == 302
    assert 'data-behaviour="follow-work"' in client.get(at("import", row)).content.decode()
    work(row)
    page = client.get(at("import", row)).content.decode()
    assert "AQUI Comisaría AQUI → <b>ALLA Comisaría ALLA</b>" in page
    assert client.post(at("apply", row), {"csrfmiddlewaretoken": "x"}).status_code == 302
    work(row)
    assert str(Officer.objects.get(pk=officer.pk).unit) == "Comisaría ALLA"
    assert "Undo this import" in client.get(at("import", row)).content.decode()
    assert client.post(at("undo", row), {"why": " "}).status_code == 200
    assert client.post(at("undo", row), {"why": "Archivo equivocado"}).status_code == 302
    work(row)
    assert str(Officer.objects.get(pk=officer.pk).unit) == "Comisaría AQUI"
    assert "Archivo equivocado" in client.get(at("import", row)).content.decode()
    assert "personal.csv" in client.get(LIST).content.decode()


def test_a_file_is_discarded_only_after_it_was_said_that_it_is_gone() -> None:
    by = hr()
    row, client = checked(csv(row_of(by)), by), client_of(by)
    page = client.get(at("import", row)).content.decode()
    assert f'href="{at("discard", row)}"' in page
    assert "<form" not in page.split('class="acts"')[1].split("</p>")[0]
    assert "This cannot be undone" in client.get(at("discard", row)).content.decode()
    assert PeopleImport.objects.get().state == "checked"
    assert client.post(at("discard", row)).status_code == 302
    assert PeopleImport.objects.get().state == "discarded"


def test_saved_columns_are_found_again_for_a_file_with_the_same_headings() -> None:
    by, (low, _high), here = hr(), ladder(), station("AQUI")
    officer = make_officer(unit=here, rank=low)
    client, headings = client_of(by), ["A1", "Quién", "Dónde"]
    content = csv([officer.cip or "", "Rosa", "AQUI"], headings=headings)
    upload(client, content)
    first = PeopleImport.objects.latest("pk")
    assert first.columns == {}
    form = {"column_cip": "0", "column_unit": "2", "since": "2026-01-01", "why": "x", "absent": "keep"}
    client.post(at("columns", first), {**form, "save_as": "Reporte"})
    assert ColumnMapping.objects.get().columns == {"cip": "A1", "unit": "Dónde"}
    upload(client, csv(["x", "AQUI", officer.cip or ""], headings=["Otro", "Dónde", "A1"]))
    assert PeopleImport.objects.latest("pk").columns == {"cip": 2, "unit": 1}


def test_columns_kept_under_a_name_are_replaced_only_when_that_is_ticked() -> None:
    by, client = hr(), client_of(hr())
    kept = ColumnMapping.objects.create(name="Reporte", columns={"cip": "Otra"}, by=by)
    upload(client, csv([by.cip or ""], headings=["A1"]))
    row = PeopleImport.objects.get()
    form = {"column_cip": "0", "since": "2026-01-01", "why": "R.D. 7", "absent": "keep", "save_as": "Reporte"}
    page = client.post(at("columns", row), form).content.decode()
    assert by.get_full_name() in page
    assert "R.D. 7" in page
    kept.refresh_from_db()
    assert (kept.columns, PeopleImport.objects.get().state) == ({"cip": "Otra"}, "uploaded")
    assert client.post(at("columns", row), {**form, "replace": "on"}).status_code == 302
    kept.refresh_from_db()
    assert kept.columns == {"cip": "A1"}


def test_kept_columns_are_forgotten_after_asking() -> None:
    by = hr()
    kept, client = ColumnMapping.objects.create(name="Reporte", columns={"cip": "A1"}, by=by), client_of(by)
    address = reverse("imports_cms:forget", args=[kept.pk])
    assert address in client.get(NEW).content.decode()
    assert "A1" in client.get(address).content.decode()
    assert ColumnMapping.objects.exists()
    assert client.post(address).status_code == 302
    assert not ColumnMapping.objects.exists()
    assert Entry.objects.get(act="people_columns.forget").why == "Reporte"
    assert client.post(address).status_code == 404


def test_what_is_wrong_with_a_row_is_told_in_words_and_taken_out_as_a_workbook() -> None:
    by, (low, _high), here = hr(), ladder(), station("AQUI")
    officer = make_officer(unit=here, rank=low)
    faulty = ["3,12E+07", "", "Qu1spe", "", "Ana", "Mariscal", "AQUI", "no es correo", "", "99/99/2026"]
    row = checked(csv(row_of(officer), faulty), by)
    client = client_of(by)
    page = client.get(at("import", row), {"kind": "problem"}).content.decode()
    for words in (
        "CIP: The spreadsheet rounded this number", "Paternal surname: Write a name with letters",
        "E-mail: This is no e-mail address", "Holds from: This is no day", "Rank: No rank has this code",
        "Rank: Mariscal", "1 row has a problem",
    ):  # fmt: skip
        assert words in page
    assert "Import</a>" not in page
    client.post(at("apply", row))
    assert PeopleImport.objects.get().state == "checked"
    content = client.post(f"{at('rows', row)}?kind=problem").content
    sheet = load_workbook(io.BytesIO(content)).active
    assert sheet is not None
    last = [cell.value for cell in list(sheet.iter_rows())[-1]]
    assert last[:4] == [3, "3,12E+07", None, "Qu1spe"]
    assert Entry.objects.filter(act="people_import.export").count() == 1


def test_where_many_leave_the_number_has_to_be_typed_and_a_wrong_one_is_kept() -> None:
    by, (low, _high), here = hr(), ladder(), station("AQUI")
    officer = make_officer(unit=here, rank=low)
    row = checked(csv(row_of(officer, status="retiro")), by)
    client = client_of(by)
    assert "1 of 2 officers would leave" in client.get(at("apply", row)).content.decode()
    for typed in ("", "7", "x", "9" * 40):
        page = client.post(at("apply", row), {"leaving": typed})
        assert page.status_code == 200
        assert f'value="{typed}"' in page.content.decode() or not typed
        assert PeopleImport.objects.get().state == "checked"
    assert client.post(at("apply", row), {"leaving": "1"}).status_code == 302


def test_columns_that_make_no_sense_are_told_at_their_field() -> None:
    by = hr()
    client = client_of(by)
    upload(client, csv(["31", "x"], headings=["Uno", "Dos"]))
    row = PeopleImport.objects.get()
    form = {"since": "2026-01-01", "why": "R.D. 7", "absent": "keep"}
    wrong: list[tuple[dict[str, str], str]] = [
        ({}, "Say in which column the CIP or the DNI stands"),
        ({"column_cip": "0", "column_rank": "0"}, "This column is chosen for “CIP” already"),
        ({"column_cip": "99"}, "99 is not one of the available choices"),
        ({"column_cip": "0", "since": "2999-01-01"}, "must not lie in the future"),
        ({"column_cip": "0", "why": ""}, "This field is required"),
        ({"column_cip": "0", "unit": "NADA", "absent": "retired"}, "There is no such unit"),
    ]
    for more, words in wrong:
        page = client.post(at("columns", row), {**form, **more}).content.decode()
        assert words in page
        assert "R.D. 7" in page or more.get("why") == ""
    assert PeopleImport.objects.get().state == "uploaded"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"PK\x03\x04rota", "damaged"), (b"\xd0\xcf\x11\xe0\xa1", "old format"), (b"\x00\x01\x02" * 9, "neither XLSX"),
        (b"CIP\n", "no row"), (b";" * 200 + b"x\n", "more than 100 columns"), (xlsx(headings=["CIP"]), "no row"),
    ],
    ids=range(6),
)  # fmt: skip
def test_a_file_that_is_no_table_is_told_at_its_field_and_the_columns_stay_chosen(content: bytes, words: str) -> None:
    by = hr()
    saved = ColumnMapping.objects.create(name="Escalafón", columns={"cip": "CIP"}, by=by)
    answer = upload(client_of(by), content, mapping=saved.pk)
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert f'<option value="{saved.pk}" selected>' in answer.content.decode()
    assert client_of(by).post(NEW, {}).status_code == 200


def test_imports_of_others_do_not_exist_for_hr_of_a_region_and_none_for_who_manages_nobody() -> None:
    region = make_unit("Región", kind="region", code="REG")
    everywhere, regional, author = hr(), hr(unit=region), make_officer(is_staff=True)
    grant(author, "author")
    row = checked(csv(row_of(everywhere)), everywhere)
    own = checked(csv(row_of(everywhere)), regional)
    names = ("import", "columns", "apply", "undo", "discard", "rows")
    for officer, seen, expected in ((regional, row, 404), (author, row, 404), (everywhere, own, 200)):
        client = client_of(officer)
        answers = {client.get(at(name, seen)).status_code for name in names[:5]}
        assert answers == {expected}
        if expected == 404:
            assert {client.post(at(name, seen)).status_code for name in names} == {404}
    assert client_of(author).get(LIST).status_code == 404
    assert row.file_name not in client_of(author).get("/admin/").content.decode()


def test_the_page_of_an_import_costs_the_same_at_any_length() -> None:
    by, (low, _high), (here, _there) = hr(), ladder(), (station("AQUI"), station("ALLA"))
    client, counts = client_of(by), []
    for number in (2, 40):
        people = [make_officer(unit=here, rank=low) for _ in range(number)]
        row = checked(csv(*[row_of(each, unit="ALLA") for each in people]), by)
        client.get(at("import", row))
        with CaptureQueriesContext(connection) as seen:
            assert client.get(at("import", row), {"q": "huaman", "kind": "moved"}).status_code == 200
            assert client.get(LIST).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_nothing_that_is_sent_ends_in_a_fault() -> None:
    by, (low, _high), here = hr(), ladder(), station("AQUI")
    client = client_of(by)
    rows = [
        checked(csv(row_of(make_officer(unit=here, rank=low))), by),
        applied(csv(row_of(make_officer(unit=here, rank=low), email="x@pnp.pe")), by),
    ]
    forms: list[dict[str, Any]] = [
        {}, {"kind": "x", "q": "\x00", "p": "9" * 30}, {"kind": "moved", "q": "%' ²", "leaving": "\x00", "why": "\x00"},
        {"column_cip": "²", "since": "9" * 40, "absent": "x", "unit": "\x00", "save_as": "\x00" * 90, "mapping": "x"},
    ]  # fmt: skip
    for row in rows:
        for name in ("import", "columns", "apply", "undo", "rows", "discard"):
            for form in forms:
                answers = [client.get(at(name, row), form), client.post(at(name, row), form),
                           client.post(at(name, row), b"\xff", "text/plain")]  # fmt: skip
                assert [each.status_code for each in answers if each.status_code >= 500] == [], (name, form)
