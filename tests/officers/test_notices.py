"""Notices: told, worded by their app, counted, read."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from officers import notices
from officers.models import Notice, Officer
from officers.services.notify import notify
from officers.unread import unread_notices
from tests.officers.factories import make_officer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _worded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notices, "_words", dict(notices._words))
    notices.register("test.said", lambda arguments: f"Se dijo: {arguments['what']}")


@pytest.fixture
def officer() -> Officer:
    return make_officer()


@pytest.fixture
def client(officer: Officer) -> Client:
    client = Client()
    client.force_login(officer)
    return client


def tell(officer: Officer, what: str = "hola", **more: Any) -> Notice:
    return notify(officer=officer, kind="test.said", arguments={"what": what}, **more)


def test_a_notice_is_shown_in_the_words_of_its_kind(client: Client, officer: Officer) -> None:
    tell(officer, "<b>hola</b>", address="/learn/")
    page = client.get(reverse("officers:notices")).content.decode()
    assert "Se dijo: &lt;b&gt;hola&lt;/b&gt;" in page
    assert 'href="/learn/"' in page


def test_one_sees_ones_own_only(client: Client) -> None:
    tell(make_officer(), "ajeno")
    assert "ajeno" not in client.get(reverse("officers:notices")).content.decode()


def test_looking_marks_nothing_and_the_button_marks_what_was_shown(client: Client, officer: Officer) -> None:
    shown = tell(officer)
    client.get(reverse("officers:notices"))
    assert unread_notices(officer) == 1
    later = tell(officer)
    client.post(reverse("officers:notices"), {"up_to": shown.pk})
    assert list(Notice.objects.filter(read_at=None)) == [later]


def test_nobody_marks_another_persons(client: Client) -> None:
    other = tell(make_officer())
    client.post(reverse("officers:notices"), {"up_to": other.pk + 10})
    other.refresh_from_db()
    assert other.read_at is None


@pytest.mark.parametrize("nonsense", ["", "x", "-1", "9" * 30, "0"])
def test_nonsense_marks_nothing(client: Client, officer: Officer, nonsense: str) -> None:
    tell(officer)
    assert client.post(reverse("officers:notices"), {"up_to": nonsense}).status_code == 302
    assert Notice.objects.filter(read_at=None).count() == 1


def test_the_count_is_asked_once_a_minute_and_follows_the_news(
    officer: Officer, django_assert_num_queries: Any, django_capture_on_commit_callbacks: Any
) -> None:
    assert unread_notices(officer) == 0
    with django_assert_num_queries(0):
        unread_notices(officer)
    with django_capture_on_commit_callbacks(execute=True):
        tell(officer)
    assert unread_notices(officer) == 1


def test_pages_show_the_count(client: Client, officer: Officer) -> None:
    tell(officer)
    assert 'class="count">1' in client.get(reverse("officers:profile")).content.decode()


def test_a_kind_whose_app_is_gone_breaks_no_page(client: Client, officer: Officer) -> None:
    notify(officer=officer, kind="gone.kind", arguments={})
    assert client.get(reverse("officers:notices")).status_code == 200


def test_ten_or_many_cost_the_same(client: Client, officer: Officer, django_assert_num_queries: Any) -> None:
    for number in range(120):
        tell(officer, str(number))
    client.get(reverse("officers:notices"))
    with django_assert_num_queries(2):
        page = client.get(reverse("officers:notices")).content.decode()
    assert page.count("Se dijo") == 100
