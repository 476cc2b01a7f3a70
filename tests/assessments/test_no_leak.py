"""Before a review allows it, nothing that a browser receives says what is right."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from assessments.models import Attempt
from assessments.services.number_client import number_client
from assessments.services.submit_attempt import submit_attempt
from courses.models import RunActivity
from tests.assessments.factories import Exam, log_in

pytestmark = pytest.mark.django_db

#: What the sources of ``question_sources`` say to nobody before review.
KEY = re.compile(r"MARK-|(?<!\d)0[.,]0123|(?<!\d)0[.,]17(?!\d)|Comisaría PNP")  # a second of a time is no key


def answers(exam: Exam, attempt: Attempt, client: Client) -> Iterator[Any]:
    """Everything that a candidate's browser gets from start to submitting."""
    sit = f"/sit/{attempt.public_id}/"
    yield client.get(f"/learn/{exam.enrolment.uuid}/{exam.item.activity_uuid}/")
    yield client.post(f"/learn/{exam.enrolment.uuid}/{exam.item.activity_uuid}/start/")
    yield client.get(sit)
    number = number_client(attempt)
    for slot in attempt.draw["slots"]:
        for sequence, (key, _) in enumerate(slot["options"] or [("17", "")], start=1):
            value = [key] if slot["kind"] == "multiple_choice" else key
            body = {"client": number, "sequence": 10 * slot["number"] + sequence, "slot": slot["number"],
                    "value": value, "base": ""}  # fmt: skip
            yield client.post(f"{sit}save/", json.dumps(body), content_type="application/json")
    yield client.get(sit)
    yield client.get(f"{sit}submit/")
    yield client.get(f"{sit}review/")


def test_no_key_feedback_or_tolerance_leaves_the_server_before_submitting(client: Client) -> None:
    exam = Exam()
    attempt = exam.start()
    log_in(client, exam.officer)
    for answer in answers(exam, attempt, client):
        text = answer.content.decode()
        assert answer.status_code in {200, 302}, text[:200]
        assert not KEY.search(text)
        assert not [header for header in answer.headers.values() if KEY.search(header)]


def test_no_stable_id_of_question_version_or_option_leaves_the_server(client: Client) -> None:
    exam = Exam()
    attempt = exam.start()
    log_in(client, exam.officer)
    page = client.get(f"/sit/{attempt.public_id}/").content.decode()
    for version in exam.versions:
        assert str(version.uuid) not in page
        assert str(version.question.uuid) not in page
        assert version.sha256 not in page
    values = re.findall(r'name="slot-\d+" value="([^"]*)"', page)
    assert values
    assert not {"a", "b", "c", "d", "e", "true", "false"} & set(values)


def test_the_seed_and_the_draw_stay_on_the_server(client: Client) -> None:
    exam = Exam()
    attempt = exam.start()
    log_in(client, exam.officer)
    page = client.get(f"/sit/{attempt.public_id}/").content
    assert bytes(attempt.seed).hex().encode() not in page
    assert attempt.payload_sha256.encode() not in page


def test_option_keys_of_two_attempts_have_nothing_in_common() -> None:
    exam = Exam()
    first = exam.start()
    submit_attempt(attempt=first.pk, by=exam.officer)
    second = exam.start()
    keys = [{key for slot in one.draw["slots"] for key, _ in slot["options"]} for one in (first, second)]
    assert not keys[0] & keys[1]


def test_the_review_of_an_exam_shows_the_mark_and_no_answer_while_others_may_still_sit_it(client: Client) -> None:
    exam = Exam()
    attempt = exam.start()
    submit_attempt(attempt=attempt.pk, by=exam.officer)
    log_in(client, exam.officer)
    text = client.get(f"/sit/{attempt.public_id}/review/").content.decode()
    assert "0.00" in text
    assert not KEY.search(text)
    for version in exam.versions:
        assert version.content["prompt"][:12] not in text


def test_the_review_shows_answers_and_feedback_once_the_window_has_closed_for_everybody(client: Client) -> None:
    exam = Exam()
    attempt = exam.start()
    submit_attempt(attempt=attempt.pk, by=exam.officer)
    RunActivity.objects.create(run=exam.run, activity_uuid=exam.item.activity_uuid, closes=timezone.now())
    log_in(client, exam.officer)
    text = client.get(f"/sit/{attempt.public_id}/review/").content.decode()
    for word in ("MARK-a", "MARK-explanation", "MARK-reference", "MARK-accepted", "0.17 %"):
        assert word in text


def test_the_review_of_a_quiz_shows_everything_at_once(client: Client) -> None:
    exam = Exam(counts=False, review="at_once")
    attempt = exam.start()
    submit_attempt(attempt=attempt.pk, by=exam.officer)
    log_in(client, exam.officer)
    assert "MARK-explanation" in client.get(f"/sit/{attempt.public_id}/review/").content.decode()
