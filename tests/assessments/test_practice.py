"""Practice: each answer can be checked and tried again, and the mark follows from the stored rows."""

import json
from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.models import Attempt, AttemptMark, CheckedAnswer, Response
from assessments.practice import best_try
from assessments.rules import ExamRules
from assessments.services.number_client import number_client
from assessments.services.submit_attempt import submit_attempt
from assessments.stages import Stage
from courses.marks import from_text
from tests.assessments.factories import Exam, exam_payload, log_in
from tests.assessments.records import assert_made_of_its_records
from tests.assessments.test_annulment import annul
from tests.assessments.test_further_answers import accept

pytestmark = pytest.mark.django_db

PRACTICE: dict[str, Any] = {"counts": False, "behaviour": "practice", "try_penalty": 25, "review": "at_once"}


class Practised:
    """A practice of one choice question, in a browser with JavaScript."""

    def __init__(self, client: Client, **rules: Any) -> None:
        self.exam = Exam(kinds=["single_choice"], **{**PRACTICE, **rules})
        self.attempt = self.exam.start()
        self.client = client
        log_in(client, self.exam.officer)
        self.address = f"/sit/{self.attempt.public_id}/"
        self.tab, self.sequence = number_client(self.attempt), 1000

    def key(self, stable: str) -> str:
        options: list[list[str]] = self.attempt.draw["slots"][0]["options"]
        return next(key for key, option in options if option == stable)

    def answer(self, stable: str) -> None:
        base = f"{self.tab}.{self.sequence}" if self.sequence > 1000 else ""
        self.sequence += 1
        body = {"client": self.tab, "sequence": self.sequence, "slot": 1, "value": self.key(stable), "base": base}
        answer = self.client.post(f"{self.address}save/", json.dumps(body), content_type="application/json")
        assert answer.json()["standing"] == "counted"

    def check(self, slot: int = 1) -> Any:
        return self.client.post(f"{self.address}check/", {"slot": slot, "part": "1"})

    def line(self) -> dict[str, Any]:
        submit_attempt(attempt=self.attempt.pk, by=self.exam.officer)
        line: dict[str, Any] = AttemptMark.objects.get().slots[0]
        return line


def test_the_first_page_asks_for_no_checked_answers(client: Client) -> None:
    exam = Exam(kinds=["single_choice"], **PRACTICE)
    attempt = exam.start()
    log_in(client, exam.officer)
    asked = []
    for _load in range(2):
        with CaptureQueriesContext(connection) as held:
            page = client.get(f"/sit/{attempt.public_id}/").content.decode()
        assert "data-check-answer" in page
        asked.append(sum("assessments_checkedanswer" in query["sql"] for query in held))
    assert asked == [0, 1]


@pytest.mark.parametrize(
    ("fractions", "penalty", "best"),
    [
        (["1"], "1/4", (0, "1")),
        (["0", "1"], "1/4", (1, "3/4")),
        (["1/2", "3/4"], "1/4", (0, "1/2")),
        (["1", "0"], "1/4", (0, "1")),
        (["0", "0", "0", "0", "0", "1"], "1/4", (0, "0")),
        (["0", "1"], "0", (1, "1")),
    ],
)
def test_the_best_try_counts_with_what_further_tries_take_off(fractions: Any, penalty: str, best: Any) -> None:
    found = best_try([Fraction(one) for one in fractions], Fraction(penalty))
    assert found == (best[0], Fraction(best[1]))


def test_a_check_says_how_the_answer_is_and_keeps_it(client: Client) -> None:
    practised = Practised(client)
    practised.answer("b")
    answer = practised.check()
    text = answer.content.decode()
    assert answer["X-Checked"] == "1"
    assert CheckedAnswer.objects.get().fraction == "0/1"
    assert "MARK-b" in text
    assert "MARK-a" not in text
    assert "MARK-explanation" not in text
    practised.answer("a")
    assert "MARK-explanation" in practised.check().content.decode()


def test_a_further_try_takes_off_what_is_said_and_the_mark_follows_from_the_rows(client: Client) -> None:
    practised = Practised(client)
    for stable in "ba":
        practised.answer(stable)
        practised.check()
    line = practised.line()
    assert line["fraction"] == "3/4"
    assert "further_try" in line["reasons"]
    rows = CheckedAnswer.objects.order_by("number")
    rules = ExamRules.from_payload(practised.exam.item.payload)
    best, earned = best_try([from_text(row.fraction) for row in rows], rules.try_penalty)
    assert (rows[best].response, earned) == (line["response"], from_text(line["fraction"]))
    assert_made_of_its_records()


@pytest.mark.parametrize("stable", ["ab", "ba"])
def test_a_practice_is_made_of_its_rows_also_when_by_a_decision_its_tries_earn_the_same(
    client: Client, stable: str
) -> None:
    practised = Practised(client, try_penalty=0)
    for key in stable:
        practised.answer(key)
        practised.check()
    practised.line()
    accept(practised.exam, "single_choice", {"option": "b"})
    assert_made_of_its_records()
    annul(practised.exam)
    assert_made_of_its_records()
    assert str(Attempt.objects.get().mark) == "20.00"


@pytest.mark.parametrize("stable", ["ab", "ba"])
def test_an_annulled_question_of_a_practice_counts_as_right_whatever_was_tried(client: Client, stable: str) -> None:
    practised = Practised(client)
    for key in stable:
        practised.answer(key)
        practised.check()
    practised.line()
    annul(practised.exam)
    assert str(Attempt.objects.get().mark) == "20.00"
    assert_made_of_its_records()


def test_the_last_answer_is_a_try_though_it_was_not_checked(client: Client) -> None:
    practised = Practised(client)
    practised.answer("b")
    practised.check()
    practised.answer("a")
    assert practised.line()["fraction"] == "3/4"


def test_checking_one_answer_twice_is_one_try(client: Client) -> None:
    practised = Practised(client)
    practised.answer("b")
    practised.check()
    practised.check()
    assert CheckedAnswer.objects.count() == 1


def test_nothing_is_checked_where_nothing_is_answered(client: Client) -> None:
    practised = Practised(client)
    assert practised.check().status_code == 200
    assert not CheckedAnswer.objects.exists()


@pytest.mark.parametrize("rules", [{"counts": True}, {"behaviour": "exam"}])
def test_an_exam_that_counts_or_is_no_practice_checks_nothing(client: Client, rules: dict[str, Any]) -> None:
    practised = Practised(client, **rules)
    practised.answer("b")
    assert practised.check().status_code == 404
    assert "data-check-answer" not in client.get(practised.address).content.decode()
    assert not CheckedAnswer.objects.exists()


def test_nothing_is_checked_after_submitting(client: Client) -> None:
    practised = Practised(client)
    practised.answer("b")
    practised.line()
    practised.check()
    assert not CheckedAnswer.objects.exists()


@pytest.mark.parametrize("ended", ["attempt", "section"])
def test_what_was_over_stays_over_when_the_clock_runs_back(client: Client, ended: str) -> None:
    """While the clock was an hour ahead an answer came late; then somebody set it right."""
    practised = Practised(client)
    practised.answer("a")
    now = timezone.now()
    ends = now + timedelta(minutes=30)
    stages = [Stage(now, ends).to_json()]
    Attempt.objects.update(**({"ends_at": ends} if ended == "attempt" else {"stages": stages}))
    Response.objects.create(
        attempt=practised.attempt, client=1, sequence=900, slot=1, value="x", base="", standing="late", order=9,
        at=ends + timedelta(minutes=30),
    )  # fmt: skip
    practised.check()
    assert not CheckedAnswer.objects.exists()


def test_a_question_that_is_not_there_is_not_found_after_the_end_either(client: Client) -> None:
    practised = Practised(client)
    address = f"{practised.address}check/"
    for _when in ("under way", "submitted"):
        assert [client.post(address, {"slot": slot}).status_code for slot in (2, 99)] == [404, 404]
        practised.line()
    assert client.post(address, {"slot": 1}).status_code == 302


def test_without_javascript_the_button_saves_the_page_and_shows_what_is_said(client: Client) -> None:
    practised = Practised(client)
    sent = {"client": practised.tab, "base-1": "", "slot-1": practised.key("b"), "slot": "1"}
    answer = client.post(f"{practised.address}check/", sent, follow=True)
    assert CheckedAnswer.objects.get().fraction == "0/1"
    assert "MARK-b" in answer.content.decode()


def test_another_officer_checks_nothing(client: Client) -> None:
    practised = Practised(client)
    practised.answer("b")
    log_in(client, Exam(kinds=["single_choice"]).officer)
    assert practised.check().status_code == 404


def test_a_payload_that_says_nothing_of_it_is_marked_when_submitted() -> None:
    rules = ExamRules.from_payload(exam_payload([], counts=False))
    assert not rules.is_practice
