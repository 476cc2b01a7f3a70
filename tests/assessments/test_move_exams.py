"""Exams when a run moves to a newer edition: attempts taken count, what was passed stays, nobody loses a chance."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from assessments.models import Override
from assessments.queries.corrections import changes_by_annulling
from assessments.services.give_override import Given, give_override
from assessments.services.start_attempt import CannotStart
from assessments.services.submit_attempt import submit_attempt
from courses.models import Edition, Enrolment, RunMove
from courses.queries.move_effects import effects
from courses.services.carry_progress import NoAttemptLeft
from courses.services.move_enrolments import CannotMove, move_chosen
from courses.services.move_run import move_run
from tests.assessments.factories import Exam, add_exam, make_question
from tests.assessments.test_annulment import KINDS, annul, director_of, read_the_lesson, sit
from tests.courses.factories import add_item, make_edition, make_run
from tests.officers.factories import grant, make_officer

pytestmark = pytest.mark.django_db


def next_edition(exam: Exam, *, with_exam: bool = True, **rules: Any) -> Edition:
    """Return an edition with the same lesson and the exam of the same key, its rules or questions changed."""
    made = make_edition(exam.course, lessons=0)
    add_item(made, kind="lesson", title="Lección 1", label="1.1", order=1, parent=made.items.get(),
             activity_uuid=exam.lesson.activity_uuid, payload=exam.lesson.payload)  # fmt: skip
    if with_exam:
        questions = rules.pop("questions", exam.versions)
        add_exam(made, questions, activity=exam.item.activity_uuid, **rules)
    return made


def move(exam: Exam, to: Edition) -> RunMove:
    looked_at = effects(exam.run.enrolments.open(), to).digest()
    return move_run(run=exam.run, to=to, why="Errata", by=director_of(exam), looked_at=looked_at)


def stands(exam: Exam) -> tuple[str, str, str]:
    """Return the enrolment's state, and state and fraction of the exam."""
    enrolment = Enrolment.objects.get(pk=exam.enrolment.pk)
    row = enrolment.progress.get(activity_uuid=exam.item.activity_uuid)
    return enrolment.state, row.state, row.fraction


def test_an_attempt_taken_counts_by_a_lower_pass_mark_and_may_complete_the_course() -> None:
    exam = Exam(kinds=KINDS, pass_mark="11.00")  # half of it right is 10
    sit(exam, right=1)
    read_the_lesson(exam)
    assert stands(exam) == ("active", "started", "1/2")
    made = move(exam, next_edition(exam, pass_mark="10.00"))
    assert (made.completed, stands(exam)) == (1, ("completed", "done", "1/2"))
    assert Enrolment.objects.get(pk=exam.enrolment.pk).final_mark == Decimal("10.00")


def test_what_was_passed_stays_passed_by_a_higher_pass_mark() -> None:
    exam = Exam(kinds=KINDS, pass_mark="10.00")
    sit(exam, right=1)
    move(exam, next_edition(exam, pass_mark="15.00"))
    assert stands(exam) == ("active", "done", "1/2")
    annul(exam)  # a mark that rises takes nothing back either
    assert stands(exam)[1] == "done"
    read_the_lesson(exam)
    assert stands(exam)[0] == "completed"


def test_nobody_is_left_without_an_attempt_and_more_given_before_go_along() -> None:
    exam = Exam(kinds=KINDS, attempts=3)
    sit(exam)
    to = next_edition(exam, attempts=1)
    with pytest.raises(NoAttemptLeft) as refused:
        move(exam, to)
    assert exam.officer.login in str(refused.value)
    assert not RunMove.objects.exists()
    give_override(run=exam.run, exam=exam.item, enrolments=[exam.enrolment.pk], given=Given(attempts=1), why="Errata",
                  by=director_of(exam), seen=0)  # fmt: skip
    move(exam, to)
    sit(exam, right=1)
    exam.enrolment.refresh_from_db()
    assert exam.enrolment.state == "failed"
    assert Override.objects.count() == 1


def test_a_sitting_under_way_keeps_its_questions_and_is_judged_as_the_new_edition_has_the_exam() -> None:
    exam = Exam(kinds=KINDS, attempts=1)
    attempt = exam.start()
    move(exam, next_edition(exam, attempts=2, questions=[make_question(exam.bank)]))
    submit_attempt(attempt=attempt.pk, by=exam.officer)
    attempt.refresh_from_db()
    assert attempt.item == exam.item
    assert {slot["version"] for slot in attempt.draw["slots"]} == {str(version.uuid) for version in exam.versions}
    assert stands(exam) == ("active", "started", "0/1")
    again = exam.start()
    assert (again.number, again.item.edition.number if again.item else 0) == (2, 2)


def test_who_sits_what_is_removed_completes_with_the_end_of_his_sitting() -> None:
    exam = Exam(kinds=KINDS)
    read_the_lesson(exam)
    attempt = exam.start()
    made = move(exam, next_edition(exam, with_exam=False))
    assert (made.completed, Enrolment.objects.get(pk=exam.enrolment.pk).state) == (0, "active")
    submit_attempt(attempt=attempt.pk, by=exam.officer)
    assert stands(exam)[0] == "completed"


def test_who_failed_keeps_the_edition_by_which_he_failed_and_goes_on_in_it() -> None:
    exam = Exam(kinds=KINDS, attempts=1)
    sit(exam)
    move(exam, next_edition(exam, attempts=5))
    enrolment = Enrolment.objects.get(pk=exam.enrolment.pk)
    assert (enrolment.state, enrolment.edition) == ("failed", exam.edition)
    with pytest.raises(CannotStart):
        exam.start()
    give_override(run=exam.run, exam=exam.item, enrolments=[enrolment.pk], given=Given(attempts=1), why="x",
                  by=director_of(exam), seen=0)  # fmt: skip
    assert exam.start().item == exam.item


def test_annulling_counts_by_the_rules_of_the_edition_that_is_taken_now() -> None:
    exam = Exam(kinds=KINDS, pass_mark="20.00")
    sit(exam, right=1)
    move(exam, next_edition(exam, pass_mark="15.00", attempts=9))
    assert [changed.state for changed in changes_by_annulling(exam.versions[0])] == ["done"]
    annul(exam)
    assert stands(exam) == ("active", "done", "1/1")


def test_who_sits_an_exam_is_named_and_not_moved_to_another_run() -> None:
    exam = Exam(kinds=KINDS)
    exam.start()
    with pytest.raises(CannotMove) as refused:
        move_chosen(run=exam.run, to=make_run(exam.edition), chosen=exam.run.enrolments.all(), by=director_of(exam),
                    why="Turno")  # fmt: skip
    assert exam.officer.login in str(refused.value)


def test_those_chosen_in_a_roster_come_into_the_form_that_gives_more() -> None:
    exam = Exam(kinds=KINDS)
    officer = make_officer(is_staff=True)
    grant(officer, "training_director", area=exam.course.area)
    client = Client()
    client.force_login(officer, backend="officers.backends.OfficerBackend")
    page = client.post(f"/admin/runs/{exam.run.uuid}/act/", {"act": "extend", "all": "1"})
    text = page.content.decode()
    assert exam.officer.login in text
    address = f"/admin/overrides/{exam.run.code.lower()}/{exam.item.activity_uuid}/"
    assert f'action="{address}"' in text
    form = client.post(address, {"chosen": "1", "people": exam.officer.login})
    assert form.status_code == 200
    assert form.context["form"].errors == {}
    assert exam.officer.login in form.content.decode()
    assert not Override.objects.exists()
