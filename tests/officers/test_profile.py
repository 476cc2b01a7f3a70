"""My profile, and changing one's password."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from audit.models import Entry
from officers.models import Officer
from tests.officers.factories import PASSWORD, grant, make_area, make_officer, make_rank, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> Officer:
    return make_officer(password=PASSWORD, paternal_surname="O'Brien", dni="41234567")


@pytest.fixture
def client(officer: Officer) -> Client:
    client = Client()
    client.force_login(officer)
    client.cookies["django_language"] = "en"
    return client


def test_one_sees_what_is_held_about_oneself(client: Client, officer: Officer, settings: Any) -> None:
    settings.PRIVACY_CONTACT = "Oficial de datos, anexo 12"
    grant(officer, "author", area=make_area())
    old = officer.postings.create(unit=make_unit("Comisaría Vieja"), rank=make_rank(), since=date(2020, 1, 1),
                                  until=date(2024, 1, 1))  # fmt: skip
    page = client.get(reverse("officers:profile")).content.decode()
    shown = [
        officer.cip,
        "41234567",
        "O&#x27;Brien",
        officer.postings.latest("since").unit.name,
        old.unit.name,
        "Policía comunitaria",
        "Oficial de datos, anexo 12",
        settings.PRIVACY_NOTICE_VERSION,
    ]
    assert [words for words in shown if words not in page] == []


def test_it_costs_few_queries(client: Client, officer: Officer, django_assert_max_num_queries: Any) -> None:
    client.get(reverse("officers:profile"))
    with django_assert_max_num_queries(4):  # the officer, postings, grants, the acceptance
        client.get(reverse("officers:profile"))


def test_a_password_is_changed_by_whoever_knows_the_present_one(client: Client, officer: Officer) -> None:
    other = Client()
    other.force_login(officer)
    form = {
        "oldpassword": PASSWORD,
        "password1": "cuatro palabras muy nuevas",
        "password2": "cuatro palabras muy nuevas",
    }
    assert client.post(reverse("account_change_password"), form)["Location"] == reverse("officers:profile")
    officer.refresh_from_db()
    assert officer.check_password("cuatro palabras muy nuevas")
    assert client.get(reverse("officers:profile")).status_code == 200
    assert other.get(reverse("officers:profile")).status_code == 302  # every other session has ended
    assert Entry.objects.get().act == "officer.choose_password"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"oldpassword": "no es"}, "oldpassword"),
        ({"password2": "distinta"}, "password2"),
        ({"password1": "corta"}, "password1"),
    ],
)
def test_bad_input_gets_a_sentence_at_its_field(
    client: Client, officer: Officer, change: dict[str, str], field: Any
) -> None:
    form = {
        "oldpassword": PASSWORD,
        "password1": "cuatro palabras nuevas",
        "password2": "cuatro palabras nuevas",
        **change,
    }
    assert client.post(reverse("account_change_password"), form).context["form"].errors[field]
    officer.refresh_from_db()
    assert officer.check_password(PASSWORD)
