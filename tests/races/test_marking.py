"""Marking by hand under real connections at once. On SQLite ``IMMEDIATE`` lets writers take turns by itself."""

import pytest

from assessments.models import AnswerMark, AnswerToMark, Attempt, AttemptMark
from assessments.services.mark_answer import MarkedMeanwhile, mark_answer
from assessments.services.submit_attempt import submit_attempt
from courses.models import Outcome
from officers.models import Notice
from tests.assessments.factories import Exam
from tests.assessments.test_marking import instructor
from tests.assessments.test_submit_attempt import give
from tests.races.test_enrolment import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def handed_in(exam: Exam) -> list[AnswerToMark]:
    """Hand in an essay at each question."""
    attempt = exam.start()
    for slot in range(1, len(exam.versions) + 1):
        give(exam, attempt, slot, f"Texto {slot}")
    submit_attempt(attempt=attempt.pk, by=exam.officer)
    return list(AnswerToMark.objects.select_related("version", "attempt__enrolment__run").order_by("slot"))


def test_of_several_who_mark_one_answer_at_once_one_does_and_the_others_are_told() -> None:
    """Without ``number != seen`` in ``mark_answer`` the others would be asked for a reason, and not be told."""
    exam = Exam(kinds=["essay"])
    (answer,) = handed_in(exam)
    people = [instructor(exam) for _person in range(4)]

    def mark(number: int) -> None:
        mark_answer(answer=answer, levels=[number % 3, 0], comment="", why="", by=people[number], seen=0)

    came = at_once(*[lambda number=number: mark(number) for number in range(4)])
    assert sum(isinstance(result, MarkedMeanwhile) for result in came) == 3, came
    assert (AnswerMark.objects.count(), AttemptMark.objects.count()) == (1, 2)


def test_the_last_two_answers_marked_at_once_make_one_mark_of_the_attempt() -> None:
    """Without the locks of ``mark_answer`` (enrolment, attempt) neither sees the other: the attempt waits for ever."""
    exam = Exam(kinds=["essay", "essay"])
    answers, person = handed_in(exam), instructor(exam)

    def mark(number: int) -> None:
        mark_answer(answer=answers[number], levels=[2, 0], comment="", why="", by=person, seen=0)

    at_once(*[lambda number=number: mark(number) for number in range(2)])
    assert str(Attempt.objects.get().mark) == "20.00"
    assert AttemptMark.objects.filter(mark__isnull=False).count() == 1
    assert Notice.objects.filter(kind="marking.finished").count() == 1
    assert Outcome.objects.latest("pk").fraction == "1/1"
