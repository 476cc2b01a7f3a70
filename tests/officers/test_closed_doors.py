"""Everything is closed, and there is one way in."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.officers.factories import PASSWORD, grant, make_officer

pytestmark = pytest.mark.django_db

_SAMPLES = {
    "int": "1", "slug": "pc-101", "str": "a", "path": "a/b", "uuid": "0b5f3a52-51c3-4b55-9f0e-0a1d3f2b7a11",
}  # fmt: skip


def addresses(resolver: URLResolver | None = None, before: str = "/") -> Iterator[str]:
    """One address for each pattern of the project."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = str(pattern.pattern)
        if re.match(r"\^|\(", route):
            route = re.sub(r"\(\?:?[^()]*\)\)?\*?", "a/", re.sub(r"\(\?P<\w+>[^)]+\)", "1", route)).strip("^$")
            route = route.replace(".*", "a").replace("\\Z", "").replace("\\", "")
        route = re.sub(r"<(?:(\w+):)?\w+>", lambda found: _SAMPLES.get(found[1] or "str", "1"), route)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, before + route)
        elif isinstance(pattern, URLPattern):
            yield before + route


def test_no_address_but_the_log_in_page_takes_a_password() -> None:
    officer = make_officer(password=PASSWORD)
    grant(officer, "administrator")
    data = {
        "login": officer.login, "username": officer.login, "email": officer.login, "password": PASSWORD,
        "password1": PASSWORD, "oldpassword": PASSWORD, "action": "login",
    }  # fmt: skip
    walked, ways_in = set(addresses()), set()
    assert {"/accounts/login/", "/admin/login/", "/_util/login/", "/admin/password_reset/"} & walked
    for address in {*walked, "/admin/login/", "/_util/login/", "/_util/authenticate_with_password/1/1/"}:
        client = Client(raise_request_exception=False)
        client.post(address, data)
        if SESSION_KEY in client.session:
            ways_in.add(address)
    assert ways_in == {reverse("account_login")}


@pytest.mark.parametrize(
    "address", ["/admin/login/", "/admin/password_reset/", "/admin/password_reset/confirm/MQ/x-y/", "/_util/login/"]
)
def test_wagtails_own_ways_in_do_not_exist(address: str) -> None:
    anonymous, officer = Client(), Client()
    officer.force_login(make_officer())
    assert anonymous.get(address)["Location"].startswith(reverse("account_login"))
    assert officer.get(address).status_code == 404


@pytest.mark.parametrize("name", ["signup", "password/reset", "email", "confirm-email", "password/set", "inactive"])
def test_allauths_other_pages_are_not_offered(name: str) -> None:
    officer = Client()
    officer.force_login(make_officer())
    assert officer.get(f"/accounts/{name}/").status_code == 404


def _headers(response: Any) -> dict[str, str]:
    return {name: value for name, value in response.items() if name not in {"Location", "Content-Length"}}


@pytest.mark.parametrize(
    "address",
    [
        "/profile/", "/profile", "/nowhere/", "/nowhere", "/nowhere.html", "/a/b.c/d", "/learn/", "/admin/",
        "/admin/nowhere/", "/catalogue/xx-999/", "/learn/0b5f3a52-51c3-4b55-9f0e-0a1d3f2b7a11/", "/.env", "/ñandú/",
    ],
)  # fmt: skip
def test_an_anonymous_visitor_gets_the_same_redirect_everywhere(address: str) -> None:
    asked, model = Client().get(address), Client().get("/notices/")
    assert asked.status_code == 302
    assert asked["Location"].startswith(f"{reverse('account_login')}?next=/")
    assert _headers(asked) == _headers(model)
    assert asked.content == model.content == b""
    assert asked.cookies == model.cookies


@pytest.mark.parametrize(
    ("page", "back"),
    [
        ("http://testserver/learn/a/b/?page=2", "/learn/a/b/%3Fpage%3D2"), ("", "/"), ("javascript:alert(1)", "/"),
        ("https://elsewhere.example/x", "/"), ("//elsewhere.example/x", "/"),
    ],
)  # fmt: skip
def test_who_sent_something_after_the_session_ended_comes_back_to_the_page_it_was_sent_from(
    page: str, back: str
) -> None:
    """The address of a button shows nothing by itself: after logging in it was an empty page."""
    learn = "/learn/0b5f3a52-51c3-4b55-9f0e-0a1d3f2b7a11/"
    for address in (f"{learn}done/", f"{learn}0b5f3a52-51c3-4b55-9f0e-0a1d3f2b7a12/start/"):
        answer = Client().post(address, headers={"referer": page})
        assert (answer.status_code, answer["Location"]) == (302, f"{reverse('account_login')}?next={back}")


@pytest.mark.django_db
def test_an_address_that_only_takes_what_is_sent_says_so_on_a_page() -> None:
    client = Client()
    client.force_login(make_officer())
    answer = client.get("/learn/0b5f3a52-51c3-4b55-9f0e-0a1d3f2b7a11/withdraw/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "Aquí no se muestra nada" in answer.content.decode()


def test_public_addresses_only_lack_their_slash() -> None:
    assert Client().get("/privacy")["Location"] == "/privacy/"


def test_a_missing_static_file_is_missing() -> None:
    assert Client().get("/static/nothing.css").status_code == 404


def test_what_does_not_exist_is_404_for_an_officer() -> None:
    client = Client()
    client.force_login(make_officer())
    assert client.get("/nowhere.html").status_code == 404


def test_the_account_page_of_the_cms_changes_nothing_of_the_person() -> None:
    administrator = make_officer(password=PASSWORD)
    grant(administrator, "administrator")
    client = Client()
    client.force_login(administrator)
    page = client.get("/admin/account/")
    assert page.status_code == 200
    for field in ("name_email", "password", "avatar"):
        assert f'name="{field}-' not in page.content.decode()
    client.post("/admin/account/", {"name_email-first_name": "Otra", "name_email-email": "x@example.org"})
    administrator.refresh_from_db()
    assert (administrator.given_names, administrator.email) == ("Rosa Elena", None)


@pytest.mark.parametrize("address", ["/admin/users/", "/admin/groups/", "/admin/users/add/"])
def test_users_and_groups_have_no_screen(address: str) -> None:
    administrator = make_officer()
    grant(administrator, "administrator")
    client = Client()
    client.force_login(administrator)
    assert client.get(address).status_code == 404


def test_a_closed_account_is_out_with_the_next_request() -> None:
    officer = make_officer()
    client = Client()
    client.force_login(officer)
    officer.status = "dismissed"
    officer.save()
    assert client.get(reverse("officers:profile")).status_code == 302
