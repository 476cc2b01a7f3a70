"""The first log-in: the notice, a password of one's own, and nothing in the way afterwards."""

from typing import Any

import pytest
from django.contrib.auth import SESSION_KEY
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from audit.models import Entry
from officers.known_browser import remember_browser
from officers.models import Officer, PrivacyAcceptance
from tests.officers.factories import PASSWORD, make_officer

pytestmark = pytest.mark.django_db
CHOSEN = {"password": "tres palabras nuevas", "again": "tres palabras nuevas", "accepted": "on"}


@pytest.fixture
def newcomer() -> Officer:
    return make_officer(password=PASSWORD, welcomed=False)


@pytest.fixture
def session(newcomer: Officer) -> Client:
    client = Client()
    client.force_login(newcomer)
    client.cookies["django_language"] = "en"
    return client


@pytest.mark.parametrize("address", ["/profile/", "/notices/", "/learn/", "/admin/", "/nowhere/at/all/"])
def test_every_page_leads_to_the_welcome_page(session: Client, address: str) -> None:
    assert session.get(address)["Location"] == reverse("officers:welcome")


def test_the_notice_and_the_way_out_are_open(session: Client) -> None:
    assert session.get(reverse("officers:privacy")).status_code == 200
    session.post(reverse("account_logout"))
    assert SESSION_KEY not in session.session


def test_the_notice_names_the_cookie_of_a_known_browser_and_how_long_it_lasts(session: Client) -> None:
    response = HttpResponse()
    remember_browser(RequestFactory().get("/"), response, "30303030")
    [(name, cookie)] = response.cookies.items()
    page = session.get(reverse("officers:privacy")).content.decode()
    assert f"“{name}”" in page
    assert f"lasts {cookie['max-age'] // 86400} days" in page


def test_the_notice_says_what_from_where_for_what_whom_to_ask_and_which_rights(session: Client, settings: Any) -> None:
    settings.PRIVACY_CONTACT = "Oficial de datos, anexo 12"
    page = session.get(reverse("officers:welcome")).content.decode()
    for words in ("29733", "personnel registers", "What for", "Oficial de datos, anexo 12", "Your rights"):
        assert words in page


def test_accepting_and_choosing_opens_everything_and_is_recorded(session: Client, newcomer: Officer) -> None:
    response = session.post(reverse("officers:welcome"), CHOSEN)
    assert response["Location"] == reverse("home")
    assert session.get(reverse("officers:profile")).status_code == 200
    newcomer.refresh_from_db()
    assert newcomer.check_password(CHOSEN["password"])
    assert newcomer.password_chosen_at is not None
    assert PrivacyAcceptance.objects.get().officer == newcomer
    assert list(Entry.objects.order_by("pk").values_list("act", "actor_login")) == [
        ("officer.accept_privacy_notice", newcomer.login), ("officer.choose_password", newcomer.login),
    ]  # fmt: skip


def test_the_next_log_in_goes_straight_on(session: Client, newcomer: Officer) -> None:
    session.post(reverse("officers:welcome"), CHOSEN)
    client = Client()
    client.post(reverse("account_login"), {"login": newcomer.login, "password": CHOSEN["password"]})
    assert client.get(reverse("officers:profile")).status_code == 200


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"accepted": ""}, "accepted", "Tick this once"),
        ({"again": "otra cosa distinta"}, "again", "The two passwords differ"),
        ({"password": PASSWORD, "again": PASSWORD}, "password", "another password than the one that you were given"),
        ({"password": "corta", "again": "corta"}, "password", "at least 10 characters"),
        ({"password": "1234567890123", "again": "1234567890123"}, "password", "entirely numeric"),
    ],
)
def test_bad_input_gets_a_sentence_at_its_field_and_stores_nothing(
    session: Client, newcomer: Officer, change: dict[str, str], field: Any, words: str
) -> None:
    response = session.post(reverse("officers:welcome"), {**CHOSEN, **change})
    assert any(words in error for error in response.context["form"].errors[field])
    assert not PrivacyAcceptance.objects.exists()
    newcomer.refresh_from_db()
    assert newcomer.check_password(PASSWORD)


def test_after_an_error_the_page_opens_at_what_is_wrong_and_the_notice_is_folded(session: Client) -> None:
    page = session.get(reverse("officers:welcome")).content.decode()
    assert '<details class="card">' not in page
    page = session.post(reverse("officers:welcome"), {**CHOSEN, "again": "otra"}).content.decode()
    assert page.count("autofocus") == 1
    assert page.index("<h1>") < page.index("autofocus") < page.index('<details class="card">')


def test_a_password_that_names_the_person_is_refused(session: Client, newcomer: Officer) -> None:
    data = {**CHOSEN, "password": f"clave {newcomer.cip}", "again": f"clave {newcomer.cip}"}
    assert "password" in session.post(reverse("officers:welcome"), data).context["form"].errors


def test_a_new_notice_asks_everybody_again_but_no_password(settings: Any) -> None:
    officer = make_officer(password=PASSWORD)
    officer.privacy_acceptances.all().delete()
    client = Client()
    client.force_login(officer)
    form = client.get(reverse("officers:welcome")).context["form"]
    assert list(form.fields) == ["accepted"]
    client.post(reverse("officers:welcome"), {"accepted": "on"})
    assert client.get(reverse("officers:profile")).status_code == 200
    assert officer.check_password(PASSWORD)


def test_a_new_notice_leads_nobody_away_who_is_logged_in(settings: Any) -> None:
    client = Client()
    client.force_login(make_officer())
    settings.PRIVACY_NOTICE_VERSION = "2099-01"
    assert client.get(reverse("officers:profile").replace("profile", "notices")).status_code == 200


def test_the_welcome_page_leads_on_when_nothing_is_left() -> None:
    client = Client()
    client.force_login(make_officer())
    assert client.get(reverse("officers:welcome"))["Location"] == reverse("home")


def test_ordinary_pages_ask_no_query_about_it(django_assert_num_queries: Any) -> None:
    client = Client()
    client.force_login(make_officer())
    client.get(reverse("officers:notices"))
    with django_assert_num_queries(2):  # the officer; the notices
        client.get(reverse("officers:notices"))
