"""Who asks is recognised by what is read: nobody gets in by it who would not otherwise, and no statement is spent."""

from typing import Any

import pytest
from django.contrib.auth import SESSION_KEY
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from officers.asking import asking, comes_with_officer, recognised
from officers.models import Officer
from tests.assessments.factories import Exam, log_in
from tests.officers.factories import make_officer

pytestmark = pytest.mark.django_db

#: Each page that recognises by what it reads, and how it is asked for.
PAGES = ("outline", "lesson", "start", "sitting", "form", "submitting", "submit", "review")


class Sitter:
    """An officer with an open attempt, and a second one that is handed in."""

    def __init__(self) -> None:
        self.exam = Exam(kinds=["single_choice"], wait_hours=0)
        self.client = Client()
        log_in(self.client, self.exam.officer)
        done = self.exam.start()
        self.client.post(f"/sit/{done.public_id}/submit/")
        self.open = self.exam.start()
        learn, sit = f"/learn/{self.exam.enrolment.uuid}/", f"/sit/{self.open.public_id}/"
        self.ways = {
            "outline": ("get", learn),
            "lesson": ("get", f"{learn}{self.exam.lesson.activity_uuid}/"),
            "start": ("post", f"{learn}{self.exam.item.activity_uuid}/start/"),
            "sitting": ("get", sit),
            "form": ("post", sit),
            "submitting": ("get", f"{sit}submit/"),
            "submit": ("post", f"{sit}submit/"),
            "review": ("get", f"/sit/{done.public_id}/review/"),
        }

    def ask(self, page: str, client: Client | None = None) -> Any:
        method, address = self.ways[page]
        return getattr(client or self.client, method)(address)

    def is_untouched(self) -> bool:
        self.open.refresh_from_db()
        return self.open.state == "open" and self.open.clients == 0


@pytest.mark.parametrize("way", [way for way in PAGES if way != "form"])  # it brings a page's answers
def test_each_page_asks_for_the_officer_in_the_same_statement(way: str) -> None:
    sitter = Sitter()
    with CaptureQueriesContext(connection) as asked:
        assert sitter.ask(way).status_code in {200, 302}
    alone = [one["sql"] for one in asked if 'FROM "officers_officer"' in one["sql"]]
    assert not alone


@pytest.mark.parametrize("way", PAGES)
def test_a_closed_account_with_a_session_is_led_to_the_log_in_and_nothing_is_done(way: str) -> None:
    sitter = Sitter()
    Officer.objects.filter(pk=sitter.exam.officer.pk).update(is_active=False, status=Officer.Status.DISMISSED)
    answer = sitter.ask(way)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/?next=")
    assert sitter.is_untouched()


@pytest.mark.parametrize("way", PAGES)
def test_a_session_of_an_earlier_password_is_over(way: str) -> None:
    sitter = Sitter()
    officer = sitter.exam.officer
    officer.set_password("otra clave bien larga")
    officer.save()
    answer = sitter.ask(way)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/?next=")
    assert SESSION_KEY not in sitter.client.session
    assert sitter.is_untouched()


@pytest.mark.parametrize("way", PAGES)
def test_somebody_elses_row_is_not_there(way: str) -> None:
    sitter, other = Sitter(), Client()
    log_in(other, make_officer())
    assert sitter.ask(way, other).status_code == 404
    assert sitter.is_untouched()


@pytest.mark.parametrize("way", PAGES)
def test_without_a_session_one_is_led_to_the_log_in(way: str) -> None:
    sitter = Sitter()
    answer = sitter.ask(way, Client())
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/?next=")
    assert sitter.is_untouched()


def _request(user: Any, key: int) -> HttpRequest:
    request = RequestFactory().get("/somewhere/")
    request.session = {SESSION_KEY: str(key)}  # type: ignore[assignment]  # as much of a session as is asked for
    request.user = user
    return request


def test_a_view_that_never_asks_answers_nobody_whom_django_does_not_know() -> None:
    @comes_with_officer
    def forgetful(request: HttpRequest) -> HttpResponse:
        return HttpResponse("secret")

    class Nobody:
        is_authenticated = False

    answer = forgetful(_request(Nobody(), make_officer().pk))
    assert answer.status_code == 302
    assert isinstance(answer, HttpResponse)
    assert b"secret" not in answer.content


def test_whoever_is_logged_in_is_not_taken_for_the_officer_of_the_row() -> None:
    one, other = make_officer(), make_officer()

    @comes_with_officer
    def mixed_up(request: HttpRequest) -> HttpResponse:
        return HttpResponse(recognised(asking(request), other).login)

    assert mixed_up(_request(one, other.pk)).status_code == 302
