"""Overrides: more attempts, more time, a later date, for one officer, with a reason."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from assessments.eligibility import Verdict
from assessments.models import Attempt, Override
from assessments.services.give_override import (
    Given,
    GivenMeanwhile,
    NothingGiven,
    OutsideRun,
    ToOneself,
    UnfitEnrolment,
    Unneeded,
    give_override,
)
from assessments.services.start_attempt import CannotStart, start_attempt
from assessments.services.submit_attempt import submit_attempt
from assessments.services.take_back_override import NothingToTakeBack, take_back_override
from audit.models import Entry
from courses.models import CourseRun, Enrolment, Outcome, Progress, RunActivity
from courses.queries.outline import outline
from courses.services.reopen_enrolment import CannotReopen
from officers.models import Notice, Officer
from officers.roles import NotPermitted
from tests.assessments.factories import Exam, log_in
from tests.courses.factories import make_enrolment, make_run
from tests.officers.factories import grant, make_area, make_officer

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
WHY = "Corte de luz en la comisaría"


def director_of(exam: Exam) -> Officer:
    director = make_officer()
    grant(director, "training_director", area=exam.course.area)
    return director


def give(
    exam: Exam, *, seen: int = 0, by: Officer | None = None, on: Any = None, after_key: bool = False, **given: Any
) -> list[Override]:
    enrolments = [(on or exam.enrolment).pk]
    return give_override(
        run=exam.run, exam=exam.item, enrolments=enrolments, given=Given(**given), why=WHY,
        by=by or director_of(exam), seen=seen, after_key=after_key,
    )  # fmt: skip


def fail(exam: Exam) -> None:
    submit_attempt(attempt=exam.start().pk, by=exam.officer)


def refused(exam: Exam) -> str:
    with pytest.raises(CannotStart) as refusal:
        exam.start()
    return refusal.value.verdict


def test_another_attempt_opens_what_was_not_passed_and_is_counted_in() -> None:
    exam = Exam(attempts=1)
    fail(exam)
    assert Enrolment.objects.get().state == "failed"
    give(exam, attempts=1)
    assert Enrolment.objects.get().state == "active"
    assert Progress.objects.get(activity_uuid=exam.item.activity_uuid).state == "started"
    fail(exam)
    assert Enrolment.objects.get().state == "failed"
    assert Attempt.objects.count() == 2
    states = Outcome.objects.filter(activity_uuid=exam.item.activity_uuid).order_by("pk")
    assert list(states.values_list("state", flat=True)) == ["failed", "started", "failed"]


def test_more_minutes_move_the_end_of_a_sitting_under_way_and_of_the_next() -> None:
    exam = Exam(minutes=40)
    attempt = exam.start()
    give(exam, minutes=20)
    attempt.refresh_from_db()
    assert attempt.ends_at == attempt.started_at + 60 * MINUTE
    fail(exam)
    again = exam.start()
    assert again.ends_at == again.started_at + 60 * MINUTE


def test_a_later_date_opens_the_window_for_one_officer_alone() -> None:
    now = timezone.now()
    exam = Exam(minutes=None)
    RunActivity.objects.create(run=exam.run, activity_uuid=exam.item.activity_uuid, closes=now - MINUTE)
    other = make_enrolment(run=exam.run)
    assert refused(exam) == Verdict.OVER
    until = now + 50 * MINUTE
    give(exam, until=until)
    assert exam.start().ends_at == until
    exam.enrolment, exam.officer = other, other.officer
    assert refused(exam) == Verdict.OVER


def test_the_learner_is_shown_the_later_date_as_the_deadline() -> None:
    now = timezone.now()
    exam = Exam()
    RunActivity.objects.create(run=exam.run, activity_uuid=exam.item.activity_uuid, closes=now + MINUTE)
    give(exam, until=now + 50 * MINUTE)
    enrolment = Enrolment.objects.with_course().get()
    assert outline(enrolment).activity(exam.item.activity_uuid).deadline == now + 50 * MINUTE


def test_right_answers_stay_closed_while_anybody_may_still_sit(client: Client) -> None:
    now = timezone.now()
    exam = Exam(kinds=["single_choice"], attempts=3)
    fail(exam)
    RunActivity.objects.create(run=exam.run, activity_uuid=exam.item.activity_uuid, closes=now - MINUTE)
    log_in(client, exam.officer)
    address = f"/sit/{Attempt.objects.get().public_id}/review/"
    assert client.get(address).context["review"].answers_from is None
    give(exam, on=make_enrolment(run=exam.run), until=now + 50 * MINUTE, after_key=True)
    review = client.get(address).context["review"]
    assert review.answers_from == now + 50 * MINUTE
    assert all(question.answers is None for section in review.sections for question in section.questions)


def test_right_answers_stay_closed_while_somebody_sits_on_past_an_earlier_closing(client: Client) -> None:
    """A director may move the closing, or the run's end, before the end with which a sitting began: it keeps that."""
    exam = Exam(kinds=["single_choice"], attempts=3)
    fail(exam)
    other = make_enrolment(run=exam.run)
    sitting = start_attempt(enrolment=other.uuid, activity=exam.item.activity_uuid, by=other.officer)
    closes = timezone.now() - MINUTE
    RunActivity.objects.create(run=exam.run, activity_uuid=exam.item.activity_uuid, closes=closes)
    log_in(client, exam.officer)
    address = f"/sit/{Attempt.objects.get(enrolment=exam.enrolment).public_id}/review/"
    assert client.get(address).context["review"].answers_from == sitting.ends_at
    CourseRun.objects.update(ends_at=closes, enrolment_closes_at=closes)
    assert client.get(address).context["review"].answers_from == sitting.ends_at
    submit_attempt(attempt=sitting.pk, by=other.officer)
    assert client.get(address).context["review"].answers_from is None


def test_what_is_given_adds_up_and_everything_is_on_record() -> None:
    exam = Exam(attempts=1, minutes=40)
    (first,) = give(exam, attempts=1)
    (second,) = give(exam, seen=first.pk, attempts=1, minutes=5)
    assert (second.number, second.extra_attempts, second.extra_minutes) == (2, 2, 5)
    entries = Entry.objects.filter(act="override.give")
    assert [entry.why for entry in entries] == [WHY, WHY]
    assert Notice.objects.filter(officer=exam.officer, kind="override.given").count() == 2


def test_what_is_sent_twice_is_given_once() -> None:
    exam = Exam(attempts=1)
    give(exam, attempts=1)
    with pytest.raises(GivenMeanwhile):
        give(exam, attempts=1)
    assert Override.objects.count() == 1


def test_taking_back_leaves_what_has_begun() -> None:
    exam = Exam(attempts=1, minutes=40)
    give(exam, attempts=1, minutes=20)
    attempt = exam.start()
    director = director_of(exam)
    take_back_override(enrolment=exam.enrolment, activity=exam.item.activity_uuid, why=WHY, by=director)
    assert exam.start().ends_at == attempt.ends_at
    submit_attempt(attempt=attempt.pk, by=exam.officer)
    assert Enrolment.objects.get().state == "failed"
    with pytest.raises(NothingToTakeBack):
        take_back_override(enrolment=exam.enrolment, activity=exam.item.activity_uuid, why=WHY, by=director)


def test_what_cannot_be_given_is_refused_and_nothing_is_given_to_anybody() -> None:
    exam = Exam(attempts=None, minutes=None)
    for given, refusal in (
        ({}, NothingGiven),
        ({"attempts": 1}, Unneeded),
        ({"minutes": 1}, Unneeded),
        ({"until": timezone.now() - MINUTE}, OutsideRun),
        ({"until": exam.run.ends_at + MINUTE}, OutsideRun),
    ):
        with pytest.raises(refusal):
            give(exam, **given)
    gone = make_enrolment(run=exam.run, state="withdrawn", ended_at=timezone.now())
    with pytest.raises(UnfitEnrolment):
        give_override(
            run=exam.run, exam=exam.item, enrolments=[exam.enrolment.pk, gone.pk],
            given=Given(until=timezone.now() + MINUTE), why=WHY, by=director_of(exam), seen=0,
        )  # fmt: skip
    assert not Override.objects.exists()


def test_nobody_gives_without_the_right_or_to_himself() -> None:
    exam = Exam()
    for by in (make_officer(), exam.officer):
        with pytest.raises(NotPermitted):
            give(exam, by=by, attempts=1)
    grant(exam.officer, "training_director", area=exam.course.area)
    with pytest.raises(ToOneself):
        give(exam, by=Officer.objects.get(pk=exam.officer.pk), attempts=1)


def test_what_goes_on_in_another_run_is_not_opened_beside_it() -> None:
    exam = Exam(attempts=1)
    fail(exam)
    make_enrolment(exam.officer, make_run(exam.edition))
    with pytest.raises(CannotReopen):
        give(exam, attempts=1)


def test_a_director_gives_and_takes_back_in_the_cms(client: Client) -> None:
    exam = Exam(attempts=1)
    log_in(client, director_of(exam))
    address = f"/admin/overrides/{exam.run.code.lower()}/{exam.item.activity_uuid}/"
    typed = {"people": f" {exam.officer.login},\n00999999", "attempts": "1", "why": WHY, "seen": "0"}
    answer = client.post(address, typed)
    assert "00999999" in answer.context["form"].errors["people"][0]
    assert client.post(address, {**typed, "people": exam.officer.login}).status_code == 302
    assert WHY in client.get("/admin/overrides/").content.decode()
    back = f"/admin/overrides/{exam.enrolment.uuid}/{exam.item.activity_uuid}/take-back/"
    assert client.post(back, {"why": "Error"}).status_code == 302
    assert [row.gives for row in Override.objects.order_by("number")] == [True, False]


def test_the_runs_of_another_area_do_not_exist(client: Client) -> None:
    exam, other = Exam(), make_officer()
    grant(other, "training_director", area=make_area("intelligence", "Inteligencia"))
    give(exam, attempts=1)
    log_in(client, other)
    where = exam.item.activity_uuid
    assert WHY not in client.get("/admin/overrides/").content.decode()
    for address in (f"{exam.run.code.lower()}/{where}/", f"{exam.enrolment.uuid}/{where}/take-back/"):
        assert client.get(f"/admin/overrides/{address}").status_code == 404
