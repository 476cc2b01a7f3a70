"""Complaints under real connections at once. On SQLite ``IMMEDIATE`` lets writers take turns by itself."""

from fractions import Fraction

import pytest
from django.utils import timezone

from assessments.models import Attempt, AttemptMark, Complaint, MarkChange
from assessments.services.answer_complaint import AnsweredMeanwhile, answer_complaint
from assessments.services.change_mark import change_mark
from assessments.services.file_complaint import AlreadyFiled, file_complaint
from officers.models import Notice, Officer
from tests.assessments.factories import Exam
from tests.assessments.test_annulment import director_of
from tests.assessments.test_submit_attempt import sit
from tests.races.test_enrolment import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
State = Complaint.State


def filed(exam: Exam, state: str) -> tuple[Complaint, Officer]:
    """Return a complaint in a state, and a director."""
    attempt, by = sit(exam, False), director_of(exam)
    complaint: Complaint = Complaint.objects.create(attempt=attempt, slot=1, version=exam.versions[0], text="Está mal")
    for number, step in enumerate([State.UNDER_REVIEW, State.UPHELD][: 1 if state == State.UNDER_REVIEW else 2]):
        answer_complaint(complaint=complaint, state=step, text="Sí", by=by, seen=number)
    return complaint, by


def test_of_several_who_answer_at_once_one_does_and_the_others_are_told() -> None:
    complaint, by = filed(Exam(kinds=["single_choice"]), State.UNDER_REVIEW)

    def answer(state: str) -> None:
        answer_complaint(complaint=complaint, state=state, text="Porque sí", by=by, seen=1)

    came = at_once(*[lambda state=state: answer(state) for state in (State.UPHELD, State.DISMISSED) * 2])
    assert sum(isinstance(result, AnsweredMeanwhile) for result in came) == 3, came
    assert complaint.history.count() == 2
    assert Notice.objects.filter(kind="complaint.answered").count() == 2


def test_of_several_who_change_a_mark_at_once_one_does_and_the_others_are_told() -> None:
    complaint, by = filed(Exam(kinds=["single_choice"]), State.UPHELD)

    def change(part: int) -> None:
        change_mark(complaint=complaint, slot=1, fraction=Fraction(part, 5), why="Tiene razón", by=by, seen=1)

    came = at_once(*[lambda part=part: change(part) for part in range(1, 5)])
    assert sum(isinstance(result, AnsweredMeanwhile) for result in came) == 3, came
    assert (AttemptMark.objects.count(), MarkChange.objects.count()) == (2, 1)
    assert Attempt.objects.get().mark == MarkChange.objects.get().mark_after


def test_one_complaint_sent_twice_at_once_is_one() -> None:
    exam = Exam(kinds=["single_choice"])
    attempt, now = sit(exam, False), timezone.now()

    def file() -> None:
        file_complaint(attempt=attempt, slot=1, text="Está mal", by=exam.officer, now=now, until=now)

    came = at_once(*[file] * 4)
    assert sum(isinstance(result, AlreadyFiled) for result in came) == 3, came
    assert Complaint.objects.count() == 1
