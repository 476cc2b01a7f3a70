"""Officers are found by any part of a name or number, within what a person manages."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from officers.models import Officer
from officers.queries.people import PeopleFilter, people
from officers.services.correct_name import correct_name
from tests.officers.factories import grant, make_officer, make_rank, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def hr() -> Officer:
    officer = make_officer(given_names="Zoila", paternal_surname="Zzyzx", maternal_surname="")
    grant(officer, "hr_verifier")
    return officer


def found(by: Officer, q: str = "", **wanted: object) -> list[str]:
    return [officer.login for officer in people(by, PeopleFilter(q=q, **wanted)) if officer != by]  # type: ignore[arg-type]


@pytest.fixture
def rosa(hr: Officer) -> Officer:
    """One whom every search must find, among two who are like her."""
    make_officer(
        cip="31999999", dni="40111111", given_names="Rosa Elena", paternal_surname="Muñoz", maternal_surname="Olivera"
    )
    return make_officer(
        cip="00312345", dni="07654321", given_names="Rosa Elena", paternal_surname="Núñez", maternal_surname="Li"
    )


@pytest.mark.parametrize(
    "q",
    [
        "nunez rosa", "ROSA  NÚÑEZ", "elena nuñ", "uñe", "li núñez", "Núñez, Rosa", "312345", "00312345", "00.312.345",
        "00 312 345", "2345", "0765 4321", "7654321", "rosa 312345",
    ],
)  # fmt: skip
def test_accents_order_and_parts_are_forgiven(hr: Officer, rosa: Officer, q: str) -> None:
    assert found(hr, q) == [rosa.login]


@pytest.mark.parametrize(
    "q", ["nunez luis", "iv 312345", "%", "_", "\\", "ro_a", "12345678", "²" * 9, "' OR 1=1", "ив"]
)
def test_what_nobody_is_called_finds_nobody(hr: Officer, rosa: Officer, q: str) -> None:
    assert found(hr, q) == []


def test_two_letters_begin_a_word(hr: Officer, rosa: Officer) -> None:
    """ "Li" is a surname of few and a part of many."""
    assert found(hr, "li") == [rosa.login]


def test_a_civilian_is_found_by_the_log_in_and_the_dni(hr: Officer) -> None:
    civilian = make_officer(dni="40556677", given_names="Inés")
    Officer.objects.filter(pk=civilian.pk).update(cip=None, login="D40556677")
    for q in ("d40556677", "D 40556677", "40556677", "D405", "5566"):
        assert found(hr, q) == ["D40556677"], q


def test_the_name_before_a_correction_finds_too_alone_and_with_the_present_one(hr: Officer) -> None:
    rosa = make_officer(given_names="Rosa Elena", paternal_surname="Núñez", maternal_surname="Li")
    make_officer(given_names="Rosa Elena", paternal_surname="Salcedo", maternal_surname="Zea")
    for surname in ("Íñiguez", "Oré"):
        correct_name(
            officer=rosa, given_names="Rosa Elena", paternal_surname=surname, maternal_surname="Li", by=hr,
            since=timezone.localdate(), why="Resolución",
        )  # fmt: skip
    for q in ("nunez", "iñiguez rosa", "ore", "nunez ore", "or", "nu"):
        assert found(hr, q) == [rosa.login], q
    assert found(hr, "nunez salcedo") == []
    client = Client()
    client.force_login(hr)
    Officer.objects.filter(pk=hr.pk).update(is_staff=True)
    assert "Núñez" in client.get("/admin/officers/?q=ore").content.decode()


def test_filters_narrow_together(hr: Officer) -> None:
    region = make_unit(kind="region")
    station, rank = make_unit(parent=region), make_rank("S1", name="Suboficial de Primera", order=3)
    one = make_officer(unit=station, rank=rank, last_login=timezone.now())
    other = make_officer(unit=region, status="on_leave")
    grant(other, "instructor")
    grant(one, "author", until=date(2024, 2, 1))
    assert set(found(hr, unit=region)) == {one.login, other.login}
    assert found(hr, unit=station) == [one.login]
    assert found(hr, unit=region, rank=rank) == [one.login]
    assert found(hr, unit=region, status="on_leave") == [other.login]
    assert found(hr, role="instructor") == [other.login]
    assert found(hr, role="author") == []
    assert found(hr, unit=region, logged_in=True) == [one.login]
    assert found(hr, unit=region, logged_in=False) == [other.login]


def test_a_grant_for_a_unit_finds_its_subtree_only() -> None:
    region, other = make_unit(kind="region"), make_unit(kind="region")
    clerk = make_officer(unit=other)
    grant(clerk, "hr_verifier", unit=region)
    inside = make_officer(unit=make_unit(parent=region))
    make_officer(unit=other)
    homeless = make_officer()
    Officer.objects.filter(pk=homeless.pk).update(unit=None)
    assert found(clerk) == [inside.login]
    assert found(clerk, unit=other) == []


@pytest.mark.parametrize("role", ["station_commander", "auditor", "training_director"])
def test_whoever_only_sees_records_finds_nobody(role: str) -> None:
    person = make_officer()
    grant(person, role)
    assert found(person) == []


@pytest.mark.postgres  # SQLite reads all rows, as an academy has few
def test_postgresql_looks_words_up_and_reads_no_table(hr: Officer) -> None:
    """Among twenty thousand: with the whole table in the plan a search of 150,000 costs hundreds of milliseconds."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO officers_officer (password, is_superuser, public_id, login, cip, dni, given_names,"
            " paternal_surname, maternal_surname, search_name, status, language, is_active, is_staff,"
            " was_granted, date_joined)"
            " SELECT '!', false, gen_random_uuid(), (50000000 + n)::text, (50000000 + n)::text, (60000000 + n)::text,"
            " 'Juan', 'Quispe', '', translate(md5(n::text), '0123456789', 'ghijklmnop') || ' quispe juan', 'active',"
            " 'es', true, false, false, now() FROM generate_series(1, 20000) AS n"
        )
        # What autovacuum does after so many rows, and cannot within the transaction of a test.
        cursor.execute("SELECT gin_clean_pending_list('officer_search')")
        cursor.execute("ANALYZE officers_officer")
    for q in ("quis jua ghij", "50012345", "60012345", "zzzz", "qx"):
        plan = people(hr, PeopleFilter(q=q))[:50].explain()
        assert "officer_search" in plan, (q, plan)
        assert "Seq Scan on officers_officer" not in plan, (q, plan)
