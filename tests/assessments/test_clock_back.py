"""A clock that ran ahead and was set back: what was told to be over stays over, and nothing is over that had begun."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from assessments.models import Attempt, Response
from assessments.services.number_client import number_client
from assessments.services.save_response import Entry, save_response
from assessments.services.submit_attempt import submit_attempt
from tests.assessments.factories import Exam
from tests.assessments.test_overrides import give
from tests.assessments.test_sections import Sat

pytestmark = pytest.mark.django_db


def while_ahead(attempt: Attempt, *, minutes: int, slot: int = 1, standing: str = "late") -> None:
    """Store what came while the clock was so many minutes ahead."""
    Response.objects.create(
        attempt=attempt, client=1, sequence=900, slot=slot, value="x", base="", standing=standing, order=1,
        at=timezone.now() + timedelta(minutes=minutes),
    )  # fmt: skip


def saved(attempt: Attempt, sequence: int) -> str:
    entry = Entry(1, sequence, 2, f"{sequence}", "")
    return save_response(attempt=attempt.public_id, officer=attempt.officer_id, session_hash=None, entry=entry).standing


def test_starting_goes_on_with_no_attempt_that_was_over() -> None:
    exam = Exam(minutes=40)
    attempt = exam.start()
    while_ahead(attempt, minutes=50)
    again = exam.start()
    attempt.refresh_from_db()
    assert (again.number, attempt.state, attempt.submitted_by) == (2, "submitted", "deadline")


def test_no_page_shows_a_section_that_was_over(client: Client) -> None:
    sat = Sat(client, {"minutes": 10}, {"minutes": 10})
    sat.begin(1)
    while_ahead(sat.attempt, minutes=11)
    assert 'id="q-1"' not in sat.page()
    assert 'id="q-1"' not in sat.page("?section=1")


def test_a_section_that_was_over_is_not_owed(client: Client) -> None:
    sat = Sat(client, {"minutes": 10, "must_answer": True}, {})
    sat.begin(1)
    while_ahead(sat.attempt, minutes=11)
    sat.begin(2)
    assert len(sat.stages()) == 2
    assert "Antes de entregar debe responder" not in sat.page("submit/")
    submit_attempt(attempt=sat.attempt.pk, by=sat.exam.officer)
    assert Attempt.objects.get().submitted_by == "officer"


def test_a_section_that_is_begun_then_has_its_minutes(client: Client) -> None:
    sat = Sat(client, {}, {"minutes": 10})
    sat.begin(1)
    while_ahead(sat.attempt, minutes=30, standing="counted")
    sat.begin(2)
    assert sat.save(2).json()["standing"] == "counted"
    assert 'id="q-2"' in sat.page()


def test_more_minutes_open_no_section_that_was_over(client: Client) -> None:
    sat = Sat(client, {"minutes": 10}, {"minutes": 10}, minutes=120)
    sat.begin(1)
    while_ahead(sat.attempt, minutes=11)
    give(sat.exam, minutes=30)
    assert sat.save(1).json()["standing"] == "late"


def test_more_minutes_that_end_before_the_newest_answer_open_and_lose_nothing() -> None:
    """40 minutes, and an answer that came late after 100. 30 more are still over; with 90 more it goes on."""
    exam = Exam(kinds=["single_choice", "numeric"], minutes=40)
    attempt = exam.start()
    number_client(attempt)
    assert saved(attempt, 1) == "counted"
    while_ahead(attempt, minutes=100)
    give(exam, minutes=30)
    assert saved(attempt, 2) == "late"
    assert submit_attempt(attempt=attempt.pk, by=None) is not None
    attempt.refresh_from_db()
    assert (attempt.state, Response.objects.filter(standing="counted").count()) == ("submitted", 1)


def test_more_minutes_that_end_after_the_newest_answer_open() -> None:
    exam = Exam(kinds=["single_choice", "numeric"], minutes=40)
    attempt = exam.start()
    number_client(attempt)
    while_ahead(attempt, minutes=100)
    assert saved(attempt, 1) == "late"
    give(exam, minutes=90)
    assert saved(attempt, 2) == "counted"


def test_no_override_ends_a_sitting_before_an_answer_that_counted() -> None:
    """120 minutes, and an answer that counted after 100: nothing that is given moves the end to an earlier moment."""
    exam = Exam(kinds=["single_choice", "numeric"], minutes=120)
    attempt = exam.start()
    number_client(attempt)
    while_ahead(attempt, minutes=100, standing="counted")
    give(exam, until=timezone.now() + timedelta(minutes=10))
    assert saved(attempt, 2) == "counted"
