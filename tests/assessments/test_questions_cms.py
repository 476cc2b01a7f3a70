"""Questions in the CMS: the list and each question through both doors."""

from typing import Any

import pytest
from django.test import Client

from assessments.models import QuestionVersion
from audit.models import Reading
from courses.models import Course
from officers.models import Officer
from tests.assessments.factories import log_in, make_bank, make_question
from tests.courses.factories import make_course
from tests.officers.factories import grant, make_area, make_officer

pytestmark = pytest.mark.django_db


class Two:
    """An open course of one area and a reserved one of another, each with a question; their authors."""

    def __init__(self) -> None:
        self.area, self.other = make_area(), make_area("intelligence", "Inteligencia")
        self.open = self.question(make_course(area=self.area), "¿Abierta?")
        self.reserved_course = make_course(area=self.other, classification="reserved")
        self.reserved = self.question(self.reserved_course, "¿Zarzamora?")

    def question(self, course: Course, prompt: str) -> QuestionVersion:
        return make_question(make_bank(course, name=f"Banco {prompt}"), prompt=prompt)

    def person(self, role: str, **scope: Any) -> Officer:
        officer = make_officer()
        grant(officer, role, **scope)
        return officer


@pytest.fixture
def two() -> Two:
    return Two()


def address(version: QuestionVersion) -> str:
    return f"/admin/questions/{version.question.uuid}/"


def test_an_author_sees_the_questions_of_her_area_with_their_key(two: Two, client: Client) -> None:
    log_in(client, two.person("author", area=two.area))
    text = client.get("/admin/questions/").content.decode()
    assert "¿Abierta?" in text
    assert "MARK-explanation" in client.get(address(two.open)).content.decode()


def test_the_author_of_another_area_meets_no_word_of_a_reserved_bank(two: Two, client: Client) -> None:
    log_in(client, two.person("author", area=two.area))
    bank = two.reserved.question.bank
    for page in ("/admin/questions/", f"/admin/questions/?bank={bank.uuid}"):
        assert "Zarzamora" not in client.get(page).content.decode()
    assert client.get(address(two.reserved)).status_code == 404
    assert client.get(f"{address(two.reserved)}preview/").status_code == 404


def test_whoever_has_the_area_of_a_reserved_bank_sees_it_and_the_reading_is_noted(two: Two, client: Client) -> None:
    author = two.person("author", area=two.other)
    log_in(client, author)
    assert "Zarzamora" in client.get(address(two.reserved)).content.decode()
    assert Reading.objects.get().reader_login == author.login


def test_a_grant_for_everywhere_opens_no_reserved_bank(two: Two, client: Client) -> None:
    log_in(client, two.person("auditor"))
    assert client.get(address(two.open)).status_code == 200
    assert client.get(address(two.reserved)).status_code == 404


@pytest.mark.parametrize("role", ["hr_verifier", "administrator"])
def test_who_does_not_read_content_for_work_finds_no_questions(two: Two, client: Client, role: str) -> None:
    log_in(client, two.person(role))
    assert client.get("/admin/questions/").status_code == 404
    assert client.get(address(two.open)).status_code == 404


def test_the_list_shows_newest_versions_only_and_costs_the_same_with_many(
    two: Two, client: Client, django_assert_max_num_queries: Any
) -> None:
    log_in(client, two.person("author", area=two.area))
    client.get("/admin/questions/")
    for _ in range(60):
        make_question(two.open.question.bank)
    with django_assert_max_num_queries(30):
        text = client.get("/admin/questions/?page=2").content.decode()
    assert "¿Qué es SARA?" in text


@pytest.mark.parametrize("query", ["?bank=nada", "?bank=", "?page=x", "?page=99999", "?page=-1"])
def test_an_address_that_makes_no_sense_shows_the_list(two: Two, client: Client, query: str) -> None:
    log_in(client, two.person("author", area=two.area))
    assert client.get(f"/admin/questions/{query}").status_code == 200


def test_the_preview_shows_no_key(two: Two, client: Client) -> None:
    log_in(client, two.person("author", area=two.area))
    text = client.get(f"{address(two.open)}preview/").content.decode()
    assert "¿Abierta?" in text
    assert "MARK-" not in text
