"""Enrolling and leaving: who may, when, and what is said to whoever may not."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from audit.models import Entry
from courses.admission import AlreadyEnrolled, EnrolmentClosed, EnrolmentNotOpenYet, PrerequisiteMissing, RunTaken
from courses.models import Enrolment
from courses.services.enrol import CourseNotVisible, enrol
from courses.services.record_outcome import record_outcome
from courses.services.withdraw import NotEnrolled, withdraw
from officers.models import Notice
from officers.roles import NotPermitted
from tests.courses.factories import course_of, let_see, make_course, make_edition, make_enrolment, make_run
from tests.courses.words import english
from tests.officers.factories import grant, make_officer

pytestmark = pytest.mark.django_db


def test_whoever_may_see_the_course_enrols_in_an_open_run_once_with_audit_and_notice() -> None:
    officer, run = make_officer(), make_run()
    enrolment = enrol(officer=officer, run=run, by=officer)
    assert (enrolment.state, enrolment.course) == ("active", course_of(run.edition))
    entry = Entry.objects.get(act="enrolment.make")
    assert (entry.actor_login, entry.on_id) == (officer.login, str(enrolment.pk))
    notice = Notice.objects.get(officer=officer)
    assert run.code in english(notice)
    assert notice.address == f"/learn/{enrolment.uuid}/"


def test_a_second_enrolment_in_the_course_is_refused_even_in_another_run() -> None:
    officer, edition = make_officer(), make_edition()
    enrol(officer=officer, run=make_run(edition), by=officer)
    with pytest.raises(AlreadyEnrolled):
        enrol(officer=officer, run=make_run(edition), by=officer)


def test_the_database_refuses_two_open_enrolments_in_one_course() -> None:
    officer, run = make_officer(), make_run()
    make_enrolment(officer, run)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_enrolment(officer, run)


@pytest.mark.parametrize(
    ("opens", "closes", "refusal"),
    [(1, 20, EnrolmentNotOpenYet), (-20, -1, EnrolmentClosed), (-20, 0, EnrolmentClosed)],
)
def test_enrolment_outside_its_window_is_refused_with_the_date(opens: Any, closes: Any, refusal: Any) -> None:
    now = timezone.now()
    run = make_run(
        enrolment_opens_at=now + timedelta(days=opens), enrolment_closes_at=now + timedelta(days=closes),
    )  # fmt: skip
    officer = make_officer()
    with pytest.raises(refusal) as refused:
        enrol(officer=officer, run=run, by=officer, at=now)
    assert str(timezone.localtime(run.enrolment_opens_at).year) in str(refused.value)


def test_prerequisites_must_have_been_completed_and_are_named() -> None:
    officer = make_officer()
    first = make_edition(title="Policía comunitaria")
    second = make_edition(title="Análisis")
    course_of(second).prerequisites.add(course_of(first))
    run = make_run(second)
    with pytest.raises(PrerequisiteMissing) as refused:
        enrol(officer=officer, run=run, by=officer)
    assert f"Policía comunitaria ({course_of(first).code})" in str(refused.value)
    make_enrolment(officer, make_run(first), state="completed", ended_at=timezone.now())
    assert enrol(officer=officer, run=run, by=officer).state == "active"


def test_a_prerequisite_that_one_may_not_see_is_required_and_not_named() -> None:
    officer = make_officer()
    hidden = make_edition(make_course(classification="reserved"), title="MARCADOR")
    edition = make_edition()
    course_of(edition).prerequisites.add(course_of(hidden))
    with pytest.raises(PrerequisiteMissing) as refused:
        enrol(officer=officer, run=make_run(edition), by=officer)
    assert "MARCADOR" not in str(refused.value)
    assert course_of(hidden).code not in str(refused.value)


def test_a_reserved_course_is_refused_outside_and_open_to_whom_a_rule_names() -> None:
    officer, run = make_officer(), make_run(make_edition(make_course(classification="reserved")))
    with pytest.raises(CourseNotVisible):
        enrol(officer=officer, run=run, by=officer)
    let_see(course_of(run.edition), officer=officer)
    assert enrol(officer=officer, run=run, by=officer).state == "active"


def test_the_retired_may_not_enrol() -> None:
    officer = make_officer(status="retired")
    with pytest.raises(CourseNotVisible):
        enrol(officer=officer, run=make_run(), by=officer)


def test_whoever_enrols_somebody_else_needs_the_act_on_the_course() -> None:
    officer, other, run = make_officer(), make_officer(), make_run()
    with pytest.raises(NotPermitted):
        enrol(officer=officer, run=run, by=other)
    grant(other, "training_director", course=course_of(run.edition).uuid)
    assert enrol(officer=officer, run=run, by=other).officer == officer


@pytest.mark.parametrize("state", ["completed", "failed"])
def test_a_run_that_came_to_its_end_is_not_taken_twice(state: Any) -> None:
    officer, edition = make_officer(), make_edition()
    run = make_run(edition)
    make_enrolment(officer, run, state=state, ended_at=timezone.now())
    with pytest.raises(RunTaken):
        enrol(officer=officer, run=run, by=officer)
    assert enrol(officer=officer, run=make_run(edition), by=officer).state == "active"


def test_who_only_left_may_come_back_and_who_sat_an_exam_may_not() -> None:
    officer, run = make_officer(), make_run()
    exam = run.edition.items.get(order=1).activity_uuid
    first = enrol(officer=officer, run=run, by=officer)
    withdraw(enrolment=first, by=officer)
    second = enrol(officer=officer, run=run, by=officer)
    record_outcome(
        enrolment=second, activity=exam, state="started", fraction=None, evidence="attempt:1", by=officer
    )  # fmt: skip
    withdraw(enrolment=second, by=officer)
    with pytest.raises(RunTaken):
        enrol(officer=officer, run=run, by=officer)


def test_leaving_ends_the_enrolment_says_why_and_happens_once() -> None:
    officer, enrolment = make_officer(), None
    enrolment = enrol(officer=officer, run=make_run(), by=officer)
    withdraw(enrolment=enrolment, by=officer, why="Cambio de destino")
    enrolment.refresh_from_db()
    assert enrolment.state == "withdrawn"
    assert enrolment.ended_at is not None
    assert Entry.objects.get(act="enrolment.withdraw").why == "Cambio de destino"
    with pytest.raises(NotEnrolled):
        withdraw(enrolment=enrolment, by=officer)


def test_nobody_withdraws_another_without_the_act() -> None:
    enrolment = make_enrolment()
    with pytest.raises(NotPermitted):
        withdraw(enrolment=enrolment, by=make_officer(), why="x")
    director = make_officer()
    grant(director, "training_director", area=enrolment.course.area)
    withdraw(enrolment=enrolment, by=director, why="Relevo")
    assert Enrolment.objects.get().state == "withdrawn"
    assert "Relevo" in english(Notice.objects.get(officer=enrolment.officer))
