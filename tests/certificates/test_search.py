"""HR's search: what is found, by whom, in which state, and what leaves as a file."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from audit.models import Entry
from certificates.queries.search import CertificateFilter, StateWanted, search
from certificates.services.revoke import revoke_certificate
from officers.models import Officer
from tests.certificates.factories import make_certificate, supersede
from tests.officers.factories import grant, make_officer, make_unit

pytestmark = pytest.mark.django_db

PAGE = "/admin/certificates/"


@pytest.fixture
def hr() -> Officer:
    officer = make_officer()
    grant(officer, "hr_verifier")
    return officer


def found(by: Officer, **wanted: Any) -> list[str]:
    return [row.serial for row in search(by, CertificateFilter(**wanted), today=timezone.localdate())]


def test_it_is_found_by_serial_number_and_person_however_written(hr: Officer) -> None:
    holder = make_officer(cip="31234567", dni="07654321", given_names="José María", paternal_surname="Núñez")
    mine, _other = make_certificate(holder), make_certificate()
    serial = mine.serial
    asked = [
        serial, serial.replace("-", "").lower(), f" {serial} ", f"{mine.year}-{mine.number:06d}",
        "31234567", "07654321", "nunez jose", "maria NÚÑEZ",
    ]  # fmt: skip
    assert {text: found(hr, q=text) for text in asked} == {text: [serial] for text in asked}
    assert found(hr, q="nadie") == found(hr, q="2026-999999999") == []


def test_filters_narrow_and_a_unit_stands_for_what_is_below(hr: Officer) -> None:
    region = make_unit("Región", kind="region")
    station = make_unit("Comisaría", parent=region)
    inside, outside = make_certificate(make_officer(unit=station)), make_certificate()
    course, run = inside.award.edition.course, inside.award.enrolment.run
    today = timezone.localdate()
    assert found(hr, units=[region]) == found(hr, course=course) == found(hr, run=run.code) == [inside.serial]
    assert found(hr, issued_from=today, issued_to=today) == [outside.serial, inside.serial]
    assert found(hr, issued_to=today - timedelta(days=1)) == []


def test_each_state_finds_its_own_and_the_gravest_counts(hr: Officer) -> None:
    second = make_officer()
    grant(second, "hr_verifier")
    valid, revoked, replaced = make_certificate(), make_certificate(), make_certificate()
    revoke_certificate(certificate=revoked, category="fraud", reason="x", by=hr, second=second)
    successor = supersede(replaced)
    old = make_certificate(at=timezone.now() - timedelta(days=2000))
    wanted = {state: set(found(hr, state=state)) for state in StateWanted.values}
    assert wanted == {
        "valid": {valid.serial, successor.serial}, "soon": set(), "expired": {old.serial},
        "revoked": {revoked.serial}, "superseded": {replaced.serial},
    }  # fmt: skip
    assert valid.expires_on
    then = valid.expires_on - timedelta(days=90)
    soon = search(hr, CertificateFilter(state="soon"), today=then)
    assert {row.serial for row in soon} == {valid.serial, successor.serial}
    assert not search(hr, CertificateFilter(state="soon"), today=then - timedelta(days=1)).exists()


def test_a_right_over_a_unit_shows_the_records_of_its_subtree_only() -> None:
    region = make_unit("Región", kind="region")
    inside = make_certificate(make_officer(unit=make_unit(parent=region)))
    make_certificate()
    commander, nobody = make_officer(), make_officer()
    grant(commander, "station_commander", unit=region)
    assert found(commander) == found(commander, q=inside.serial) == [inside.serial]
    assert found(nobody) == []


def test_the_page_costs_the_same_with_few_and_many(hr: Officer, client: Client, django_assert_num_queries: Any) -> None:
    make_certificate()
    client.force_login(hr)
    client.get(PAGE)
    with django_assert_num_queries(9):
        assert client.get(PAGE).status_code == 200
    for _ in range(4):
        make_certificate()
    with django_assert_num_queries(9):
        assert len(client.get(PAGE).context["found"]) == 5


def test_the_way_there_is_shown_to_whoever_may_go_it(hr: Officer, client: Client) -> None:
    author = make_officer()
    grant(author, "author")
    for person, may in ((hr, True), (author, False)):
        client.force_login(person)
        assert (f'"{PAGE}"' in client.get("/admin/").content.decode()) is may
        assert client.get(PAGE).status_code == (200 if may else 404)


def test_bad_input_is_told_at_its_field(hr: Officer, client: Client) -> None:
    client.force_login(hr)
    asked = {"units": "Atlántida", "issued_from": "2026-05-02", "issued_to": "2026-05-01", "course": "XX-999"}
    form = client.get(PAGE, asked).context["form"]
    assert set(form.errors) == {"units", "issued_to", "course"}
    assert client.post(f"{PAGE}export/?units=Atl", {"kind": "exe"}).headers["Location"] == f"{PAGE}?units=Atl"


def test_what_is_listed_leaves_as_a_file_that_says_who_took_it(hr: Officer, client: Client) -> None:
    holder = make_officer(cip="00123456", dni="00654321")
    kept, _other = make_certificate(holder), make_certificate()
    client.force_login(hr)
    answer = client.post(f"{PAGE}export/?q=00123456&page=7", {"kind": "xlsx"})
    sheet = load_workbook(io.BytesIO(answer.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert hr.login in rows[1][0]
    assert "00123456" in rows[2][0]
    assert rows[-1][0] == kept.serial
    assert rows[-1][2:4] == ["00123456", "00654321"]
    assert rows[-1][10].date() == kept.issued_on
    entry = Entry.objects.get(act="certificate.export")
    assert (entry.actor_login, entry.changed, entry.why) == (hr.login, ["q"], "XLSX: 1")
    text = client.post(f"{PAGE}export/", {"kind": "csv"}).content.decode("utf-8-sig")
    assert kept.serial in text
    assert client.get(f"{PAGE}export/").status_code == 405


def test_paper_and_list_name_a_reserved_course_alike(hr: Officer, client: Client) -> None:
    from tests.courses.factories import make_course, make_edition

    course = make_course(code="IN-201", classification="reserved")
    edition = make_edition(course, title="Análisis zarzamora", public_title="Curso de la Dirección")
    make_certificate(edition=edition)
    client.force_login(hr)
    shown = client.get(PAGE).content.decode()
    assert "Curso de la Dirección" in shown
    assert "zarzamora" not in shown


def test_a_commander_searches_among_those_of_the_station_and_manages_nobody(client: Client) -> None:
    station = make_unit("Comisaría")
    commander = make_officer(unit=station)
    grant(commander, "station_commander", unit=station)
    mine, other = make_certificate(make_officer(unit=station)), make_certificate()
    client.force_login(commander)
    page = client.get(PAGE).content.decode()
    assert mine.serial in page
    assert other.serial not in page
    assert client.get(f"{PAGE}{other.serial}/").status_code == 404
    for address in ("/admin/officers/", "/admin/roles/", "/admin/runs/", "/admin/images/", "/admin/questions/"):
        assert client.get(address).status_code == 404
