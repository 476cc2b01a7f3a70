"""The language is a profile setting and a cookie."""

import pytest
from django.test import Client
from django.urls import reverse

from officers.models import Officer
from tests.officers.factories import PASSWORD, make_officer

pytestmark = pytest.mark.django_db


def test_an_officer_keeps_the_language_chosen() -> None:
    officer = make_officer()
    client = Client()
    client.force_login(officer)
    client.post(reverse("set_language"), {"language": "en", "next": "/notices/"})
    officer.refresh_from_db()
    assert officer.language == "en"
    assert client.cookies["django_language"].value == "en"


def test_an_anonymous_visitor_is_remembered_by_the_cookie() -> None:
    client = Client()
    response = client.post(reverse("set_language"), {"language": "en", "next": "/privacy/"})
    assert response["Location"] == "/privacy/"
    assert 'lang="en"' in client.get("/privacy/").content.decode()


def test_at_log_in_the_profile_decides() -> None:
    officer = make_officer(password=PASSWORD, language="en")
    client = Client()
    client.post(reverse("account_login"), {"login": officer.login, "password": PASSWORD})
    assert client.cookies["django_language"].value == "en"


@pytest.mark.parametrize("language", ["xx", "", "en-US", "\x00"])
def test_an_unknown_language_changes_nothing(language: str) -> None:
    officer = make_officer()
    client = Client()
    client.force_login(officer)
    client.post(reverse("set_language"), {"language": language})
    assert Officer.objects.get(pk=officer.pk).language == "es"
    assert "django_language" not in client.cookies


@pytest.mark.parametrize(
    "back", ["https://example.org/", "//example.org", "javascript:alert(1)", "", "\\\\example.org"]
)
def test_one_is_never_led_to_another_host(back: str) -> None:
    response = Client().post(reverse("set_language"), {"language": "en", "next": back})
    assert response["Location"] == "/"


def test_a_link_changes_no_language() -> None:
    assert Client().get(reverse("set_language"), {"language": "en"}).status_code == 405
