"""The guards that ``UNGUARDED=1`` takes off: what is off shows when the fault strikes, and not before."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from assessments.models import Attempt, Response
from assessments.services.number_client import number_client
from assessments.services.save_response import Entry, save_response
from courses.kept import Kept
from faults import unguarded
from tests.assessments.factories import Exam
from tests.assessments.test_submit_attempt import key_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _put_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the test take off what it likes."""
    for module, name in (
        (unguarded.saving, "_POSTGRES"), (unguarded.saving, "_SQLITE"), (unguarded.submitting, "answers_of"),
        (unguarded.saving, "connection"), (unguarded.noting, "save_response"),
    ):  # fmt: skip
        monkeypatch.setattr(module, name, getattr(module, name))
    monkeypatch.setattr(unguarded.saving, "_READ_BEFORE", Kept(10))


def begun() -> Attempt:
    attempt = Exam().start()
    number_client(attempt)
    return attempt


def sent(attempt: Attempt, sequence: int) -> str:
    entry = Entry(1, sequence, 1, key_of(attempt, 1, "a"), "" if sequence == 1 else f"1.{sequence - 1}")
    return save_response(attempt=attempt.public_id, officer=attempt.officer_id, session_hash=None, entry=entry).standing


def stored() -> list[Any]:
    return list(Response.objects.order_by("order").values_list("sequence", "standing"))


@pytest.mark.parametrize("guard", unguarded._OFF)
def test_each_guard_of_the_server_can_be_taken_off(guard: str) -> None:
    unguarded.take_off(guard)


def test_without_the_key_only_what_comes_again_is_another_answer() -> None:
    attempt = begun()
    unguarded.take_off("key")
    sent(attempt, 1)
    sent(attempt, 2)
    assert stored() == [(1, "counted"), (2, "counted")]
    sent(attempt, 2)
    assert stored() == [(1, "counted"), (2, "counted"), (5002, "stale")]


def test_without_the_order_only_a_clock_that_ran_back_changes_what_counts() -> None:
    attempt = begun()
    for sequence in (1, 2):
        sent(attempt, sequence)
    unguarded.take_off("order")
    assert [answer.order for answer in unguarded.submitting.answers_of(attempt.pk)] == [1, 2]
    Response.objects.create(
        attempt=attempt, client=1, sequence=3, slot=1, value="x", base="1.2", standing="counted", order=3,
        at=timezone.now() - timedelta(hours=1),
    )  # fmt: skip
    assert [answer.order for answer in unguarded.submitting.answers_of(attempt.pk)] == [3, 1, 2]
