"""Officers and units in the CMS: who gets there, what is kept of a form, that a list costs the same at any length."""

import itertools
import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from officers.models import Officer, Unit
from tests.officers.factories import grant, make_officer, make_rank, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def region() -> Unit:
    return make_unit("Región Policial Lima", kind="region", code="REGLIMA")


@pytest.fixture
def clerk(region: Unit) -> Officer:
    """HR of one region."""
    officer = make_officer(unit=region, is_staff=True, given_names="Gladys")
    grant(officer, "hr_verifier", unit=region)
    return officer


@pytest.fixture
def desk(clerk: Officer) -> Client:
    client = Client()
    client.force_login(clerk)
    return client


def act(name: str, officer: Officer) -> str:
    return reverse(f"officers_cms:{name}", args=[officer.public_id])


def queries(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as counted:
        assert client.get(address).status_code == 200
    return len(counted)


def seen_in(response: Any) -> str:
    return re.search(r'name="seen" value="(\d+)"', response.content.decode()).group(1)  # type: ignore[union-attr]


def of_officer(officer: Officer) -> list[str]:
    return [act(name, officer) for name in ("officer", "numbers", "name", "posting", "undo_posting", "status")]


def of_unit(unit: Unit) -> list[str]:
    return [reverse(f"units_cms:{name}", args=[unit.pk]) for name in ("unit", "edit", "move", "close")]


LISTS = ["officers_cms:officers", "officers_cms:add", "units_cms:units", "units_cms:add"]


def test_hr_of_a_region_finds_its_people_and_units_and_no_others(desk: Client, region: Unit) -> None:
    station = make_unit("Comisaría Surquillo", parent=region)
    mine, other = make_officer(unit=station), make_officer(paternal_surname="Zumaeta")
    assert all(desk.get(address).status_code == 200 for address in [*of_officer(mine), *of_unit(station)])
    foreign = [*of_officer(other), *of_unit(other.unit)]  # type: ignore[arg-type]
    assert [desk.get(address).status_code for address in foreign] == [404] * len(foreign)
    assert [desk.post(address).status_code for address in foreign] == [404] * len(foreign)
    for name in LISTS:
        assert "Zumaeta" not in desk.get(reverse(name), {"q": "zumaeta"}).content.decode().replace('"zumaeta"', "")


@pytest.mark.parametrize("role", ["author", "training_director", "auditor", "station_commander"])
def test_for_whoever_does_not_manage_people_none_of_it_exists(role: str) -> None:
    person = make_officer(is_staff=True)
    grant(person, role)
    client = Client()
    client.force_login(person)
    addresses = [*of_officer(person), *of_unit(person.unit), *(reverse(name) for name in LISTS)]  # type: ignore[arg-type]
    assert {client.get(address).status_code for address in addresses} == {404}
    home = client.get(reverse("wagtailadmin_home")).content.decode()
    assert reverse("officers_cms:officers") not in home


def test_lists_cost_the_same_at_any_length(desk: Client, region: Unit) -> None:
    people, units = reverse("officers_cms:officers"), reverse("units_cms:units")
    addresses = [people, f"{people}?q=rosa&unit=reglima&role=author", units]
    first = [queries(desk, address) for address in addresses]
    for _ in range(12):
        make_officer(unit=make_unit(parent=region))
    assert [queries(desk, address) for address in addresses] == first
    assert max(first) <= 15, first


def test_a_person_is_registered_with_numbers_and_unit_as_people_write_them(desk: Client, region: Unit) -> None:
    make_unit("Comisaría Surquillo", parent=region, code="C-1")
    make_unit("Comisaría Surco", parent=region, code="C-2")
    typed = {"cip": "31.999.888", "dni": "", "given_names": "  Rosa  Elena", "paternal_surname": "Ñahui",
             "rank": make_rank().pk, "since": "2026-01-02"}  # fmt: skip
    address = reverse("officers_cms:add")
    several = desk.post(address, {**typed, "unit": "comisaria"}).content.decode()
    assert "C-1 Comisaría Surquillo; C-2 Comisaría Surco. " in several
    assert "31.999.888" in several
    made = desk.post(address, {**typed, "unit": "surquillo comisaria"})
    officer = Officer.objects.get(cip="31999888")
    assert made["Location"] == act("officer", officer)
    assert (officer.given_names, officer.unit.code) == ("Rosa Elena", "C-1")  # type: ignore[union-attr]
    again = desk.post(address, {**typed, "unit": "c-1"})
    assert again.status_code == 200
    assert "31.999.888" in again.content.decode()
    lacking: Any = desk.post(address, {**typed, "cip": "", "dni": "40000001", "unit": "c-1"})
    assert list(lacking.context_data["form"].errors) == ["cip"]
    outside = make_unit("Comisaría Callao", code="CALLAO")
    assert desk.post(address, {**typed, "cip": "31999889", "unit": outside.code}).status_code == 200


def test_registering_says_first_that_nobody_can_be_deleted(desk: Client) -> None:
    desk.cookies["django_language"] = "en"
    assert "Nobody who is registered can be deleted." in desk.get(reverse("officers_cms:add")).content.decode()


def test_a_transfer_keeps_the_old_posting(desk: Client, region: Unit) -> None:
    officer, there = make_officer(unit=make_unit(parent=region)), make_unit(parent=region, code="THERE")
    form = {"unit": "THERE", "rank": make_rank().pk, "since": "2026-02-01", "why": "R.D. 8"}
    assert desk.post(act("posting", officer), form).status_code == 302
    assert list(officer.postings.values_list("unit__code", "until")) == [
        ("THERE", None), (officer.unit.code, date(2026, 2, 1)),  # type: ignore[union-attr]
    ]  # fmt: skip
    assert "R.D. 8" in desk.get(act("officer", officer)).content.decode()
    assert there.officers.get() == officer


def test_the_latest_transfer_is_undone_from_the_page_of_the_officer(desk: Client, region: Unit) -> None:
    officer, _there = make_officer(unit=make_unit(parent=region)), make_unit(parent=region, code="THERE")
    undo = act("undo_posting", officer)
    assert undo not in desk.get(act("officer", officer)).content.decode()
    form = {"unit": "THERE", "rank": make_rank().pk, "since": timezone.localdate(), "why": "R.D. 8"}
    assert desk.post(act("posting", officer), form).status_code == 302
    assert undo in desk.get(act("officer", officer)).content.decode()
    page = desk.get(undo)
    assert str(officer.unit) in page.content.decode()
    assert desk.post(undo, {"why": "", "seen": seen_in(page)}).status_code == 200
    assert desk.post(undo, {"why": "Era otro", "seen": seen_in(page)}).status_code == 302
    assert officer.postings.get().until is None


def test_the_second_editor_is_told_who_changed_what_and_may_still_save(desk: Client, region: Unit) -> None:
    officer = make_officer(unit=region, cip="31555555")
    colleague, other = make_officer(given_names="Iván", paternal_surname="Rojas", is_staff=True), Client()
    grant(colleague, "hr_verifier")
    other.force_login(colleague)
    seen = seen_in(desk.get(act("numbers", officer)))
    form = {"cip": "31555555", "dni": "", "why": "x"}
    assert other.post(act("numbers", officer), {**form, "email": "first@pnp.pe", "seen": seen}).status_code == 302
    mine = {**form, "email": "second@pnp.pe", "seen": seen}
    told = desk.post(act("numbers", officer), mine)
    words = told.content.decode()
    assert "Iván Rojas" in words
    assert "first@pnp.pe" in words
    assert "second@pnp.pe" in words
    assert Officer.objects.get(pk=officer.pk).email == "first@pnp.pe"
    assert desk.post(act("numbers", officer), {**mine, "seen": seen_in(told)}).status_code == 302
    assert Officer.objects.get(pk=officer.pk).email == "second@pnp.pe"


def test_a_unit_is_added_changed_moved_and_closed(desk: Client, region: Unit) -> None:
    form = {"code": "N-1", "name": "Comisaría Nueva", "kind": "station", "station_class": "A", "ubigeo": "150101",
            "latitude": "-12.05", "longitude": "-77.04", "parent": "REGLIMA", "since": "2026-01-02",
            "why": "R.M. 1"}  # fmt: skip
    assert desk.post(reverse("units_cms:add"), {**form, "kind": "section"}).status_code == 200
    assert desk.post(reverse("units_cms:add"), {**form, "ubigeo": "15"}).status_code == 200
    assert desk.post(reverse("units_cms:add"), {**form, "parent": ""}).status_code == 200
    assert desk.post(reverse("units_cms:add"), form).status_code == 302
    unit = Unit.objects.get(code="N-1")
    edit, move, close = of_unit(unit)[1:]
    make_unit("División Este", parent=region, code="DIV", kind="division")
    assert desk.post(edit, {**form, "name": "Comisaría Vieja", "station_class": ""}).status_code == 302
    assert (
        desk.post(
            move, {"seen": seen_in(desk.get(move)), "parent": "div", "since": "2026-01-03", "why": "R.M. 2"}
        ).status_code
        == 302
    )
    assert desk.post(close, {"closed_on": "2026-01-04", "why": "R.M. 3"}).status_code == 302
    unit.refresh_from_db()
    assert (unit.name, unit.station_class, str(unit.parent)) == ("Comisaría Vieja", "", "División Este")
    assert unit.closed_on == date(2026, 1, 4)
    page = desk.get(of_unit(unit)[0]).content.decode()
    assert "División Este" in page
    assert reverse("units_cms:move", args=[unit.pk]) not in page


HOSTILE: list[dict[str, Any]] = [
    {}, dict.fromkeys(("q", "unit", "cip", "dni", "given_names", "email", "why", "code", "parent", "seen"), "\x00"),
    dict.fromkeys(("rank", "seen", "p", "kind", "status", "role", "latitude", "since", "unit"), "9" * 400),
    dict.fromkeys(("seen", "latitude", "longitude", "closed_on", "since", "p"), "1e400"),
]  # fmt: skip


def test_nothing_that_is_sent_ends_in_a_fault(clerk: Officer, region: Unit) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(clerk)
    officer = make_officer(unit=region)
    addresses = [*of_officer(officer), *of_unit(region), *(reverse(name) for name in LISTS)]
    for address, form in itertools.product(addresses, HOSTILE):
        answers = [client.get(address, form), client.post(address, form), client.post(address, b"\xff", "text/plain")]
        assert [answer.status_code for answer in answers if answer.status_code >= 500] == [], (address, form)
    assert client.get("/admin/units/999999999999999999999999/").status_code == 404
