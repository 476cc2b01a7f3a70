"""Saves of a sitting that the process has read before, with real connections: one statement, the same guards."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.models import Attempt, AttemptMark, Response
from assessments.services.number_client import number_client
from assessments.services.save_response import Entry, Saved, save_response
from assessments.services.submit_attempt import submit_attempt
from tests.assessments.factories import Exam
from tests.races.test_sitting import one_after_the_other

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


class Known:
    """A sitting with two loads of its page, whose row this process has read: slot 1 is answered by the first, once."""

    def __init__(self) -> None:
        self.exam = Exam(kinds=["single_choice", "single_choice"])
        self.attempt: Attempt = self.exam.start()
        self.tabs = [number_client(self.attempt), number_client(self.attempt)]
        assert self.save(self.tabs[0], 1, 0)().standing == "counted"
        with CaptureQueriesContext(connection) as seen:
            self.save(self.tabs[0], 2, 1, f"{self.tabs[0]}.1")()
        assert len(seen) == 1, "the rows are not known"
        self.base = f"{self.tabs[0]}.2"

    def save(self, client: int, sequence: int, place: int, base: str = "", slot: int = 1) -> Callable[[], Saved]:
        value = self.attempt.draw["slots"][slot - 1]["options"][place][0]
        entry = Entry(client=client, sequence=sequence, slot=slot, value=value, base=base)
        whose: dict[str, Any] = {"attempt": self.attempt.public_id, "officer": self.exam.officer.pk}
        return lambda: save_response(**whose, session_hash=None, entry=entry)


@pytest.fixture
def known() -> Known:
    return Known()


def test_of_two_known_saves_that_knew_the_same_answer_one_counts(known: Known) -> None:
    """Seen to fail without ``FOR NO KEY UPDATE`` in the function: both counted, at one place of the order."""
    came = one_after_the_other(*[known.save(tab, 7, place, known.base) for place, tab in enumerate(known.tabs)])
    assert [result.standing for result in came] == ["counted", "stale"], came
    assert came[1].newest.key == f"{known.tabs[0]}.7"
    assert list(Response.objects.order_by("order").values_list("order", flat=True)) == [1, 2, 3, 4]


def test_a_known_save_that_meets_a_submit_is_kept_apart(known: Known) -> None:
    """Seen to fail without the versions of the rows in the function: the answer counted and was in no mark."""
    came = one_after_the_other(
        lambda: submit_attempt(attempt=known.attempt.pk, by=known.exam.officer),
        known.save(known.tabs[0], 3, 0, known.base),
    )
    assert came[1].standing == "after_submit", came


def test_a_submit_that_meets_a_known_save_marks_what_was_saved(known: Known) -> None:
    """Seen to fail without ``FOR NO KEY UPDATE`` in the function: the mark knew the answer before it."""
    came = one_after_the_other(
        known.save(known.tabs[0], 3, 0, known.base),
        lambda: submit_attempt(attempt=known.attempt.pk, by=known.exam.officer),
    )
    assert came[0].standing == "counted", came
    assert AttemptMark.objects.get().slots[0]["response"] == f"{known.tabs[0]}.3"


def test_of_two_known_saves_of_one_key_one_is_stored(known: Known) -> None:
    """Seen to fail without ``ON CONFLICT`` in the function: the second got an IntegrityError."""
    came = one_after_the_other(*[known.save(known.tabs[0], 3, 0, known.base)] * 2)
    assert [result.standing for result in came] == ["counted", "counted"], came
    assert Response.objects.count() == 3
