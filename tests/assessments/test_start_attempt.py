"""Starting an attempt: one at a time, within its rules, by the database's clock."""

import random
import secrets
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.db.models import F
from django.http import Http404
from django.test import Client
from django.utils import timezone

from assessments.eligibility import Verdict
from assessments.models import Attempt
from assessments.services.start_attempt import CannotStart, start_attempt
from assessments.services.submit_attempt import submit_attempt
from courses.admission import RunTaken
from courses.models import Enrolment, RunActivity
from courses.services.enrol import enrol
from courses.services.withdraw import withdraw
from tests.assessments.factories import Exam, log_in, named
from tests.courses.factories import make_enrolment
from tests.officers.factories import make_officer

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def refused(exam: Exam) -> str:
    with pytest.raises(CannotStart) as refusal:
        exam.start()
    assert str(refusal.value)
    return refusal.value.verdict


def dates(exam: Exam, **changes: Any) -> None:
    RunActivity.objects.create(run=exam.run, activity_uuid=exam.item.activity_uuid, **changes)


def test_starting_again_gives_the_open_attempt() -> None:
    exam = Exam()
    assert exam.start() == exam.start()
    assert Attempt.objects.count() == 1


def test_the_end_is_the_time_allowed_by_the_databases_clock() -> None:
    attempt = Exam(minutes=40).start()
    assert attempt.ends_at is not None
    assert attempt.ends_at - attempt.started_at == 40 * MINUTE
    assert abs(attempt.started_at - timezone.now()) < MINUTE


def test_the_end_is_the_close_of_the_window_or_of_the_run_when_that_is_sooner() -> None:
    closes = timezone.now() + 10 * MINUTE
    exam = Exam(minutes=40)
    dates(exam, closes=closes)
    assert exam.start().ends_at == closes
    soon = Exam(minutes=40, run={"ends_at": closes, "enrolment_closes_at": closes})
    assert soon.start().ends_at == closes


def test_reload_gives_no_time_back() -> None:
    exam = Exam(minutes=40)
    first = exam.start()
    Attempt.objects.update(started_at=F("started_at") - MINUTE, ends_at=F("ends_at") - MINUTE)
    assert exam.start().ends_at == first.ends_at - MINUTE  # type: ignore[operator]


def test_each_attempt_is_drawn_anew_from_secret_chance() -> None:
    exam = Exam(kinds=["single_choice"])
    first = exam.start()
    submit_attempt(attempt=first.pk, by=exam.officer)
    second = exam.start()
    assert bytes(first.seed) != bytes(second.seed)
    keys = [{option[0] for option in attempt.draw["slots"][0]["options"]} for attempt in (first, second)]
    assert not keys[0] & keys[1]


def test_the_same_officer_exam_numbers_and_moment_give_another_seed() -> None:
    """Nothing that somebody knows, or that the program's own chance repeats, makes a seed again."""
    exam, seeds = Exam(kinds=["single_choice"]), set()
    with time_machine.travel(timezone.now(), tick=False):
        for _again in range(4):
            random.seed(7)
            with transaction.atomic():
                attempt = exam.start()
                seeds.add(bytes(attempt.seed))
                transaction.set_rollback(True)
    assert len(seeds) == 4
    assert {len(seed) for seed in seeds} == {16}


def test_a_seed_is_what_the_systems_chance_gives_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    exam, asked = Exam(kinds=["single_choice", "matching"]), []
    other = make_enrolment(run=exam.run)

    def chance(count: int) -> bytes:
        asked.append(count)
        return bytes(range(count))

    monkeypatch.setattr(secrets, "token_bytes", chance)
    sat = [exam.start(), start_attempt(enrolment=other.uuid, activity=exam.item.activity_uuid, by=other.officer)]
    assert asked == [16, 16]
    assert [bytes(attempt.seed) for attempt in sat] == [bytes(range(16))] * 2
    assert sat[0].draw == sat[1].draw


def test_a_draw_takes_so_many_of_its_tag_and_no_question_twice() -> None:
    exam = Exam(kinds=["single_choice", "numeric", "true_false"])
    pool = [named(version) for version in exam.versions]
    drawn = Exam(kinds=[], draws=[{"tag": "sara", "count": 2, "pool": pool}]).start()
    versions = [slot["version"] for slot in drawn.draw["slots"]]
    assert len(set(versions)) == 2
    assert set(versions) <= {one["version"] for one in pool}


def test_attempts_run_out() -> None:
    exam = Exam(attempts=1, kinds=["single_choice"])
    submit_attempt(attempt=exam.start().pk, by=exam.officer)
    Enrolment.objects.update(state="active", ended_at=None)
    assert refused(exam) == Verdict.NO_ATTEMPTS_LEFT


def test_between_two_attempts_the_wait_must_pass() -> None:
    exam = Exam(wait_hours=24)
    attempt = exam.start()
    submit_attempt(attempt=attempt.pk, by=exam.officer)
    assert refused(exam) == Verdict.WAIT
    Attempt.objects.update(submitted_at=timezone.now() - timedelta(hours=25))
    assert exam.start().number == 2


def test_no_attempt_begins_after_the_enrolment_has_ended() -> None:
    exam = Exam()
    Enrolment.objects.update(state="completed", ended_at=timezone.now())
    assert refused(exam) == Verdict.NOT_IN_PROGRESS


@pytest.mark.parametrize(
    ("offsets", "verdict"),
    [
        ({"opens": MINUTE}, Verdict.NOT_OPEN_YET),
        ({"start_until": -MINUTE}, Verdict.OVER),
        ({"closes": -MINUTE}, Verdict.OVER),
    ],
)
def test_the_dates_of_the_activity_bound_the_start(offsets: dict[str, timedelta], verdict: str) -> None:
    exam = Exam()
    dates(exam, **{name: timezone.now() + offset for name, offset in offsets.items()})
    assert refused(exam) == verdict


def test_an_attempt_past_its_end_is_submitted_before_another_begins() -> None:
    exam = Exam()
    first = exam.start()
    Attempt.objects.update(ends_at=timezone.now() - MINUTE)
    second = exam.start()
    first.refresh_from_db()
    assert (first.state, first.submitted_by, second.number) == ("submitted", "deadline", 2)


def test_another_officer_starts_nothing_on_this_enrolment() -> None:
    exam = Exam()
    with pytest.raises(Http404):
        start_attempt(enrolment=exam.enrolment.uuid, activity=exam.item.activity_uuid, by=make_officer())


def test_a_lesson_is_no_exam() -> None:
    exam = Exam()
    with pytest.raises(Http404):
        start_attempt(enrolment=exam.enrolment.uuid, activity=exam.lesson.activity_uuid, by=exam.officer)


def test_a_course_that_one_may_no_longer_see_starts_nothing() -> None:
    exam = Exam()
    exam.course.classification = "reserved"
    exam.course.save()
    with pytest.raises(Http404):
        exam.start()


def test_starting_is_a_post(client: Client) -> None:
    exam = Exam()
    log_in(client, exam.officer)
    address = f"/learn/{exam.enrolment.uuid}/{exam.item.activity_uuid}/start/"
    assert client.get(address).status_code == 405
    answer = client.post(address)
    assert (answer.status_code, answer["Location"]) == (302, f"/sit/{Attempt.objects.get().public_id}/")


def test_a_refused_start_is_a_sentence(client: Client) -> None:
    exam = Exam()
    dates(exam, opens=timezone.now() + MINUTE)
    log_in(client, exam.officer)
    answer = client.post(f"/learn/{exam.enrolment.uuid}/{exam.item.activity_uuid}/start/")
    assert answer.status_code == 409


def test_starting_costs_few_statements(django_assert_max_num_queries: Any) -> None:
    exam = Exam()
    other = make_enrolment(run=exam.run)
    exam.start()
    with django_assert_max_num_queries(9):
        start_attempt(enrolment=other.uuid, activity=exam.item.activity_uuid, by=other.officer)


def test_who_leaves_a_run_with_a_sitting_open_does_not_get_its_attempts_anew() -> None:
    exam = Exam(attempts=1)
    exam.start()
    withdraw(enrolment=exam.enrolment, by=exam.officer)
    with pytest.raises(RunTaken):
        enrol(officer=exam.officer, run=exam.run, by=exam.officer)


def test_beginning_by_the_page_costs_no_outline(client: Client, django_assert_max_num_queries: Any) -> None:
    exam = Exam()
    other = make_enrolment(run=exam.run)
    exam.start()
    log_in(client, other.officer)
    client.get("/notices/")
    address = f"/learn/{other.uuid}/{exam.item.activity_uuid}/start/"
    with django_assert_max_num_queries(6):
        client.post(address)
