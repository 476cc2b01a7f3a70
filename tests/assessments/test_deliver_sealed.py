"""Sealed answers that arrive: stored as if they came one by one, submitted where the end has not passed."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from assessments.envelope import MAX_ANSWERS, sealed
from assessments.models import Attempt, AttemptMark, Delivery, Response
from assessments.services import deliver_sealed
from assessments.services.close_overdue import close_overdue
from tests.assessments.factories import Exam, log_in
from tests.assessments.test_annulment import director_of
from tests.assessments.test_board_acts import reopen
from tests.assessments.test_pen import Device

pytestmark = pytest.mark.django_db

NOON = int(datetime(2026, 11, 29, 17, 0, tzinfo=UTC).timestamp() * 1000)


@pytest.fixture
def exam() -> Exam:
    return Exam(kinds=["single_choice", "single_choice", "numeric"])


@pytest.fixture
def one(exam: Exam) -> Device:
    device = Device(exam)
    device.open()
    return device


def answer(one: Device, sequence: int, slot: int, value: Any, base: str = "") -> dict[str, Any]:
    return {
        "client": 1, "sequence": 1000 + sequence, "slot": slot, "value": value, "base": base, "at": NOON + sequence
    }  # fmt: skip


def envelope(one: Device, *answers: dict[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(json.dumps(sealed(one.attempt.public_id, NOON + 5000, list(answers))))
    return made


def deliver(device: Device, sent: Any) -> Any:
    data = sent if isinstance(sent, str | bytes) else json.dumps(sent)
    return device.client.post(f"{device.address}deliver/", data, content_type="application/json")


def right(one: Device, slot: int) -> str:
    return str(next(key for key, stable in one.attempt.draw["slots"][slot - 1]["options"] if stable == "a"))


def end(**by: int) -> None:
    Attempt.objects.update(ends_at=timezone.now() + timedelta(**by))


def test_what_was_sealed_counts_and_is_submitted(one: Device) -> None:
    sent = envelope(one, answer(one, 1, 1, right(one, 1)), answer(one, 2, 2, right(one, 2)))
    reply = deliver(one, sent).json()
    assert (reply["attempt"], reply["seal"]) == (str(one.attempt.public_id), sent["sha256"])
    assert (reply["counted"], reply["kept"], reply["whole"], reply["submitted"]) == (2, 0, True, True)
    attempt = Attempt.objects.get()
    assert (attempt.state, attempt.submitted_by) == ("submitted", "officer")
    assert [line["response"] for line in AttemptMark.objects.get().slots] == ["1.1001", "1.1002", ""]
    held = Delivery.objects.get()
    assert (held.broken_at, held.became) == (None, {"1.1001": "counted", "1.1002": "counted"})
    assert json.loads(held.body) == sent


def test_what_comes_twice_is_one_delivery_with_the_same_reply(one: Device) -> None:
    sent = envelope(one, answer(one, 1, 1, right(one, 1)))
    first = deliver(one, sent).content
    assert deliver(one, sent).content == first
    assert (Delivery.objects.count(), Response.objects.count(), AttemptMark.objects.count()) == (1, 1, 1)


def test_an_answer_that_had_arrived_already_is_not_stored_again(one: Device) -> None:
    one.save(0)
    reply = deliver(one, envelope(one, answer(one, 1, 1, one.key(0)))).json()
    assert (reply["counted"], Response.objects.count()) == (1, 1)


def test_an_answer_after_a_refused_one_counts(one: Device) -> None:
    sent = envelope(
        one,
        answer(one, 1, 3, "7" * 5000),
        answer(one, 2, 3, "8" * 5000, base="1.1001"),
        answer(one, 3, 3, "42", base="1.1002"),
    )
    assert deliver(one, sent).json()["counted"] == 1
    assert list(Delivery.objects.get().became.values()) == ["bad_answer", "bad_answer", "counted"]


def test_an_empty_envelope_submits(one: Device) -> None:
    assert deliver(one, envelope(one)).json()["submitted"] is True


@pytest.mark.parametrize("swept", [False, True])
def test_what_arrives_after_the_end_is_kept_with_its_times_and_does_not_count(one: Device, swept: bool) -> None:
    sent = envelope(one, answer(one, 1, 1, right(one, 1)))
    end(minutes=-1)
    if swept:
        close_overdue()
    reply = deliver(one, sent).json()
    assert (reply["counted"], reply["kept"], reply["submitted"]) == (0, 1, True)
    row = Response.objects.get()
    assert row.standing == ("after_submit" if swept else "late")
    assert row.claimed_at == datetime.fromtimestamp((NOON + 1) / 1000, tz=UTC)
    attempt = Attempt.objects.get()
    assert (attempt.submitted_by, str(attempt.mark)) == ("deadline", "0.00")


def test_a_single_save_after_the_end_keeps_the_time_that_the_device_claims(one: Device) -> None:
    end(minutes=-1)
    body = answer(one, 1, 1, one.key(0))
    reply = one.client.post(f"{one.address}save/", json.dumps(body), content_type="application/json").json()
    assert reply["kept"] is True
    assert Response.objects.get().claimed_at == datetime.fromtimestamp((NOON + 1) / 1000, tz=UTC)


def test_of_what_counts_no_time_of_the_device_is_kept(one: Device) -> None:
    body = answer(one, 1, 1, one.key(0))
    one.client.post(f"{one.address}save/", json.dumps(body), content_type="application/json")
    assert Response.objects.get().claimed_at is None


@pytest.mark.parametrize("at", [2**53 - 1, -(2**53 - 1)])
def test_a_clock_gone_wild_loses_no_answer(one: Device, at: int) -> None:
    end(minutes=-1)
    body = {**answer(one, 1, 1, one.key(0)), "at": at}
    assert one.client.post(f"{one.address}save/", json.dumps(body), content_type="application/json").status_code == 200
    assert Response.objects.get().claimed_at is None


def test_a_chain_that_does_not_hold_is_stored_said_and_not_submitted(one: Device) -> None:
    sent = envelope(one, answer(one, 1, 1, right(one, 1)), answer(one, 2, 2, right(one, 2)))
    sent["answers"][1]["at"] += 1
    reply = deliver(one, sent).json()
    assert (reply["counted"], reply["whole"], reply["submitted"]) == (2, False, False)
    assert reply["why_not"]
    assert Delivery.objects.get().broken_at == 2
    assert Attempt.objects.get().state == "open"


def test_a_stale_answer_alone_does_not_count(one: Device) -> None:
    one.save(0)
    sent = envelope(one, answer(one, 7, 1, one.key(1)), answer(one, 8, 2, one.key(0, slot=2)))
    reply = deliver(one, sent).json()
    assert (reply["counted"], reply["stale"], reply["submitted"]) == (1, 1, True)


def test_an_answer_that_is_none_holds_up_no_other(one: Device) -> None:
    sent = envelope(one, answer(one, 1, 1, "zzzz"), answer(one, 2, 2, right(one, 2)), answer(one, 3, 99, "x"))
    reply = deliver(one, sent).json()
    assert (reply["counted"], reply["refused"], reply["submitted"]) == (1, 2, True)


def test_a_device_that_lost_the_pen_delivers_and_does_not_submit(one: Device, exam: Exam) -> None:
    other = Device(exam)
    other.take()
    reply = deliver(one, envelope(one, answer(one, 1, 1, right(one, 1)))).json()
    assert (reply["counted"], reply["submitted"]) == (1, False)
    assert reply["pen"]["since"]
    assert Attempt.objects.get().state == "open"


def test_a_device_that_never_had_the_pen_delivers_nothing(one: Device, exam: Exam) -> None:
    assert deliver(Device(exam), envelope(one)).status_code == 423
    assert not Delivery.objects.exists()


def test_what_must_be_answered_is_asked_for_and_nothing_is_lost() -> None:
    exam = Exam(kinds=["single_choice", "single_choice"], parts=[{"must_answer": True}, {}])
    one = Device(exam)
    one.open()
    reply = deliver(one, envelope(one, answer(one, 1, 2, right(one, 2)))).json()
    assert (reply["counted"], reply["submitted"]) == (1, False)
    assert "1" in reply["why_not"]


def test_nobody_delivers_into_another_officers_attempt(one: Device) -> None:
    stranger = Device(Exam(kinds=["single_choice"]))
    stranger.address = one.address
    assert deliver(stranger, envelope(one)).status_code == 404
    assert deliver(stranger, "no envelope").status_code == 404


def test_an_envelope_from_before_does_not_end_a_sitting_that_was_opened_again(one: Device, exam: Exam) -> None:
    before = envelope(one, answer(one, 1, 1, right(one, 1)))
    deliver(one, before)
    reopen(exam, Attempt.objects.get())
    later = envelope(one, answer(one, 2, 2, right(one, 2)))
    for sent in (before, later):
        reply = deliver(one, sent).json()
        assert (reply["counted"], reply["submitted"]) == (1, False)
        assert reply["why_not"]
    assert Attempt.objects.get().state == "open"


def test_no_more_envelopes_are_kept_than_a_browser_makes(one: Device, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deliver_sealed, "MOST_DELIVERIES", 1)
    first = envelope(one, answer(one, 1, 1, "zzzz"))
    assert deliver(one, first).status_code == 200
    refused = deliver(one, envelope(one, answer(one, 2, 2, right(one, 2))))
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "too_many")
    assert deliver(one, first).status_code == 200
    assert (Delivery.objects.count(), Response.objects.count()) == (1, 0)


def test_the_board_reads_what_a_device_claims_whose_clock_says_the_first_year(one: Device, exam: Exam) -> None:
    end(minutes=-1)
    first_year = -62135596800000
    given = {**answer(one, 1, 1, right(one, 1)), "at": first_year}
    assert deliver(one, json.loads(json.dumps(sealed(one.attempt.public_id, first_year, [given])))).status_code == 200
    board = Client()
    log_in(board, director_of(exam))
    assert board.get(f"/admin/sittings/{one.attempt.public_id}/late/").status_code == 200
    assert (Response.objects.get().claimed_at, Delivery.objects.get().sealed_at) == (None, None)


def broken(**changes: Any) -> Any:
    return lambda sent: {**sent, **changes}


def broken_answer(**changes: Any) -> Any:
    return lambda sent: {**sent, "answers": [{**sent["answers"][0], **changes}]}


def nested(depth: int) -> Any:
    value: Any = []
    for _ in range(depth):
        value = [value]
    return value


def test_a_backslash_and_four_noughts_in_a_text_are_no_nul() -> None:
    one = Device(Exam(kinds=["essay"]))
    one.open()
    sent = envelope(one, answer(one, 1, 1, r"\u0000"))
    assert deliver(one, sent).json()["counted"] == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda _: "", lambda _: "[", lambda _: "[" * 5000, lambda _: "null", lambda _: b"\xff\xfe",
        lambda sent: json.dumps(sent).encode("utf-16"), lambda sent: json.dumps(sent).encode("utf-8-sig"),
        lambda _: '{"sealed_at": NaN}', lambda _: "1" * 1_100_000,
        broken(form="aula-segura/envelope/2"), broken(form=None), broken(extra=1), broken(sealed_at="x"),
        broken(sealed_at=True), broken(sealed_at=10**400), broken(sha256="0" * 63), broken(sha256="G" * 64),
        broken(answers={}), broken(answers=[1]), broken(answers=[{}]),
        lambda sent: {**sent, "answers": sent["answers"] * 2},
        lambda sent: {**sent, "answers": [
            {**sent["answers"][0], "sequence": 1 + n} for n in range(MAX_ANSWERS + 1)
        ]},
        broken_answer(client=0), broken_answer(client=True), broken_answer(sequence="1"), broken_answer(base="1"),
        broken_answer(at=None), broken_answer(at=2**53), broken_answer(sha256=None), broken_answer(value="\ud800"),
        broken_answer(extra=1), broken_answer(value="a\0b"), broken_answer(value={"\0": 1}),
        broken_answer(value={"\u00e9": 1, "e\u0301": 2}), broken_answer(value=nested(600)),
    ],
)  # fmt: skip
def test_what_no_page_of_ours_seals_is_refused_with_a_sentence(one: Device, change: Any) -> None:
    reply = deliver(one, change(envelope(one, answer(one, 1, 1, one.key(0)))))
    assert (reply.status_code, reply.json()["error"]["code"]) == (400, "bad_answer")
    assert not Response.objects.exists()
    assert Attempt.objects.get().state == "open"
