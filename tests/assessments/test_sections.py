"""Sections of an exam: own time, no way back, what must be answered; enforced by the server's clock."""

import html
import json
import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from assessments.models import Attempt, AttemptMark, Response
from assessments.services.begin_section import OutOfOrder, Unanswered, begin_section
from assessments.services.give_override import Given, give_override
from assessments.services.give_run_override import give_run_override
from assessments.services.number_client import number_client
from assessments.services.submit_attempt import submit_attempt
from assessments.stages import stages_of
from tests.assessments.factories import Exam, log_in, make_bank, make_question, named
from tests.officers.factories import grant, make_officer

pytestmark = pytest.mark.django_db


class Sat:
    """A sitting of an exam whose sections have one question each, with rules as given."""

    def __init__(self, client: Client, *rules: dict[str, Any], **of_exam: Any) -> None:
        kinds = ["single_choice", "numeric", "short_answer"][: len(rules)]
        self.exam = Exam(kinds=kinds, parts=rules, **of_exam)
        self.attempt = self.exam.start()
        self.client = client
        log_in(client, self.exam.officer)
        self.address = f"/sit/{self.attempt.public_id}/"
        self.tab = number_client(self.attempt)
        self.sequence = 1000

    def begin(self, section: int) -> Any:
        return self.client.post(f"{self.address}next/", {"section": section}, follow=True)

    def save(self, slot: int, value: str = "17") -> Any:
        self.sequence += 1
        value = self.attempt.draw["slots"][0]["options"][0][0] if slot == 1 else value
        body = {"client": self.tab, "sequence": self.sequence, "slot": slot, "value": value, "base": ""}
        return self.client.post(f"{self.address}save/", json.dumps(body), content_type="application/json")

    def page(self, path: str = "") -> str:
        return html.unescape(self.client.get(f"{self.address}{path}", follow=True).content.decode())

    def stages(self) -> Sequence[Any]:
        self.attempt.refresh_from_db()
        return stages_of(self.attempt.stages) or ()

    def move_end(self, section: int, **by: int) -> None:
        """Move the end of a section, as if time had passed."""
        self.attempt.refresh_from_db()
        stages: Any = self.attempt.stages
        stages[section - 1]["ends"] = (timezone.now() + timedelta(**by)).isoformat()
        self.attempt.save(update_fields=["stages"])


def test_an_exam_without_such_rules_is_sat_at_once_as_before(client: Client) -> None:
    sat = Sat(client, {}, {"instructions": "Lea *bien*."})
    assert sat.attempt.stages is None
    page = sat.page()
    assert 'id="q-1"' in page
    assert 'id="q-2"' in page
    assert "Lea <em>bien</em>." in page


def test_no_question_of_a_section_is_shown_or_answered_before_it_is_begun(client: Client) -> None:
    sat = Sat(client, {"minutes": 10}, {})
    assert "data-slot" not in sat.page()
    assert sat.save(1).status_code == 400
    sat.begin(1)
    assert 'id="q-1"' in sat.page()
    assert 'id="q-2"' not in sat.page()
    assert 'id="q-2"' not in sat.page("?section=2")
    assert sat.save(2).status_code == 400
    assert sat.save(1).json()["standing"] == "counted"


def test_the_time_of_a_section_runs_from_its_beginning_and_ends_with_the_sitting_at_the_latest(client: Client) -> None:
    sat = Sat(client, {"minutes": 10}, {"minutes": 100})
    sat.begin(1)
    first = sat.stages()[0]
    assert first.ends - first.begun == timedelta(minutes=10)
    sat.begin(2)
    assert sat.stages()[1].ends == sat.attempt.ends_at


def test_beginning_a_section_again_moves_no_end(client: Client) -> None:
    sat = Sat(client, {"minutes": 10}, {})
    sat.begin(1)
    before = sat.stages()
    sat.begin(1)
    assert sat.stages() == before


def test_after_a_sections_end_answers_are_kept_and_the_sitting_goes_on(client: Client) -> None:
    sat = Sat(client, {"minutes": 10}, {})
    sat.begin(1)
    sat.save(1)
    sat.move_end(1, seconds=-1)
    reply = sat.save(1).json()
    assert (reply["standing"], reply["kept"]) == ("late", True)
    page = sat.page()
    assert "data-slot" not in page
    assert "/next/" in page
    sat.begin(2)
    assert sat.save(2).json()["standing"] == "counted"
    marked = submit_attempt(attempt=sat.attempt.pk, by=sat.exam.officer)
    assert marked is not None
    assert [line["response"] for line in AttemptMark.objects.get().slots] == ["1.1001", "1.1003"]


def test_a_section_that_was_over_stays_over_when_the_clock_runs_back(client: Client) -> None:
    sat = Sat(client, {"minutes": 10}, {"minutes": 10}, {})
    sat.begin(1)
    Response.objects.create(
        attempt=sat.attempt, client=1, sequence=900, slot=1, value="x", base="", standing="late", order=1,
        at=timezone.now() + timedelta(minutes=11),
    )  # fmt: skip
    assert sat.save(1).json()["standing"] == "late"


def test_a_section_without_a_way_back_is_closed_once_the_next_begins(client: Client) -> None:
    sat = Sat(client, {"forward_only": True}, {}, {})
    sat.begin(1)
    assert "no hay regreso" in sat.page()
    sat.begin(2)
    assert sat.save(1).json()["standing"] == "late"
    assert 'id="q-1"' not in sat.page("?section=1")
    sat.begin(3)
    assert sat.save(2).json()["standing"] == "counted"
    assert 'id="q-2"' in sat.page("?section=2")


def test_no_section_is_passed_over(client: Client) -> None:
    sat = Sat(client, {"minutes": 10}, {}, {})
    sat.begin(1)
    with pytest.raises(OutOfOrder):
        begin_section(attempt=sat.attempt.public_id, section=3, by=sat.exam.officer)
    assert len(sat.stages()) == 1


@pytest.mark.parametrize("sent", [{}, {"section": ""}, {"section": "-1"}, {"section": "x"}, {"section": "999"}])
def test_a_field_left_out_or_made_up_begins_nothing(client: Client, sent: dict[str, str]) -> None:
    sat = Sat(client, {"minutes": 10}, {})
    sat.client.post(f"{sat.address}next/", sent)
    assert not sat.stages()


def test_whoever_goes_on_has_answered_what_must_be_and_is_told_what_is_missing(client: Client) -> None:
    sat = Sat(client, {"must_answer": True, "forward_only": True}, {})
    sat.begin(1)
    refused = sat.begin(2)
    assert "1." in html.unescape(refused.content.decode())
    assert len(sat.stages()) == 1
    with pytest.raises(Unanswered) as missing:
        begin_section(attempt=sat.attempt.public_id, section=2, by=sat.exam.officer)
    assert missing.value.numbers == (1,)
    sat.save(1)
    sat.begin(2)
    assert len(sat.stages()) == 2


def test_what_must_be_answered_is_not_asked_for_once_its_time_is_over(client: Client) -> None:
    sat = Sat(client, {"must_answer": True, "minutes": 5}, {})
    sat.begin(1)
    sat.move_end(1, seconds=-1)
    sat.begin(2)
    assert len(sat.stages()) == 2
    submit_attempt(attempt=sat.attempt.pk, by=sat.exam.officer)
    sat.attempt.refresh_from_db()
    assert sat.attempt.state == Attempt.State.SUBMITTED


def test_submitting_without_what_must_be_answered_is_refused_and_leaves_the_sitting_open(client: Client) -> None:
    sat = Sat(client, {"must_answer": True}, {})
    answer = client.post(f"{sat.address}submit/", {"csrfmiddlewaretoken": "x"})
    assert answer.status_code == 200
    assert "1." in answer.content.decode()
    sat.attempt.refresh_from_db()
    assert sat.attempt.state == Attempt.State.OPEN
    assert not AttemptMark.objects.exists()
    client.post(f"{sat.address}submit/", {})
    sat.attempt.refresh_from_db()
    assert sat.attempt.state == Attempt.State.OPEN


def test_the_end_of_the_time_submits_whatever_must_be_answered(client: Client) -> None:
    sat = Sat(client, {"must_answer": True}, {})
    Attempt.objects.filter(pk=sat.attempt.pk).update(ends_at=timezone.now() - timedelta(seconds=1))
    submit_attempt(attempt=sat.attempt.pk, by=None)
    sat.attempt.refresh_from_db()
    assert sat.attempt.state == Attempt.State.SUBMITTED


def test_the_form_without_javascript_saves_then_leads_to_the_next_section(client: Client) -> None:
    sat = Sat(client, {"forward_only": True}, {})
    sat.begin(1)
    key = sat.attempt.draw["slots"][0]["options"][0][0]
    sent = {"client": number_client(sat.attempt), "base-1": "", "slot-1": key, "check": "1"}
    answer = client.post(f"{sat.address}?section=1", sent)
    assert answer["Location"] == f"{sat.address}next/"
    assert Response.objects.get().standing == "counted"
    assert len(sat.stages()) == 1


def test_more_minutes_lengthen_a_section_that_is_open_and_none_that_is_over(client: Client) -> None:
    sat = Sat(client, {"minutes": 5}, {"minutes": 5}, minutes=None)
    sat.begin(1)
    sat.move_end(1, seconds=-1)
    sat.begin(2)
    over, ends = (stage.ends for stage in sat.stages())
    director = make_officer()
    grant(director, "training_director", area=sat.exam.course.area)
    give_override(
        run=sat.exam.run, exam=sat.exam.item, enrolments=[sat.exam.enrolment.pk], given=Given(minutes=10),
        why="Adaptación", by=director, seen=0,
    )  # fmt: skip
    assert [stage.ends for stage in sat.stages()] == [over, ends + timedelta(minutes=10)]


def test_a_section_is_told_with_the_minutes_that_it_then_lasts(client: Client) -> None:
    sat = Sat(client, {"minutes": 10}, {"minutes": 5}, minutes=None)
    director = make_officer()
    grant(director, "training_director", area=sat.exam.course.area)
    give_run_override(run=sat.exam.run, exam=sat.exam.item, attempts=0, minutes=15, why="Corte", by=director, seen=0)
    start = client.get(f"/learn/{sat.exam.enrolment.uuid}/{sat.exam.item.activity_uuid}/", follow=True)
    told = html.unescape(start.content.decode())
    assert "25 minutos propios" in told
    assert "20 minutos propios" in told
    assert "25 minutos propios" in sat.page("next/")
    sat.begin(1)
    assert "20 minutos propios" in sat.page("next/")
    sat.begin(2)
    assert [stage.ends - stage.begun for stage in sat.stages()] == [timedelta(minutes=25), timedelta(minutes=20)]


def test_nobody_begins_a_section_of_another(client: Client) -> None:
    sat = Sat(client, {"minutes": 10}, {})
    log_in(client, Exam(kinds=["single_choice"]).officer)
    assert client.post(f"{sat.address}next/", {"section": 1}).status_code == 404
    assert client.get(f"{sat.address}next/").status_code == 404
    assert not sat.stages()


def test_pages_break_where_the_author_says(client: Client) -> None:
    sat = Sat(client, {"per_page": 1}, {"per_page": 1}, {})
    page = sat.page()
    assert re.findall(r'data-slot="(\d)" data-page="(\d)"', page) == [("1", "1"), ("2", "2"), ("3", "3")]


@pytest.mark.parametrize(
    ("rules", "pages"),
    [
        ({}, "1 2 2 2 3"),
        ({"per_page": 2}, "1 2 2 3 4"),
    ],
)
def test_a_page_ends_after_the_question_that_the_author_names(
    client: Client, rules: dict[str, Any], pages: str
) -> None:
    bank = make_bank()
    first, *others, last = [named(make_question(bank)) for _ in range(5)]
    cut = {"title": "Cortada", "questions": [first, *others], "draws": [], "breaks_after": [first["question"]], **rules}
    exam = Exam(kinds=[], sections=[cut, {"title": "Otra", "questions": [last], "draws": []}])
    attempt = exam.start()
    log_in(client, exam.officer)
    page = client.get(f"/sit/{attempt.public_id}/").content.decode()
    assert re.findall(r'data-page="(\d)"', page) == pages.split()
