"""The chain over sealed answers: what was changed, left out, put in or moved shows, and where."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from assessments.envelope import Envelope, Sealed, broken_at, claimed, sealed

ATTEMPT = UUID("6f7f0000-0000-4000-8000-000000000001")
NOON = 1_764_430_000_000


def answers(count: int = 3) -> list[dict[str, Any]]:
    return [
        {"client": 1, "sequence": 1001 + n, "slot": n + 1, "value": f"ñandú {n}", "base": "", "at": NOON + 1000 * n}
        for n in range(count)
    ]


def read(sent: dict[str, Any]) -> Envelope:
    return Envelope(sent["sealed_at"], tuple(Sealed(**answer) for answer in sent["answers"]), sent["sha256"])


def changed(change: Callable[[dict[str, Any]], Any]) -> int | None:
    sent: dict[str, Any] = json.loads(json.dumps(sealed(ATTEMPT, NOON + 9000, answers())))
    change(sent)
    return broken_at(ATTEMPT, read(sent))


def test_the_documented_example() -> None:
    """The hashes that ``docs/exams.md`` prints."""
    one = {"client": 1, "sequence": 1001, "slot": 1, "value": "bcdf", "base": "", "at": NOON}
    made = sealed(ATTEMPT, NOON + 5000, [one])
    assert made["answers"][0]["sha256"] == "8acbbe2c965102aa17fc7435c3a634b348b49807516baf94b996a98134990b5b"
    assert made["sha256"] == "b956e3472641e66e15d5fc1893bd0bda83a8d65449fd0c18833739ea3a7e2a5c"


@pytest.mark.parametrize("count", [0, 1, 3])
def test_a_chain_that_nobody_touched_holds(count: int) -> None:
    assert broken_at(ATTEMPT, read(sealed(ATTEMPT, NOON, answers(count)))) is None


@pytest.mark.parametrize("value", [None, "e\u0301", ["a:b", "c:d"], '\u2028\u202e\u007f"\\\n', "😀", ""])
def test_whatever_an_answer_says_has_a_link(value: object) -> None:
    one = {**answers(1)[0], "value": value}
    assert broken_at(ATTEMPT, read(json.loads(json.dumps(sealed(ATTEMPT, NOON, [one]))))) is None


@pytest.mark.parametrize(
    ("change", "link"),
    [
        (lambda sent: sent["answers"][1].update(value="otra"), 2),
        (lambda sent: sent["answers"][0].update(at=NOON - 1), 1),
        (lambda sent: sent["answers"][2].update(base="1.1"), 3),
        (lambda sent: sent["answers"][2].update(sequence=1), 3),
        (lambda sent: sent["answers"][1].update(slot=9), 2),
        (lambda sent: sent["answers"][0].update(client=2), 1),
        (lambda sent: sent["answers"].pop(0), 1),
        (lambda sent: sent["answers"].pop(1), 2),
        (lambda sent: sent["answers"].pop(), 3),
        (lambda sent: sent["answers"].reverse(), 1),
        (lambda sent: sent["answers"].insert(1, {**sent["answers"][1], "sequence": 5}), 2),
        (lambda sent: sent["answers"][1].update(sha256="0" * 64), 2),
        (lambda sent: sent.update(sealed_at=NOON), 4),
        (lambda sent: sent.update(sha256="0" * 64), 4),
    ],
)
def test_what_was_changed_since_shows_and_where(change: Callable[[dict[str, Any]], Any], link: int) -> None:
    assert changed(change) == link


def test_an_answer_with_a_new_hash_of_its_own_breaks_what_follows() -> None:
    def change(sent: dict[str, Any]) -> None:
        rows = answers()
        rows[1]["value"] = "otra"
        sent["answers"][1] = sealed(ATTEMPT, NOON, rows)["answers"][1]

    assert changed(change) == 3


def test_an_envelope_of_another_attempt_does_not_hold() -> None:
    assert broken_at(UUID(int=7), read(sealed(ATTEMPT, NOON, answers()))) == 1


@pytest.mark.parametrize("at", [None, 2**53 - 1, -(2**53 - 1), 10**18, -62135596800000, 946684799999])
def test_a_clock_that_says_what_no_calendar_has_claims_nothing(at: int | None) -> None:
    assert claimed(at) is None
