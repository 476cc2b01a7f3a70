"""Whoever can read the right answers may sit an exam that counts, and it is told to those who decide."""

from typing import Any

import pytest
from django.test import Client

from assessments.models import Attempt
from assessments.services.start_attempt import start_attempt
from assessments.services.submit_attempt import submit_attempt
from audit.models import Entry
from officers.models import Officer
from tests.assessments.factories import Exam, log_in
from tests.assessments.test_annulment import director_of
from tests.courses.factories import make_enrolment
from tests.officers.factories import grant, make_area

pytestmark = pytest.mark.django_db


def begun(exam: Exam, role: str, **scope: Any) -> Attempt:
    grant(exam.officer, role, **scope)
    exam.officer = Officer.objects.get(pk=exam.officer.pk)
    return exam.start()


@pytest.mark.parametrize("role", ["author", "reviewer", "training_director", "auditor"])
def test_a_role_by_which_the_questions_can_be_read_is_kept_with_the_sitting(role: str) -> None:
    exam = Exam(kinds=["single_choice"])
    attempt = begun(exam, role, area=exam.course.area)
    assert attempt.reads_key
    entry = Entry.objects.get(act="sitting.reads_key")
    assert (entry.actor_login, entry.on_id) == (exam.officer.login, str(attempt.pk))


def test_a_role_elsewhere_or_for_a_run_or_none_says_nothing() -> None:
    there, run, none = (Exam(kinds=["single_choice"]) for _n in range(3))
    assert not begun(there, "author", area=make_area("intelligence", "Inteligencia")).reads_key
    assert not begun(run, "instructor", run=run.run.uuid).reads_key
    assert not none.start().reads_key
    assert not Entry.objects.filter(act="sitting.reads_key").exists()


def test_of_a_quiz_nothing_is_said() -> None:
    quiz = Exam(kinds=["single_choice"], counts=False)
    assert not begun(quiz, "author", area=quiz.course.area).reads_key


def test_those_who_decide_are_told(client: Client) -> None:
    exam = Exam(kinds=["single_choice"])
    attempt = begun(exam, "author", area=exam.course.area)
    submit_attempt(attempt=attempt.pk, by=exam.officer)
    log_in(client, director_of(exam))
    for path in ("", f"{attempt.public_id}/", f"{attempt.public_id}/annul/", f"{attempt.public_id}/late/"):
        told = client.get(f"/admin/sittings/{path}").content.decode()
        Attempt.objects.update(reads_key=False)
        untold = client.get(f"/admin/sittings/{path}").content.decode()
        Attempt.objects.update(reads_key=True)
        assert len(told) > len(untold) + 20, path


def test_it_costs_no_statement_of_whoever_never_held_a_role(django_assert_num_queries: Any) -> None:
    exam = Exam(kinds=["single_choice"])
    exam.start()
    other = make_enrolment(run=exam.run)
    with django_assert_num_queries(5):
        start_attempt(enrolment=other.uuid, activity=exam.item.activity_uuid, by=other.officer)
