"""The table of a review, on its page: what it leaves out does not leave the server."""

import html
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from assessments.models import Attempt
from assessments.services.number_client import number_client
from assessments.services.save_response import Entry, save_response
from assessments.services.submit_attempt import submit_attempt
from courses.models import RunActivity
from tests.assessments.factories import Exam, log_in

pytestmark = pytest.mark.django_db


def reviewed(client: Client, *things: str, close: bool = False, **rules: Any) -> tuple[Exam, str]:
    """Return the review of a wrong answer where the table shows these things at every moment."""
    table = {moment: list(things) for moment in ("after", "open", "closed", "results")}
    exam = Exam(kinds=["single_choice"], **{"counts": False, "review": table, **rules})
    attempt = exam.start()
    key = next(key for key, stable in attempt.draw["slots"][0]["options"] if stable == "b")
    entry = Entry(number_client(attempt), 1001, 1, key, "")
    save_response(attempt=attempt.public_id, officer=exam.officer.pk, session_hash=None, entry=entry)
    submit_attempt(attempt=attempt.pk, by=exam.officer)
    if close:
        RunActivity.objects.create(run=exam.run, activity_uuid=exam.item.activity_uuid, closes=timezone.now())
    log_in(client, exam.officer)
    return exam, html.unescape(client.get(f"/sit/{attempt.public_id}/review/").content.decode())


def test_nothing_but_the_mark_where_the_table_is_empty(client: Client) -> None:
    exam, page = reviewed(client)
    assert "0.00" in page
    assert "made-of" not in page
    assert "MARK" not in page
    assert exam.versions[0].content["prompt"][:12] not in page


def test_the_answer_alone_says_nothing_of_what_is_right(client: Client) -> None:
    _exam, page = reviewed(client, "response")
    assert "Un lugar" in page
    assert "método" not in page
    assert "MARK" not in page
    assert 'class="right"' not in page
    assert 'class="wrong"' not in page


def test_feedback_is_that_of_what_was_chosen(client: Client) -> None:
    _exam, page = reviewed(client, "response", "feedback")
    assert "MARK-b" in page
    assert "MARK-a" not in page
    assert "MARK-explanation" not in page


def test_the_explanation_has_a_column_of_its_own(client: Client) -> None:
    _exam, page = reviewed(client, "response", "overall")
    assert "MARK-explanation" in page
    assert "MARK-b" not in page


def test_the_key_without_feedback_shows_what_is_right_and_no_feedback(client: Client) -> None:
    _exam, page = reviewed(client, "response", "key")
    assert 'class="right"' in page
    assert "MARK-" not in page


def test_of_an_exam_that_counts_the_key_waits_whatever_the_table_says(client: Client) -> None:
    everything = ("response", "right", "marks", "feedback", "overall", "key")
    _exam, page = reviewed(client, *everything, counts=True)
    assert "MARK" not in page
    assert "método" not in page
    _exam, page = reviewed(client, *everything, counts=True, close=True)
    assert "MARK-explanation" in page


def test_results_are_published_when_the_run_says(client: Client) -> None:
    exam = Exam(kinds=["single_choice"], review="after_results")
    attempt = exam.start()
    submit_attempt(attempt=attempt.pk, by=exam.officer)
    now = timezone.now()
    dates = RunActivity.objects.create(
        run=exam.run, activity_uuid=exam.item.activity_uuid, closes=now, results=now + timedelta(days=1)
    )
    log_in(client, exam.officer)
    address = f"/sit/{attempt.public_id}/review/"
    assert "MARK" not in client.get(address).content.decode()
    RunActivity.objects.filter(pk=dates.pk).update(results=now)
    assert "MARK-explanation" in client.get(address).content.decode()


def test_a_date_of_ones_own_keeps_the_key_closed_for_all(client: Client) -> None:
    exam = Exam(kinds=["single_choice"])
    attempt = exam.start()
    submit_attempt(attempt=attempt.pk, by=exam.officer)
    assert Attempt.objects.get().mark is not None
    now = timezone.now()
    RunActivity.objects.create(run=exam.run, activity_uuid=exam.item.activity_uuid, closes=now)
    exam.enrolment.overrides.create(
        activity_uuid=exam.item.activity_uuid, number=1, until=now + timedelta(hours=2), why="x", by=exam.officer
    )
    log_in(client, exam.officer)
    assert "MARK" not in client.get(f"/sit/{attempt.public_id}/review/").content.decode()
