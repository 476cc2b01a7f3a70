"""The pen of a sitting: one device writes at a time, and nothing of the other one is lost."""

import html
import json
import re
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments.entry_rules import EntryGiven
from assessments.envelope import sealed
from assessments.models import AnswerFile, Attempt, CheckedAnswer, Delivery, Response, SittingEvent
from assessments.pens import MOST, Pens, device_name
from assessments.proctor_code import code_at
from assessments.queries.sitting_log import sitting_log
from assessments.services.start_attempt import start_attempt
from assessments.services.submit_attempt import submit_attempt
from tests.assessments.factories import Exam, log_in
from tests.assessments.test_annulment import director_of
from tests.assessments.test_practice import PRACTICE

pytestmark = pytest.mark.django_db

ATTEMPT = UUID("00000000-0000-4000-8000-000000000001")
AT = datetime(2026, 11, 29, 15, 42, tzinfo=UTC)


class Device:
    """One browser with its own session at the officer's sitting."""

    def __init__(self, exam: Exam) -> None:
        self.exam, self.client = exam, Client()
        log_in(self.client, exam.officer)
        self.attempt = exam.start()
        self.address = f"/sit/{self.attempt.public_id}/"
        self.number = self.sequence = 0

    def open(self) -> Any:
        answer = self.client.get(self.address)
        found = re.search(r'data-client="(\d+)"', answer.content.decode())
        self.number = int(found[1]) if found else self.number
        return answer

    def asked(self) -> str:
        """Open the sitting, which asks; return the words of the question."""
        answer = self.open()
        assert answer.status_code == 302
        assert answer["Location"] == f"{self.address}pen/"
        return html.unescape(self.client.get(answer["Location"]).content.decode())

    def take(self, **given: str) -> Any:
        return self.client.post(f"{self.address}pen/", given or {"x": "1"})

    def key(self, place: int, slot: int = 1) -> str:
        return str(self.attempt.draw["slots"][slot - 1]["options"][place][0])

    def save(self, place: int, base: str = "", slot: int = 1) -> Any:
        self.sequence += 1
        body = {
            "client": self.number or 1, "sequence": 1000 + self.sequence, "slot": slot, "value": self.key(place, slot),
            "base": base,
        }  # fmt: skip
        return self.client.post(f"{self.address}save/", json.dumps(body), content_type="application/json")


@pytest.fixture
def exam() -> Exam:
    return Exam(kinds=["single_choice", "single_choice"])


@pytest.fixture
def one(exam: Exam) -> Device:
    device = Device(exam)
    assert device.open().status_code == 200
    return device


@pytest.fixture
def other(exam: Exam, one: Device) -> Device:
    return Device(exam)


def test_the_second_device_is_asked_and_told_what_is_saved_and_sees_no_question(one: Device, other: Device) -> None:
    one.save(0)
    words = other.asked()
    assert "data-slot" not in words
    assert "1 de 2 preguntas" in words or "1 of 2 questions" in words
    attempt = Attempt.objects.get()
    assert (attempt.clients, len(attempt.pens or [])) == (1, 1)


@pytest.mark.parametrize("page", ["submit/", "pen/", ""])
def test_every_page_of_the_sitting_asks_it(one: Device, other: Device, page: str) -> None:
    answer = other.client.get(other.address + page, follow=True)
    assert answer.request["PATH_INFO"] == f"{other.address}pen/"


def test_another_tab_of_the_same_browser_is_not_asked(one: Device) -> None:
    assert one.open().status_code == 200
    assert one.number == 2
    assert one.client.get(f"{one.address}pen/").status_code == 302


def test_who_takes_the_pen_writes_and_the_first_is_told_at_its_next_save(one: Device, other: Device) -> None:
    assert "pen" not in one.save(0).json()
    other.take()
    assert other.open().status_code == 200
    assert "pen" not in other.save(1, base=f"{one.number}.1001").json()
    told = one.save(0, slot=2).json()
    since = Pens.of(Attempt.objects.get().pens).since
    assert since is not None
    assert (told["standing"], told["pen"]["since"][:16]) == ("counted", since.isoformat()[:16])


def test_what_waited_on_the_first_is_stored_and_only_what_is_stale_does_not_count(one: Device, other: Device) -> None:
    one.save(0)
    other.take()
    other.open()
    other.save(1, base=f"{one.number}.1001")
    stale, counted = one.save(2, base=f"{one.number}.1001").json(), one.save(1, slot=2).json()
    assert (stale["standing"], counted["standing"]) == ("stale", "counted")
    assert stale["newest"]["value"] == other.key(1)
    assert Response.objects.count() == 4
    assert "data-other" in other.open().content.decode()


def test_the_first_takes_it_back(one: Device, other: Device) -> None:
    other.take()
    assert one.asked()
    one.take()
    assert one.open().status_code == 200
    assert "pen" not in one.save(0).json()
    other.number = 1
    assert "pen" in other.save(1).json()


def test_a_device_that_never_had_the_pen_saves_nothing_and_is_told_to_keep_it(one: Device, other: Device) -> None:
    answer = other.save(0)
    assert (answer.status_code, answer.json()["error"]["code"]) == (423, "no_pen")
    assert not Response.objects.exists()


def test_after_the_end_the_pen_is_asked_for_nothing(one: Device, other: Device) -> None:
    submit_attempt(attempt=one.attempt.pk, by=one.exam.officer)
    answer = other.save(0)
    assert (answer.status_code, answer.json()["standing"]) == (200, "after_submit")
    assert other.client.get(f"{other.address}pen/", follow=True).request["PATH_INFO"] == f"{other.address}review/"


def test_only_who_has_the_pen_submits(one: Device, other: Device) -> None:
    other.take()
    assert one.client.post(f"{one.address}submit/").status_code == 409
    assert Attempt.objects.get().state == "open"
    other.client.post(f"{other.address}submit/")
    assert Attempt.objects.get().state == "submitted"


def test_a_save_is_two_statements_wherever_the_pen_is(one: Device, other: Device) -> None:
    one.save(0)
    other.take()
    one.save(1, base=f"{one.number}.1001")
    with CaptureQueriesContext(connection) as seen:
        one.save(0, slot=2)
    asked = [query["sql"].split()[0] for query in seen.captured_queries]
    assert [word for word in asked if word not in {"SAVEPOINT", "RELEASE"}] == ["SELECT", "INSERT"]


def test_the_log_notes_the_change_of_device(one: Device, other: Device) -> None:
    other.take()
    other.open()
    assert [event.kind for event in SittingEvent.objects.order_by("client")] == ["opened", "took_pen", "opened"]
    assert [load.took_pen for load in sitting_log(one.attempt).loads] == [False, True, False]


def lost() -> list[tuple[int, int]]:
    rows = SittingEvent.objects.filter(kind="lost_pen").order_by("at")
    return list(rows.values_list("client", "sequence"))


def test_a_device_that_lost_the_pen_leaves_one_event_each_time_that_it_writes_without(
    one: Device, other: Device
) -> None:
    one.save(0)
    other.take()
    assert not lost()
    for place in (1, 2):
        assert "pen" in one.save(place).json()
    assert lost() == [(1, 1002)]
    one.take()
    one.save(0, slot=2)
    assert len(lost()) == 1
    other.take()
    one.save(1, slot=2)
    assert lost() == [(1, 1002), (1, 1005)]


def test_the_log_shows_it_before_the_answer_that_was_sent_so(one: Device, other: Device) -> None:
    one.save(0)
    other.take()
    one.save(1)
    [load, _took] = sitting_log(one.attempt).loads
    assert [(each.kind, each.sequence) for each in load.happened] == [
        ("saved", 1001), ("lost_pen", 1002), ("saved", 1002)
    ]  # fmt: skip
    log_in(one.client, director_of(one.exam))
    page = one.client.get(f"/admin/sittings/{one.attempt.public_id}/").content.decode()
    assert str(SittingEvent.Kind.LOST_PEN.label) in html.unescape(page)


@pytest.mark.parametrize("route", ["", "deliver/"])
def test_a_form_and_an_envelope_of_a_device_that_lost_the_pen_leave_it_too(
    one: Device, other: Device, route: str
) -> None:
    other.take()
    for _ in range(2):
        if route:
            at = int(AT.timestamp() * 1000)
            given = {"client": 1, "sequence": 1001, "slot": 1, "value": one.key(0), "base": "", "at": at}
            sent = json.dumps(sealed(one.attempt.public_id, at, [given]))
            one.client.post(f"{one.address}deliver/", sent, content_type="application/json")
        else:
            one.client.post(one.address, {"client": "1", "base-1": "", "slot-1": one.key(0), "save": "1"})
    assert len(lost()) == 1


def test_an_answer_that_was_given_with_the_pen_and_comes_again_leaves_none(one: Device, other: Device) -> None:
    one.save(0)
    other.take()
    one.sequence = 0
    assert one.save(0).json()["standing"] == "counted"
    assert not lost()


def test_an_event_of_the_browser_cannot_take_its_place(one: Device, other: Device) -> None:
    one.save(0)
    other.take()
    sent = json.dumps({"client": 1, "events": [[1002, "left", 5]]})
    one.client.post(f"{one.address}events/", sent, content_type="application/json")
    one.save(1)
    assert [client for client, _sequence in lost()] == [0]


def test_after_submitting_it_leaves_none(one: Device, other: Device) -> None:
    other.take()
    submit_attempt(attempt=one.attempt.pk, by=one.exam.officer)
    assert one.save(0).json()["standing"] == "after_submit"
    assert not lost()


def test_coming_back_to_a_page_says_that_the_pen_is_elsewhere(one: Device, other: Device) -> None:
    sent = json.dumps({"client": 1, "events": [[1001, "returned", 5]]})

    def told() -> Any:
        return one.client.post(f"{one.address}events/", sent, content_type="application/json")

    assert "X-Pen" not in told().headers
    other.take()
    assert told().headers["X-Pen"].endswith("Z")


def with_code() -> tuple[Exam, Device, str]:
    """Return an exam that asks for the proctor's code, the device on which it was begun, and the code."""
    exam = Exam(kinds=["single_choice"], schema=2, entry={"code": True})
    code = code_at(exam.run.uuid, exam.item.activity_uuid, datetime.now(tz=UTC))
    start_attempt(
        enrolment=exam.enrolment.uuid, activity=exam.item.activity_uuid, by=exam.officer, given=EntryGiven(code=code)
    )
    one = Device(exam)
    assert one.open().status_code == 200
    return exam, one, code


def test_where_a_proctors_code_lets_in_it_is_asked_for_to_continue_elsewhere() -> None:
    exam, one, code = with_code()
    other = Device(exam)
    assert 'name="code"' in other.asked()
    refused = other.take(code="000000x")
    assert refused.status_code == 200
    assert 'value="000000x"' in refused.content.decode()
    assert other.open().status_code == 302
    other.take(code=code)
    assert other.open().status_code == 200
    assert 'name="code"' in one.asked()


def test_wrong_codes_to_continue_are_counted(settings: Any) -> None:
    settings.LOGIN_FAILURES_PER_ACCOUNT = "2/15m"
    exam, _one, code = with_code()
    other = Device(exam)
    for _ in range(2):
        other.take(code="1")
    other.take(code=code)
    assert other.open().status_code == 302


def test_without_javascript_a_form_of_a_strange_browser_waits_in_the_question(one: Device, other: Device) -> None:
    sent = {"client": str(one.number), "base-1": "", "slot-1": other.key(1), "save": "1"}
    page = other.client.post(other.address, sent).content.decode()
    assert f'name="slot-1" value="{other.key(1)}"' in page
    assert not Response.objects.exists()
    other.take(client=str(one.number), **{"base-1": "", "slot-1": other.key(1)})
    assert Response.objects.get().value == other.key(1)


def test_without_javascript_a_form_of_the_first_is_saved_and_then_asked(one: Device, other: Device) -> None:
    other.take()
    sent = {"client": str(one.number), "base-1": "", "slot-1": one.key(1), "save": "1"}
    answer = one.client.post(one.address, sent, follow=True)
    assert answer.request["PATH_INFO"] == f"{one.address}pen/"
    assert Response.objects.get().standing == "counted"


def test_nobody_takes_the_pen_of_another_officer(one: Device) -> None:
    stranger = Device(Exam(kinds=["single_choice"]))
    assert stranger.client.post(f"{one.address}pen/", {"x": "1"}).status_code == 404
    assert stranger.client.get(f"{one.address}pen/").status_code == 404


def test_the_device_that_took_the_pen_last_holds_it_and_the_oldest_are_forgotten() -> None:
    pens = Pens()
    for number in range(MOST + 5):
        pens = pens.taken_by(str(number), AT)
    pens = pens.taken_by("7", AT)
    assert len(pens.held) == MOST
    assert [pens.is_elsewhere("7"), pens.is_strange("8"), pens.is_strange("0")] == [False, False, True]
    assert Pens.of(json.loads(json.dumps(pens.to_json()))) == pens
    noted = pens.with_noted("8")
    assert Pens.of(json.loads(json.dumps(noted.to_json()))) == noted
    assert noted.taken_by("8", AT).noted == frozenset()


def test_a_browser_has_another_name_in_another_attempt() -> None:
    names = {device_name(attempt, "word") for attempt in (ATTEMPT, UUID(int=2))}
    assert len(names) == 2
    assert "word" not in "".join(names)


@pytest.mark.parametrize("practice", [False, True])
@pytest.mark.parametrize("route", ["save/", "", "check/", "upload/2/", "deliver/"])
def test_no_route_that_saves_writes_for_a_device_that_never_had_the_pen(route: str, practice: bool) -> None:
    """Only ``pen/`` itself does, once the officer has said that he goes on there."""
    exam = Exam(kinds=["single_choice", "file_answer"], **(PRACTICE if practice else {}))
    one = Device(exam)
    one.open()
    other = Device(exam)
    if route == "save/":
        other.save(0)
    elif route == "deliver/":
        at = int(AT.timestamp() * 1000)
        given = {"client": 1, "sequence": 1001, "slot": 1, "value": other.key(0), "base": "", "at": at}
        sent = json.dumps(sealed(other.attempt.public_id, at, [given]))
        other.client.post(f"{other.address}deliver/", sent, content_type="application/json")
    else:
        file = SimpleUploadedFile("ficha.pdf", b"%PDF-1.4\n%%EOF\n")
        other.client.post(
            other.address + route, {"client": "1", "slot": "1", "base-1": "", "slot-1": other.key(1), "file-2": file}
        )
    for kept in (Response, CheckedAnswer, AnswerFile, Delivery):
        assert not kept.objects.exists()


def test_checking_where_there_is_no_practice_saves_nothing(one: Device) -> None:
    sent = {"client": str(one.number), "slot": "1", "base-1": "", "slot-1": one.key(1)}
    assert one.client.post(f"{one.address}check/", sent).status_code == 404
    assert not Response.objects.exists()
