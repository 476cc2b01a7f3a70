"""What was over by a moment that is known to have passed stays over when the clock is set back."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from assessments.eligibility import Verdict
from assessments.models import Attempt, ClockMark
from assessments.services.close_overdue import close_overdue
from assessments.services.note_clock import note_clock
from assessments.services.number_client import number_client
from assessments.services.save_response import Entry, save_response
from assessments.services.submit_attempt import submit_attempt
from audit.models import Entry as AuditEntry
from courses.models import RunActivity
from tests.assessments.factories import Exam, log_in
from tests.assessments.test_overrides import refused
from tests.assessments.test_sections import Sat

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def known(minutes: int) -> None:
    """Let the clock have been so many minutes ahead, as the sweep saw it."""
    ClockMark.objects.all().delete()
    ClockMark.objects.create(pk=1, at=timezone.now() + minutes * MINUTE)


def test_no_exam_begins_that_was_closed() -> None:
    exam = Exam()
    RunActivity.objects.create(
        run=exam.run, activity_uuid=exam.item.activity_uuid, closes=timezone.now() + 10 * MINUTE
    )  # fmt: skip
    known(11)
    assert refused(exam) == Verdict.OVER


def test_no_exam_begins_because_the_clock_was_ahead() -> None:
    exam = Exam()
    RunActivity.objects.create(
        run=exam.run, activity_uuid=exam.item.activity_uuid, opens=timezone.now() + 10 * MINUTE
    )  # fmt: skip
    known(11)
    assert refused(exam) == Verdict.NOT_OPEN_YET


def start_page_of(exam: Exam, client: Client) -> str:
    log_in(client, exam.officer)
    return client.get(f"/learn/{exam.enrolment.uuid}/{exam.item.activity_uuid}/").content.decode()


def test_the_start_page_does_not_offer_what_was_closed(client: Client) -> None:
    exam = Exam()
    RunActivity.objects.create(
        run=exam.run, activity_uuid=exam.item.activity_uuid, closes=timezone.now() + 10 * MINUTE
    )  # fmt: skip
    assert "/start/" in start_page_of(exam, client)
    known(11)
    assert "/start/" not in start_page_of(exam, client)


def test_the_start_page_goes_by_the_clock_of_the_database_and_not_by_the_servers(client: Client) -> None:
    """Seen to fail with ``timezone.now()`` in ``start_page``: it offered what could not be begun yet."""
    exam = Exam()
    now = timezone.now()
    RunActivity.objects.create(run=exam.run, activity_uuid=exam.item.activity_uuid, opens=now + 5 * MINUTE)
    with time_machine.travel(now + 15 * MINUTE):
        assert "/start/" not in start_page_of(exam, client)


def test_what_begins_meanwhile_has_its_minutes() -> None:
    exam = Exam(minutes=40)
    known(50)
    attempt = exam.start()
    assert attempt.ends_at is not None
    assert attempt.ends_at - timezone.now() > 89 * MINUTE
    assert exam.start() == attempt
    number_client(attempt)
    entry = Entry(1, 1, 1, None, "")
    saved = save_response(attempt=attempt.public_id, officer=exam.officer.pk, session_hash=None, entry=entry)
    assert saved.standing == "counted"


def test_a_sitting_that_was_over_and_not_swept_takes_no_answer_and_is_swept() -> None:
    exam = Exam(minutes=40)
    attempt = exam.start()
    number_client(attempt)
    known(41)
    entry = Entry(1, 1, 1, None, "")
    saved = save_response(attempt=attempt.public_id, officer=exam.officer.pk, session_hash=None, entry=entry)
    assert saved.standing == "late"
    assert close_overdue() == 1
    assert Attempt.objects.get().submitted_by == "deadline"


def test_a_section_that_was_over_without_a_later_answer_stays_closed(client: Client) -> None:
    sat = Sat(client, {"minutes": 10}, {"minutes": 10})
    sat.begin(1)
    known(11)
    assert 'id="q-1"' not in sat.page()
    assert sat.save(1).json()["standing"] == "late"
    sat.begin(2)
    assert sat.save(2).json()["standing"] == "counted"


def test_the_mark_only_ever_gets_later() -> None:
    assert note_clock() == 1
    first = ClockMark.objects.get().at
    assert abs(first - timezone.now()) < MINUTE
    ClockMark.objects.update(at=first - MINUTE)
    note_clock()
    assert ClockMark.objects.get().at >= first
    known(60)
    ahead = ClockMark.objects.get().at
    note_clock()
    assert ClockMark.objects.get().at == ahead


def test_the_first_review_that_shows_right_answers_notes_that_the_closing_has_passed(client: Client) -> None:
    exam = Exam(kinds=["single_choice"], attempts=3)
    submit_attempt(attempt=exam.start().pk, by=exam.officer)
    closes = timezone.now() - MINUTE / 60
    RunActivity.objects.create(run=exam.run, activity_uuid=exam.item.activity_uuid, closes=closes)
    ClockMark.objects.all().delete()
    log_in(client, exam.officer)
    assert client.get(f"/sit/{Attempt.objects.get().public_id}/review/").context["review"].answers_from is None
    assert ClockMark.objects.get().at > closes


@pytest.mark.parametrize("act", ["start", "submit"])
def test_where_no_sweep_runs_beginning_and_submitting_note_it(
    act: str, django_capture_on_commit_callbacks: Any
) -> None:
    exam = Exam()
    attempt = exam.start() if act == "submit" else None
    for minutes, written in ((-2, True), (0, False)):
        known(minutes)
        before = ClockMark.objects.get().at
        with django_capture_on_commit_callbacks(execute=True):
            attempt = attempt or exam.start()
            if act == "submit":
                submit_attempt(attempt=attempt.pk, by=exam.officer)
        assert (ClockMark.objects.get().at > before) == written
        submit_attempt(attempt=attempt.pk, by=exam.officer)
        attempt = exam.start() if act == "submit" else None


def test_a_moment_that_never_passed_is_forgotten_by_a_person_with_a_reason(capsys: pytest.CaptureFixture[str]) -> None:
    exam = Exam()
    known(60 * 24 * 365)
    assert refused(exam) == Verdict.OVER
    call_command("forget_clock", why="El reloj del servidor estaba adelantado un año")
    assert exam.start()
    assert "adelantado" in AuditEntry.objects.get(act="clock.forget").why
    call_command("forget_clock", why="Otra vez")
    assert "No moment" in capsys.readouterr().out
    assert AuditEntry.objects.filter(act="clock.forget").count() == 1
