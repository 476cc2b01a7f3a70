"""Which questions of a run are missed most, and who is told what they say."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.draw import Draw
from assessments.models import Annulment
from assessments.queries.missed import LEAST, MissedQuestion, missed_in
from assessments.services.save_response import Entry, save_response
from assessments.services.start_attempt import start_attempt
from assessments.services.submit_attempt import submit_attempt
from courses.models import CourseRun, RunActivity
from officers.models import Officer
from officers.models.grant import Role
from tests.assessments.factories import Exam, log_in
from tests.courses.factories import make_enrolment, make_run
from tests.officers.factories import grant, make_officer

pytestmark = pytest.mark.django_db

KINDS = ("single_choice", "short_answer")


@pytest.fixture
def exam() -> Exam:
    return Exam(kinds=KINDS)


def sit(exam: Exam, *, right: bool, run: CourseRun | None = None) -> None:
    """Let somebody answer the choice, and leave the other question blank."""
    enrolment = make_enrolment(run=run or exam.run)
    attempt = start_attempt(enrolment=enrolment.uuid, activity=exam.item.activity_uuid, by=enrolment.officer)
    slot = next(slot for slot in Draw.from_json(attempt.draw).slots if slot.kind == "single_choice")
    key = next(option.key for option in slot.options if (option.id == "a") == right)
    attempt.clients = 1
    attempt.save(update_fields=["clients"])
    entry = Entry(client=1, sequence=1, slot=slot.number, value=key, base="")
    save_response(attempt=attempt.public_id, officer=enrolment.officer.pk, session_hash=None, entry=entry)
    submit_attempt(attempt=attempt.pk, by=enrolment.officer)


def questions(exam: Exam, reader: Officer, **later: Any) -> list[MissedQuestion]:
    found = missed_in(exam.run, reader=reader, at=timezone.now() + timedelta(**later))
    return list(found[0].questions)


def instructor(exam: Exam) -> Officer:
    officer = make_officer()
    grant(officer, Role.INSTRUCTOR, run=exam.run.uuid)
    return officer


def test_questions_stand_by_how_often_they_are_missed_once_enough_were_asked(exam: Exam) -> None:
    reader = instructor(exam)
    for n in range(LEAST - 1):
        sit(exam, right=n > 0)
    assert questions(exam, reader) == []
    sit(exam, right=True)
    sit(exam, right=False, run=make_run(exam.edition))  # another run of the edition
    blank, choice = questions(exam, reader)
    assert (blank.asked, blank.right, blank.blank) == (LEAST, 0, 100)
    assert (choice.asked, choice.right, choice.blank) == (LEAST, 80, 0)
    assert choice.lessons == (f"{exam.lesson.label} {exam.lesson.title}",)


def test_an_annulled_question_tells_nothing(exam: Exam) -> None:
    Annulment.objects.create(version=exam.versions[1], why="Mal redactada", by=make_officer())
    for _n in range(LEAST):
        sit(exam, right=True)
    assert [question.right for question in questions(exam, instructor(exam))] == [100]


def test_an_instructor_reads_the_questions_when_the_exam_has_closed_for_everybody(exam: Exam) -> None:
    for _n in range(LEAST):
        sit(exam, right=False)
    reader = instructor(exam)
    assert {question.words for question in questions(exam, reader)} == {""}
    assert "¿Qué es SARA?" in {question.words for question in questions(exam, reader, days=61)}
    director = make_officer(is_staff=True)
    grant(director, Role.TRAINING_DIRECTOR, area=exam.course.area)
    assert "¿Qué es SARA?" in {question.words for question in questions(exam, director)}
    teaches_the_course = make_officer()
    grant(teaches_the_course, Role.INSTRUCTOR, course=exam.course.uuid)
    assert {question.words for question in questions(exam, teaches_the_course)} == {""}


@pytest.mark.parametrize(("review", "days"), [("after_close", 0), ("after_results", 3), ("own_marks", None)])
def test_what_opens_with_the_results_or_never_is_promised_from_no_other_day(review: str, days: int | None) -> None:
    exam = Exam(kinds=KINDS, review=review)
    results = exam.run.ends_at + timedelta(days=3)
    RunActivity.objects.create(run=exam.run, activity_uuid=exam.item.activity_uuid, results=results)
    for _n in range(LEAST):
        sit(exam, right=False)
    (found,) = missed_in(exam.run, reader=instructor(exam), at=timezone.now())
    assert found.opens == (None if days is None else exam.run.ends_at + timedelta(days=days))


def test_the_page_is_for_whoever_sees_the_marks_and_costs_the_same_however_many_sat(exam: Exam, client: Client) -> None:
    address = f"/teaching/{exam.run.uuid}/questions/"
    log_in(client, exam.officer)
    assert client.get(address).status_code == 404
    log_in(client, instructor(exam))
    assert address in client.get(f"/teaching/{exam.run.uuid}/").content.decode()
    counts = []
    for _round in range(2):
        for _n in range(LEAST):
            sit(exam, right=False)
        client.get(address)
        with CaptureQueriesContext(connection) as held:
            shown = client.get(address)
        counts.append(len(held))
    assert counts[0] == counts[1]
    assert "¿Qué es" not in shown.content.decode()
    assert exam.lesson.title in shown.content.decode()


def test_a_run_without_an_exam_says_so(exam: Exam, client: Client) -> None:
    run = make_run()
    officer = make_officer()
    grant(officer, Role.INSTRUCTOR, run=run.uuid)
    log_in(client, officer)
    assert client.get(f"/teaching/{run.uuid}/questions/").status_code == 200
