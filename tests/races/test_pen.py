"""The pen of a sitting and sealed answers with real connections on PostgreSQL, as ``test_sitting.py`` does it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db.models.functions import Now
from django.utils import timezone

from assessments.envelope import Envelope, Sealed, sealed
from assessments.models import Attempt, AttemptMark, Delivery, Response, SittingEvent
from assessments.pens import Pens, device_name
from assessments.services.deliver_sealed import deliver_sealed
from assessments.services.number_client import number_load
from assessments.services.save_response import Entry, Saved, save_response
from assessments.services.submit_attempt import submit_attempt
from assessments.services.take_pen import take_pen
from tests.assessments.factories import Exam
from tests.races.test_sitting import one_after_the_other

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def exam() -> Exam:
    return Exam(kinds=["single_choice"])


def open_on(attempt: Attempt, browser: str) -> int:
    held = Attempt.objects.annotate(now=Now()).get(pk=attempt.pk)
    return number_load(held, device_name(attempt.public_id, browser))


def take(exam: Exam, attempt: Attempt, browser: str) -> Callable[[], None]:
    return lambda: take_pen(
        attempt=attempt.public_id, by=exam.officer, device=device_name(attempt.public_id, browser), code="",
        browser="", address="",
    )  # fmt: skip


def save(exam: Exam, attempt: Attempt, client: int, browser: str, sequence: int = 1001) -> Callable[[], Saved]:
    entry = Entry(client, sequence, 1, attempt.draw["slots"][0]["options"][0][0], "")
    return lambda: save_response(
        attempt=attempt.public_id, officer=exam.officer.pk, session_hash=None, entry=entry,
        device=device_name(attempt.public_id, browser),
    )  # fmt: skip


def deliver(exam: Exam, attempt: Attempt, client: int) -> Callable[[], Any]:
    key = next(key for key, stable in attempt.draw["slots"][0]["options"] if stable == "a")
    answer = {"client": client, "sequence": 1001, "slot": 1, "value": key, "base": "", "at": 0}
    made = sealed(attempt.public_id, 0, [answer])
    envelope = Envelope(0, tuple(Sealed(**one) for one in made["answers"]), made["sha256"])
    return lambda: deliver_sealed(
        attempt=attempt.public_id, by=exam.officer, envelope=envelope, body="{}",
        device=device_name(attempt.public_id, "one"),
    )  # fmt: skip


def test_a_save_that_meets_the_taking_of_the_pen_is_told_of_it(exam: Exam) -> None:
    """Seen to fail without ``FOR NO KEY UPDATE`` in the save: the first device went on writing, told nothing."""
    attempt = exam.start()
    client = open_on(attempt, "one")
    came = one_after_the_other(take(exam, attempt, "other"), save(exam, attempt, client, "one"))
    assert came[0] is None
    assert came[1].standing == "counted", came
    assert came[1].elsewhere is not None


def test_whoever_takes_the_pen_waits_for_a_save_and_sees_it(exam: Exam) -> None:
    """Seen to fail without ``FOR NO KEY UPDATE`` in the save: the question was asked before the answer was there."""
    attempt = exam.start()
    client = open_on(attempt, "one")

    def take_and_read() -> int:
        take(exam, attempt, "other")()
        return Response.objects.count()

    came = one_after_the_other(save(exam, attempt, client, "one"), take_and_read)
    assert came[0].elsewhere is None
    assert came[1] == 1, came


def test_of_two_devices_that_open_a_sitting_first_one_has_the_pen(exam: Exam) -> None:
    """Seen to fail with the pen written as it was read: both had a number, and the second the pen."""
    attempt = exam.start()
    came = one_after_the_other(lambda: open_on(attempt, "one"), lambda: open_on(attempt, "other"))
    assert came == [1, 0]
    assert not Pens.of(Attempt.objects.get().pens).is_elsewhere(device_name(attempt.public_id, "one"))


def test_of_two_devices_that_take_the_pen_both_know_who_has_it(exam: Exam) -> None:
    """Seen to fail without the lock of ``take_pen``: the one that had it before was forgotten."""
    attempt = exam.start()
    open_on(attempt, "one")
    one_after_the_other(take(exam, attempt, "two"), take(exam, attempt, "three"))
    held = [device for device, _since in Pens.of(Attempt.objects.get().pens).held]
    assert held == [device_name(attempt.public_id, browser) for browser in ("one", "two", "three")]


def test_a_delivery_that_meets_the_sweep_is_kept_and_in_no_mark(exam: Exam) -> None:
    """Seen to fail without the locks of ``deliver_sealed`` and of the save: it was taken in before submitting."""
    attempt = exam.start()
    client = open_on(attempt, "one")
    Attempt.objects.update(ends_at=timezone.now() - timedelta(minutes=1))
    came = one_after_the_other(lambda: submit_attempt(attempt=attempt.pk, by=None), deliver(exam, attempt, client))
    assert dict(came[1].became) == {"after_submit": 1}, came
    assert came[1].submitted
    assert AttemptMark.objects.get().slots[0]["response"] == ""


def test_the_sweep_passes_over_a_sitting_into_which_something_is_delivered(exam: Exam) -> None:
    """Seen to fail without ``skip_locked``: the sweep waited."""
    attempt = exam.start()
    client = open_on(attempt, "one")
    came = one_after_the_other(
        deliver(exam, attempt, client), lambda: submit_attempt(attempt=attempt.pk, by=None, skip_locked=True)
    )
    assert came[1] is None, came
    assert (came[0].submitted, str(Attempt.objects.get().mark)) == (True, "20.00")


def test_one_envelope_sent_twice_at_once_is_delivered_once(exam: Exam) -> None:
    """Seen to fail without the locks of ``deliver_sealed``: the second got an IntegrityError."""
    attempt = exam.start()
    client = open_on(attempt, "one")
    came = one_after_the_other(*[deliver(exam, attempt, client)] * 2)
    assert not [result for result in came if isinstance(result, Exception)], came
    assert came[0] == came[1]
    assert (Delivery.objects.count(), Response.objects.count(), AttemptMark.objects.count()) == (1, 1, 1)


def test_two_answers_that_meet_from_a_device_that_lost_the_pen_leave_one_event(exam: Exam) -> None:
    """Seen to fail without ``FOR NO KEY UPDATE`` in the save: both found the pen not noted yet."""
    attempt = exam.start()
    client = open_on(attempt, "one")
    take(exam, attempt, "other")()
    one_after_the_other(save(exam, attempt, client, "one", 1001), save(exam, attempt, client, "one", 1002))
    assert SittingEvent.objects.filter(kind="lost_pen").count() == 1
