"""Idle sessions end, exams do not; the policy of content; refusals as pages; the language."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import ResolverMatch, reverse
from django.utils import timezone

from kernel.refusal import Refusal
from lms.middleware import RefusalMiddleware, SessionMiddleware
from officers.outlast import keep_until
from officers.roles import NotPermitted
from tests.officers.factories import make_officer

pytestmark = pytest.mark.django_db
PAGE = "/notices/"


@pytest.fixture
def start() -> datetime:
    return timezone.now()


@pytest.fixture
def client(start: datetime) -> Client:
    client = Client()
    client.force_login(make_officer())
    with time_machine.travel(start, tick=False):
        client.get(PAGE)
    return client


def _keep(client: Client, until: datetime) -> None:
    """Give the client the cookie of a sitting that ends then."""
    request = RequestFactory().get(PAGE)
    request.session = client.session
    response = HttpResponse()
    keep_until(request, response, until)
    client.cookies["outlast"] = response.cookies["outlast"].value


def _after(client: Client, start: datetime, minutes: float) -> int:
    with time_machine.travel(start + timedelta(minutes=minutes), tick=False):
        return client.get(PAGE).status_code


def test_a_session_ends_after_thirty_idle_minutes(client: Client, start: datetime) -> None:
    assert _after(client, start, 31) == 302
    assert SESSION_KEY not in client.session
    assert not Session.objects.exists()


def test_a_session_lives_while_it_is_used(client: Client, start: datetime) -> None:
    assert [_after(client, start, minutes) for minutes in (20, 45, 70, 95)] == [200] * 4


def test_activity_is_noted_at_most_every_five_minutes(client: Client, start: datetime) -> None:
    first = client.session["seen_at"]
    _after(client, start, 4)
    assert client.session["seen_at"] == first
    _after(client, start, 6)
    assert client.session["seen_at"] == first + 360


def test_a_session_outlasts_an_exam_under_way_and_half_an_hour_after(client: Client, start: datetime) -> None:
    _keep(client, start + timedelta(minutes=90))
    assert _after(client, start, 95) == 200


def test_after_the_exam_an_idle_session_ends(client: Client, start: datetime) -> None:
    _keep(client, start + timedelta(minutes=90))
    assert _after(client, start, 121) == 302


def test_what_keeps_one_session_keeps_no_other(client: Client, start: datetime) -> None:
    _keep(client, start + timedelta(minutes=90))
    other = Client()
    other.force_login(make_officer())
    with time_machine.travel(start, tick=False):
        other.get(PAGE)
    other.cookies["outlast"] = client.cookies["outlast"].value
    assert _after(other, start, 95) == 302


def test_nobody_keeps_a_session_by_writing_a_cookie(client: Client, start: datetime) -> None:
    client.cookies["outlast"] = (start + timedelta(minutes=90)).isoformat()
    assert _after(client, start, 95) == 302


def test_a_save_never_writes_the_session(client: Client, start: datetime) -> None:
    request = RequestFactory().post("/sit/save/")
    request.COOKIES["sessionid"] = client.cookies["sessionid"].value

    def save(request: HttpRequest) -> HttpResponse:
        request.resolver_match = ResolverMatch(save, (), {}, url_name="save", namespaces=["assessments"])
        assert request.session[SESSION_KEY]
        return HttpResponse()

    with time_machine.travel(start + timedelta(minutes=20), tick=False):
        response: Any = SessionMiddleware(save)(request)
    assert not request.session.modified
    assert "sessionid" not in response.cookies


def test_an_anonymous_visitor_gets_no_session() -> None:
    anonymous = Client()
    anonymous.get(reverse("officers:privacy"))
    assert "sessionid" not in anonymous.cookies


def test_nothing_inline_runs_on_our_pages(client: Client) -> None:
    policy = client.get(PAGE)["Content-Security-Policy"]
    assert "unsafe-inline" not in policy
    assert "unsafe-eval" not in policy
    assert "object-src 'none'" in policy
    assert "default-src 'self'" in policy


def test_the_policy_stands_on_pages_that_do_not_exist(client: Client) -> None:
    assert "script-src 'self'" in client.get("/nowhere.html")["Content-Security-Policy"]


class _Full(Refusal):
    code = "full"
    message = "Ya no hay sitio para %(name)s."


@pytest.mark.parametrize(
    ("refusal", "status", "words"),
    [(_Full(name="<b>Rosa</b>"), 409, "Ya no hay sitio para &lt;b&gt;Rosa&lt;/b&gt;."), (NotPermitted(), 403, "<h1>")],
)
def test_a_refusal_that_no_form_shows_becomes_a_page(refusal: Any, status: int, words: str) -> None:
    request = RequestFactory().get("/")
    request.user = make_officer()
    response: Any = RefusalMiddleware(lambda _: HttpResponse()).process_exception(request, refusal)
    assert response.status_code == status
    assert words in response.content.decode()


def test_other_exceptions_are_none_of_its_business() -> None:
    assert (
        RefusalMiddleware(lambda _: HttpResponse()).process_exception(RequestFactory().get("/"), ValueError()) is None
    )


def test_pages_are_spanish_whatever_the_browser_prefers(client: Client) -> None:
    assert 'lang="es"' in client.get(PAGE, headers={"Accept-Language": "en-US"}).content.decode()


def test_the_cookie_decides_and_nonsense_does_not(client: Client) -> None:
    client.cookies["django_language"] = "en"
    assert 'lang="en"' in client.get(PAGE).content.decode()
    client.cookies["django_language"] = "../xx"
    assert 'lang="es"' in client.get(PAGE).content.decode()


class _NotToBeRead:
    def read(self, *size: int) -> bytes:
        raise AssertionError

    readline = read


def _announced(address: str, megabytes: int, client: Client | None = None) -> int:
    """Announce a body that cannot be read; return the status."""
    headers: dict[str, Any] = {"CONTENT_LENGTH": str(megabytes * 2**20), "wsgi.input": _NotToBeRead()}
    return (client or Client()).post(address, **headers).status_code


def test_what_is_too_large_is_refused_before_it_is_read(client: Client) -> None:
    assert [_announced(address, 3) for address in ("/accounts/login/", "/admin/images/add/")] == [413, 413]
    assert [_announced(address, 3, client) for address in ("/profile/", "/learn/")] == [413, 413]
    assert _announced("/admin/images/add/", 101, client) == 413


def test_the_cms_takes_a_file_that_its_form_will_refuse_from_who_is_logged_in(client: Client) -> None:
    assert _announced("/admin/images/add/", 60, client) == 404  # past this, to the gate


@pytest.mark.parametrize("charset", ["latin-1", "utf-7", "utf-16", "x"])
def test_another_encoding_is_refused_in_words(charset: str) -> None:
    kind = f"application/x-www-form-urlencoded; charset={charset}"
    answer = Client().generic("POST", "/accounts/login/", b"login=a", content_type=kind)
    assert answer.status_code == 400
    assert "UTF-8" in answer.content.decode()
