"""An instructor sees one officer's attempts: which counts, how a mark was corrected, what was given by overrides."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.queries.corrections import changes_by_annulling, digest
from assessments.queries.sat_exams import sat_exams
from assessments.services.annul_question import annul_question
from courses.models import Enrolment
from tests.assessments.factories import Exam, log_in
from tests.assessments.test_marking import instructor
from tests.assessments.test_run_overrides import director_of, give, give_one
from tests.assessments.test_submit_attempt import sit

pytestmark = pytest.mark.django_db
KINDS = ["single_choice", "single_choice"]


def of(exam: Exam) -> Any:
    return sat_exams(Enrolment.objects.with_course().get(pk=exam.enrolment.pk))


@pytest.mark.parametrize(
    ("counting", "counted"),
    [("highest", [False, True, False]), ("latest", [False, False, True]), ("first", [True, False, False]),
     ("mean", [True, True, True])],
)  # fmt: skip
def test_the_attempt_that_counts_is_named(counting: str, counted: list[bool]) -> None:
    exam = Exam(kinds=KINDS, counting=counting, pass_mark="20.00")
    for right in ((False, False), (True, False), (False, False)):
        sit(exam, *right)
    (sat,) = of(exam)
    assert [attempt.counts for attempt in sat.attempts] == counted
    assert [str(attempt.mark) for attempt in sat.attempts] == ["0.00", "10.00", "0.00"]


def test_a_corrected_mark_is_shown_with_its_reason_and_what_was_given_too(client: Client) -> None:
    exam = Exam(kinds=KINDS, pass_mark="20.00")
    sit(exam, True, False)
    by = director_of(exam)
    annul_question(
        version=exam.versions[1], why="Se entiende de dos maneras", by=by,
        looked_at=digest(changes_by_annulling(exam.versions[1])),
    )  # fmt: skip
    give(exam, minutes=15, by=by)
    give_one(exam, attempts=1)
    (sat,) = of(exam)
    assert [(str(each.mark), each.why) for each in sat.attempts[0].corrections] == [
        ("20.00", "Se entiende de dos maneras")
    ]
    assert [(line.why, line.in_force) for line in sat.given] == [("Adaptación", True), ("Corte de luz", True)]
    log_in(client, instructor(exam))
    page = client.get(reverse("courses:taught_officer", args=[exam.run.uuid, exam.enrolment.uuid])).content.decode()
    for words in ("Se entiende de dos maneras", "Adaptación", "Corte de luz"):
        assert words in page


def test_it_costs_the_same_for_one_attempt_and_for_three() -> None:
    exam = Exam(kinds=KINDS, pass_mark="20.00")
    enrolment, counts = Enrolment.objects.with_course().get(pk=exam.enrolment.pk), []
    for _n in range(3):
        sit(exam, False, False)
        with CaptureQueriesContext(connection) as asked:
            sat_exams(enrolment)
        counts.append(len(asked))
    assert counts == [5, 5, 5]
