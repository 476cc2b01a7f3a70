"""The sweep: nobody fails with a passed exam in hand, and what cannot be done holds up nothing else."""

import math
import threading
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from django_tasks import task
from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult

from assessments.models import Attempt
from assessments.services import close_overdue as overdue_module
from courses import sweeping
from courses.models import CourseRun, Enrolment
from courses.services import close_ended_runs as closing
from courses.services.close_ended_runs import close_ended_runs
from courses.services.fail_enrolment import fail_enrolment
from courses.services.record_outcome import record_outcome
from lms import sweep as sweep_module
from lms.management.commands.worker import Batch
from lms.sweep import sweep
from tests.assessments.factories import Exam
from tests.assessments.test_submit_attempt import give, key_of
from tests.courses.factories import make_enrolment, make_run

pytestmark = pytest.mark.django_db

PAST: dict[str, Any] = {"starts_at": timedelta(days=-30), "enrolment_opens_at": timedelta(days=-40),
        "enrolment_closes_at": timedelta(days=-20), "ends_at": timedelta(minutes=-1)}  # fmt: skip


@pytest.fixture(autouse=True)
def keep_the_tests_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweep_module, "close_old_connections", lambda: None)


def answered_rightly_at_the_end() -> Enrolment:
    """Return an enrolment whose run has ended with a right answer saved and not submitted."""
    exam = Exam(kinds=["single_choice"])
    record_outcome(
        enrolment=exam.enrolment, activity=exam.lesson.activity_uuid, state="done", fraction=None, evidence="",
        by=exam.officer,
    )  # fmt: skip
    attempt = exam.start()
    give(exam, attempt, 1, key_of(attempt, 1, "a"))
    now = timezone.now()
    CourseRun.objects.filter(pk=exam.run.pk).update(**{field: now + offset for field, offset in PAST.items()})
    Attempt.objects.filter(pk=attempt.pk).update(ends_at=now - timedelta(minutes=1))
    return exam.enrolment


def state_of(enrolment: Enrolment) -> str:
    return Enrolment.objects.get(pk=enrolment.pk).state


def test_what_waits_to_be_submitted_is_not_failed_with_its_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overdue_module, "BATCH", 1)
    first, second = answered_rightly_at_the_end(), answered_rightly_at_the_end()
    assert close_ended_runs() == 0
    sweep()
    assert [state_of(first), state_of(second)] == ["completed", "active"]
    sweep()
    assert state_of(second) == "completed"


def test_an_attempt_that_cannot_be_submitted_keeps_its_enrolment_and_no_other() -> None:
    broken, fine = answered_rightly_at_the_end(), answered_rightly_at_the_end()
    Attempt.objects.filter(enrolment=broken).update(draw={})
    sweep()
    assert [state_of(broken), state_of(fine)] == ["active", "completed"]


def test_enrolments_that_cannot_be_ended_hold_up_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sweeping, "_CHUNK", 1)
    monkeypatch.setattr(closing, "BATCH", 1)
    dates: dict[str, Any] = {field: timezone.now() + offset for field, offset in PAST.items()}
    run = make_run(**dates)
    broken, *fine = [make_enrolment(run=run) for _n in range(3)]

    def fail(*, enrolment: Enrolment, **rest: Any) -> None:
        if enrolment.pk == broken.pk:
            raise RuntimeError
        fail_enrolment(enrolment=enrolment, **rest)

    monkeypatch.setattr(closing, "fail_enrolment", fail)
    assert [close_ended_runs(), close_ended_runs(), close_ended_runs()] == [1, 1, 0]
    assert [state_of(row) for row in (broken, *fine)] == ["active", "failed", "failed"]


@task()
def _nothing() -> None:
    """What waits in a queue."""


@pytest.mark.parametrize(("until", "left"), [(-math.inf, 2), (math.inf, 0)])
def test_a_long_queue_does_not_hold_up_the_sweep(until: float, left: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)
    for _n in range(3):
        _nothing.enqueue()
    Batch(threading.Event(), until=until).run()
    assert DBTaskResult.objects.filter(status="READY").count() == left


def test_a_worker_that_is_to_end_takes_no_further_task(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(db_worker, "close_old_connections", lambda: None)
    for _n in range(3):
        _nothing.enqueue()
    ended = threading.Event()
    ended.set()
    Batch(ended, until=math.inf).run()
    assert DBTaskResult.objects.filter(status="READY").count() == 2
