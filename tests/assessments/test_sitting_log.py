"""The log of a sitting: what happened in the order of the officer's page, for those who decide about marks alone."""

import json
from typing import Any

import pytest
from django.test import Client

from assessments.models import Attempt, Response, SittingEvent
from assessments.queries.sitting_log import SittingLog, sitting_log
from assessments.services import note_event
from assessments.services.save_response import Entry, save_response
from assessments.services.submit_attempt import submit_attempt
from tests.assessments.factories import Exam, log_in
from tests.assessments.test_annulment import director_of
from tests.assessments.test_submit_attempt import key_of
from tests.courses.factories import make_enrolment
from tests.officers.factories import grant, make_area, make_officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def exam() -> Exam:
    return Exam(kinds=["single_choice", "single_choice"])


def save(exam: Exam, attempt: Attempt, client: int, sequence: int, slot: int, option: str, base: str = "") -> None:
    entry = Entry(client=client, sequence=sequence, slot=slot, value=key_of(attempt, slot, option), base=base)
    save_response(attempt=attempt.public_id, officer=exam.officer.pk, session_hash=None, entry=entry)


def tell(client: Client, attempt: Attempt, load: int, *events: tuple[int, str, int]) -> int:
    sent = {"client": load, "events": events}
    address = f"/sit/{attempt.public_id}/events/"
    return client.post(address, json.dumps(sent), content_type="application/json").status_code


def log_of(attempt: Attempt) -> SittingLog:
    return sitting_log(Attempt.objects.get(pk=attempt.pk))


def test_events_and_answers_stand_in_the_order_of_the_page_not_of_their_arrival(exam: Exam, client: Client) -> None:
    attempt = exam.start()
    log_in(client, exam.officer)
    client.get(f"/sit/{attempt.public_id}/")
    save(exam, attempt, 1, 1004, 2, "b")
    assert tell(client, attempt, 1, (1002, "left", 60), (1003, "returned", 100)) == 204
    save(exam, attempt, 1, 1001, 1, "a")
    (load,) = log_of(attempt).loads
    assert [(each.kind, each.sequence) for each in load.happened] == [
        ("saved", 1001), ("left", 1002), ("returned", 1003), ("saved", 1004)
    ]  # fmt: skip
    assert [each.away for each in load.happened] == [None, None, 40, None]
    assert [each.late for each in load.happened] == [True, True, True, False]
    assert load.opened_at is not None


def test_another_browser_and_another_address_are_told_without_being_kept(exam: Exam, client: Client) -> None:
    attempt = exam.start()
    log_in(client, exam.officer)
    address = f"/sit/{attempt.public_id}/"
    client.get(address, headers={"user-agent": "Firefox/115"}, REMOTE_ADDR="203.0.113.7")
    client.get(address, headers={"user-agent": "Firefox/115"}, REMOTE_ADDR="203.0.113.7")
    client.get(address, headers={"user-agent": "Chrome/109"}, REMOTE_ADDR="203.0.113.7")
    client.get(address, headers={"user-agent": "Chrome/109"}, REMOTE_ADDR="198.51.100.9")
    found = [(load.other_device, load.other_place) for load in log_of(attempt).loads]
    assert found == [(False, False), (False, False), (True, False), (False, True)]
    kept = str(list(SittingEvent.objects.values()))
    assert not [word for word in ("203.0.113", "198.51.100", "Firefox", "Chrome") if word in kept]


def test_the_page_that_asks_at_its_end_whether_the_review_is_there_opens_nothing(exam: Exam, client: Client) -> None:
    attempt = exam.start()
    log_in(client, exam.officer)
    client.get(f"/sit/{attempt.public_id}/")
    sent_back = client.head(f"/sit/{attempt.public_id}/review/")["Location"]
    assert sent_back == f"/sit/{attempt.public_id}/"
    assert client.head(sent_back).status_code == 200
    attempt.refresh_from_db()
    assert (attempt.clients, SittingEvent.objects.count()) == (1, 1)


def test_the_same_address_leaves_another_trace_in_another_attempt(exam: Exam) -> None:
    other = Exam(kinds=["single_choice"])
    for each in (exam, other):
        note_event.open_page(each.start(), device="Firefox", address="203.0.113.7")
    assert len(set(SittingEvent.objects.values_list("place", flat=True))) == 2


def test_what_comes_twice_is_kept_once_and_nothing_after_submitting(exam: Exam, client: Client) -> None:
    attempt = exam.start()
    log_in(client, exam.officer)
    client.get(f"/sit/{attempt.public_id}/")
    for _ in range(2):
        assert tell(client, attempt, 1, (1001, "left", 5)) == 204
    assert SittingEvent.objects.filter(kind="left").count() == 1
    submit_attempt(attempt=attempt.pk, by=exam.officer)
    assert tell(client, attempt, 1, (1002, "returned", 9)) == 204
    assert SittingEvent.objects.count() == 2


@pytest.mark.parametrize(
    "body",
    [
        "{", "[]", "null", '{"client": 1}', '{"client": 1, "events": [[1001, "opened", 5]]}',
        '{"client": 1, "events": [[1001, "cheated", 5]]}', '{"client": 1, "events": [[-1, "left", 5]]}',
        '{"client": true, "events": [[1001, "left", 5]]}', '{"client": 1, "events": [[1001, ["left"], 5]]}',
        '{"client": 1, "events": [[1001, "left", 9999999999]]}', '{"client": 1, "events": "left"}',
        '{"client": 1, "events": [[1001, "left"]]}', '{"client": 1, "events": [' + " " * 9000 + "]}",
    ],
)  # fmt: skip
def test_what_no_page_of_ours_sends_is_not_kept(exam: Exam, client: Client, body: str) -> None:
    attempt = exam.start()
    log_in(client, exam.officer)
    client.get(f"/sit/{attempt.public_id}/")
    answer = client.post(f"/sit/{attempt.public_id}/events/", body, content_type="application/json")
    assert answer.status_code == 400
    assert SittingEvent.objects.count() == 1


def test_a_load_that_was_never_numbered_and_a_flood_are_not_kept(
    exam: Exam, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt = exam.start()
    log_in(client, exam.officer)
    client.get(f"/sit/{attempt.public_id}/")
    tell(client, attempt, 2, (1001, "left", 5))
    monkeypatch.setattr(note_event, "MOST", 1)
    tell(client, attempt, 1, (1001, "left", 5))
    assert SittingEvent.objects.count() == 1


def test_of_a_page_that_is_loaded_without_end_each_load_has_its_number_and_only_so_many_a_row(
    exam: Exam, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempt = exam.start()
    log_in(client, exam.officer)
    monkeypatch.setattr(note_event, "MOST", 2)
    for _ in range(4):
        assert client.get(f"/sit/{attempt.public_id}/").status_code == 200
    assert Attempt.objects.get(pk=attempt.pk).clients == 4
    assert list(SittingEvent.objects.order_by("client").values_list("client", flat=True)) == [1, 2]
    save(exam, attempt, 4, 1001, 1, "a")
    assert (Response.objects.get().client, Response.objects.get().standing) == (4, "counted")
    assert [load.opened_at is None for load in log_of(attempt).loads] == [False, False, True]


def test_nobody_tells_anything_about_another_officers_sitting(exam: Exam, client: Client) -> None:
    attempt = exam.start()
    log_in(client, make_enrolment(run=exam.run).officer)
    assert tell(client, attempt, 1, (1001, "left", 5)) == 404


def test_every_answer_has_its_history_and_the_one_that_was_marked(exam: Exam) -> None:
    attempt = exam.start()
    load = note_event.open_page(attempt, device="", address="")
    save(exam, attempt, load, 1001, 1, "b")
    save(exam, attempt, load, 1002, 1, "a", base="1.1001")
    save(exam, attempt, load, 1003, 1, "c")
    submit_attempt(attempt=attempt.pk, by=exam.officer)
    first, second = log_of(attempt).questions
    assert [(each.answer, each.marked) for each in first.answers] == [
        ("Un lugar", False), ("Un método", True), ("Una persona", False)
    ]  # fmt: skip
    assert second.answers == ()


def test_a_sitting_of_before_there_was_a_log_has_its_answers(exam: Exam) -> None:
    attempt = exam.start()
    Attempt.objects.filter(pk=attempt.pk).update(clients=1)
    save(exam, attempt, 1, 1001, 1, "a")
    (load,) = log_of(attempt).loads
    assert (load.opened_at, len(load.happened)) == (None, 1)


def test_a_director_of_the_course_reads_it_and_nobody_else(exam: Exam, client: Client) -> None:
    attempt = exam.start()
    load = note_event.open_page(attempt, device="", address="")
    save(exam, attempt, load, 1001, 1, "b")
    address = f"/admin/sittings/{attempt.public_id}/"
    elsewhere, author, instructor = make_officer(), make_officer(), make_officer()
    grant(elsewhere, "training_director", area=make_area("intelligence", "Inteligencia"))
    grant(author, "author", area=exam.course.area)
    grant(instructor, "instructor", area=exam.course.area)
    for officer in (exam.officer, elsewhere, author, instructor):
        log_in(client, officer)
        assert client.get(address).status_code == 404
        assert exam.officer.login not in client.get("/admin/sittings/").content.decode()
    log_in(client, director_of(exam))
    page = client.get(address).content.decode()
    assert "Un lugar" in page
    for asked, count in ((exam.officer.login, 1), (exam.run.code.lower(), 1), ("99999999", 0)):
        assert len(client.get("/admin/sittings/", {"q": asked}).context["page"].object_list) == count


def test_the_log_asks_few_statements_however_long_it_is(exam: Exam, django_assert_max_num_queries: Any) -> None:
    attempt = exam.start()
    load = note_event.open_page(attempt, device="", address="")
    for number in range(20):
        save(exam, attempt, load, 1001 + number, 1, "b")
    held = Attempt.objects.get(pk=attempt.pk)
    assert Response.objects.count() == 20
    with django_assert_max_num_queries(6):
        sitting_log(held)


def test_what_is_told_from_another_browser_or_address_is_marked(exam: Exam, client: Client) -> None:
    attempt = exam.start()
    log_in(client, exam.officer)
    here: dict[str, Any] = {"headers": {"user-agent": "Firefox/115"}, "REMOTE_ADDR": "203.0.113.7"}
    there: dict[str, Any] = {"headers": {"user-agent": "Chrome/109"}, "REMOTE_ADDR": "198.51.100.9"}
    client.get(f"/sit/{attempt.public_id}/", **here)
    for sequence, place in ((1001, here), (1002, there)):
        sent = json.dumps({"client": 1, "events": [(sequence, "left", 5)]})
        client.post(f"/sit/{attempt.public_id}/events/", sent, content_type="application/json", **place)
    (load,) = log_of(attempt).loads
    assert [(each.other_device, each.other_place) for each in load.happened] == [(False, False), (True, True)]


def test_a_session_that_was_carried_to_another_computer_leaves_a_trace_once(exam: Exam, client: Client) -> None:
    attempt = exam.start()
    log_in(client, exam.officer)
    client.cookies["browser"] = "word"
    client.get(f"/sit/{attempt.public_id}/", headers={"user-agent": "Firefox/115"}, REMOTE_ADDR="203.0.113.7")
    carried = Client()
    carried.cookies["sessionid"] = client.cookies["sessionid"].value
    for sequence in (1001, 1002):
        body = {"client": 1, "sequence": sequence, "slot": 1, "value": key_of(attempt, 1, "a"), "base": ""}
        answer = carried.post(
            f"/sit/{attempt.public_id}/save/", json.dumps(body), content_type="application/json",
            headers={"user-agent": "Firefox/115"}, REMOTE_ADDR="198.51.100.9",
        )  # fmt: skip
        assert answer.status_code == 423
    (stranger,) = log_of(attempt).strangers
    assert (stranger.device_known, stranger.place_known) == (True, False)
    assert not Response.objects.exists()
    log_in(client, director_of(exam))
    assert client.get(f"/admin/sittings/{attempt.public_id}/").content.decode().count("help-warning") == 1
