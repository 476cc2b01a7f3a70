"""Answers that a person marks: nothing is decided before all have a mark, and one rule makes it then."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from assessments.models import AnswerMark, AnswerToMark, Attempt, AttemptMark
from assessments.queries.attempts import finished_or_404
from assessments.queries.corrections import changes_by_annulling, digest
from assessments.queries.to_mark import to_mark
from assessments.services.annul_question import annul_question
from assessments.services.change_mark import MarkWouldFall
from assessments.services.close_overdue import close_overdue
from assessments.services.file_complaint import BeingMarked, file_complaint
from assessments.services.mark_answer import MarkedMeanwhile, NoLevel, NoReason, OwnAnswer, mark_answer
from assessments.services.start_attempt import CannotStart
from assessments.services.submit_attempt import submit_attempt
from audit.models import Entry as AuditEntry
from certificates.models import Award
from courses.models import CourseRun, Enrolment, Outcome, Progress
from courses.services.close_ended_runs import close_ended_runs
from officers.models import Notice, Officer
from officers.roles import NotPermitted
from tests.assessments.factories import Exam, log_in
from tests.assessments.records import assert_made_of_its_records
from tests.assessments.test_annulment import read_the_lesson
from tests.assessments.test_board_acts import annul, reopen
from tests.assessments.test_move_exams import move, next_edition, stands
from tests.assessments.test_submit_attempt import give, key_of
from tests.courses.factories import make_enrolment
from tests.officers.factories import grant, make_officer

pytestmark = pytest.mark.django_db

KINDS = ["single_choice", "essay"]


def instructor(exam: Exam) -> Officer:
    """Return an instructor of the exam's run."""
    officer = make_officer()
    grant(officer, "instructor", run=exam.run.uuid)
    return officer


def sit(exam: Exam, *, right: bool = True, text: str | None = "En el mercado roban de noche") -> Attempt:
    """Sit an exam of one choice and one essay, and submit."""
    attempt = exam.start()
    give(exam, attempt, 1, key_of(attempt, 1, "a" if right else "b"))
    if text is not None:
        give(exam, attempt, 2, text)
    submitted = submit_attempt(attempt=attempt.pk, by=exam.officer)
    assert submitted is not None
    return submitted


def marked(exam: Exam, levels: list[int], *, by: Officer | None = None, seen: int = 0, **said: Any) -> AnswerMark:
    """Mark the answer of the exam's newest attempt."""
    answer = AnswerToMark.objects.select_related("version", "attempt__enrolment__run").latest("pk")
    fields = {"comment": "", "why": "", **said}
    return mark_answer(answer=answer, levels=levels, by=by or instructor(exam), seen=seen, **fields)


def test_an_attempt_waits_until_a_person_has_marked_and_is_decided_by_that_mark() -> None:
    """The choice earns 1 of 1, the essay 3 of its 4 points: (1 + 3/4) ÷ 2 = 7/8, which is 17.50 of 20."""
    exam = Exam(kinds=KINDS, attempts=1)
    Progress.objects.create(
        enrolment=exam.enrolment, activity_uuid=exam.lesson.activity_uuid, state="done", at=timezone.now()
    )
    attempt = sit(exam)
    first = AttemptMark.objects.get()
    assert (attempt.state, attempt.mark, attempt.passed, first.mark, first.fraction) == (
        "submitted",
        None,
        None,
        None,
        "",
    )
    assert first.answers == 2
    assert len(first.responses_sha256) == 64
    assert [line["reasons"] for line in first.slots] == [["right"], ["to_be_marked"]]
    outcome = Outcome.objects.get(activity_uuid=exam.item.activity_uuid)
    assert (outcome.state, outcome.fraction) == ("started", "")
    assert not Award.objects.exists()
    marked(exam, [2, 1])
    attempt.refresh_from_db()
    exam.enrolment.refresh_from_db()
    assert (attempt.fraction, str(attempt.mark), attempt.passed) == ("7/8", "17.50", True)
    assert exam.enrolment.state == Enrolment.State.COMPLETED
    assert str(exam.enrolment.final_mark) == "17.50"
    notices = list(
        Notice.objects.filter(officer=exam.officer, kind="marking.finished").values_list("arguments", flat=True)
    )
    assert [one["after"] for one in notices] == ["17.50"]
    assert AuditEntry.objects.filter(act="answer.mark").count() == 1
    assert_made_of_its_records()


@pytest.mark.parametrize(
    ("levels", "fraction"),
    [([0, 1], "0/1"), ([1, 1], "3/8"), ([2, 1], "3/4"), ([1, 0], "5/8"), ([2, 0], "1/1")],
)
def test_an_answer_earns_its_points_over_those_of_the_best_levels(levels: list[int], fraction: str) -> None:
    exam = Exam(kinds=KINDS)
    sit(exam)
    assert marked(exam, levels).fraction == fraction
    assert AttemptMark.objects.latest("number").slots[1]["fraction"] == fraction
    assert_made_of_its_records()


def test_nobody_fails_while_a_mark_waits_and_the_last_attempt_fails_by_it() -> None:
    exam = Exam(kinds=KINDS, attempts=1)
    sit(exam, right=False)
    exam.enrolment.refresh_from_db()
    assert exam.enrolment.state == Enrolment.State.ACTIVE
    marked(exam, [0, 1])
    exam.enrolment.refresh_from_db()
    assert exam.enrolment.state == Enrolment.State.FAILED


def test_a_run_that_ends_meanwhile_waits_for_the_mark() -> None:
    exam = Exam(kinds=KINDS, attempts=2)
    sit(exam, right=False)
    CourseRun.objects.filter(pk=exam.run.pk).update(
        enrolment_opens_at=timezone.now() - timedelta(days=40),
        enrolment_closes_at=timezone.now() - timedelta(days=20),
        starts_at=timezone.now() - timedelta(days=30),
        ends_at=timezone.now() - timedelta(minutes=1),
    )
    close_overdue()
    close_ended_runs()
    exam.enrolment.refresh_from_db()
    assert exam.enrolment.state == Enrolment.State.ACTIVE
    marked(exam, [0, 1])
    close_ended_runs()
    exam.enrolment.refresh_from_db()
    assert exam.enrolment.state == Enrolment.State.FAILED


def test_no_other_attempt_begins_while_one_is_being_marked() -> None:
    exam = Exam(kinds=KINDS)
    sit(exam)
    with pytest.raises(CannotStart) as refused:
        exam.start()
    assert refused.value.verdict == "being_marked"
    marked(exam, [0, 1])
    assert exam.start().number == 2


def test_an_earlier_mark_stands_while_the_next_attempt_is_being_marked() -> None:
    exam = Exam(kinds=KINDS)
    sit(exam)
    marked(exam, [2, 0])
    sit(exam, right=False)
    assert Outcome.objects.latest("pk").state == "done"
    marked(exam, [0, 1])
    outcome = Outcome.objects.latest("pk")
    assert (outcome.state, outcome.fraction) == ("done", "1/1")
    assert_made_of_its_records()


def test_a_blank_answer_waits_for_nobody() -> None:
    exam = Exam(kinds=KINDS)
    attempt = sit(exam, text=None)
    assert str(attempt.mark) == "10.00"
    assert not AnswerToMark.objects.exists()


def test_a_quiz_is_done_when_it_is_handed_in_and_gets_its_mark_later() -> None:
    exam = Exam(kinds=KINDS, counts=False)
    sit(exam)
    outcome = Outcome.objects.get(activity_uuid=exam.item.activity_uuid)
    assert (outcome.state, outcome.fraction) == ("done", "")
    marked(exam, [2, 0])
    assert Outcome.objects.latest("pk").fraction == "1/1"


def test_a_further_mark_stands_over_the_first_with_a_reason_and_never_falls_once_it_was_told() -> None:
    exam = Exam(kinds=KINDS)
    sit(exam)
    person = instructor(exam)
    marked(exam, [1, 1], by=person)
    with pytest.raises(NoReason):
        marked(exam, [2, 1], by=person, seen=1)
    with pytest.raises(MarkWouldFall):
        marked(exam, [0, 1], by=person, seen=1, why="Leí mal")
    again = marked(exam, [2, 1], by=person, seen=1, why="Sí dice cuándo")
    assert (again.number, again.fraction) == (2, "3/4")
    assert [str(mark.mark) for mark in AttemptMark.objects.filter(mark__isnull=False).order_by("number")] == [
        "13.75",
        "17.50",
    ]
    assert Notice.objects.filter(kind="marking.again").count() == 1
    assert AuditEntry.objects.get(act="answer.mark_again").why == "Sí dice cuándo"
    assert_made_of_its_records()


def test_a_further_mark_may_be_less_while_another_answer_waits() -> None:
    exam = Exam(kinds=["essay", "essay"])
    attempt = exam.start()
    give(exam, attempt, 1, "uno")
    give(exam, attempt, 2, "dos")
    submit_attempt(attempt=attempt.pk, by=exam.officer)
    person = instructor(exam)
    marked(exam, [2, 0], by=person)
    attempt.refresh_from_db()
    assert attempt.is_being_marked
    assert marked(exam, [0, 1], by=person, seen=1, why="Me equivoqué de respuesta").fraction == "0/1"
    assert_made_of_its_records()


def test_who_marks_second_without_having_seen_the_first_is_told_and_overwrites_nothing() -> None:
    exam = Exam(kinds=KINDS)
    sit(exam)
    first = instructor(exam)
    marked(exam, [2, 0], by=first)
    with pytest.raises(MarkedMeanwhile) as refused:
        marked(exam, [0, 1], seen=0)
    assert str(first) in str(refused.value)
    assert AnswerMark.objects.count() == 1


@pytest.mark.parametrize("levels", [[], [0], [0, 1, 1], [3, 0], [-1, 0]])
def test_a_mark_names_one_level_of_each_criterion(levels: list[int]) -> None:
    exam = Exam(kinds=KINDS)
    sit(exam)
    with pytest.raises(NoLevel):
        marked(exam, levels)
    assert not AnswerMark.objects.exists()


@pytest.mark.parametrize(
    ("role", "scope", "may"),
    [
        ("instructor", "run", True), ("training_director", "area", True), ("instructor", "other", False),
        ("auditor", "area", False), ("author", "area", False), ("hr_verifier", "", False),
    ],
)  # fmt: skip
def test_who_marks(role: str, scope: str, may: bool) -> None:
    exam, other = Exam(kinds=KINDS), Exam(kinds=KINDS)
    sit(exam)
    person = make_officer()
    scopes: dict[str, Any] = {
        "run": {"run": exam.run.uuid}, "other": {"run": other.run.uuid}, "area": {"area": exam.course.area}, "": {},
    }  # fmt: skip
    grant(person, role, **scopes[scope])
    client = Client()
    log_in(client, person)
    answer = AnswerToMark.objects.select_related("version", "attempt__enrolment__run").get()
    assert client.get(f"/teaching/marking/{answer.uuid}/").status_code == (200 if may else 404)
    assert [group.waiting for group in to_mark(person)] == ([1] if may else [])
    if not may:
        with pytest.raises(NotPermitted):
            mark_answer(answer=answer, levels=[2, 0], comment="", why="", by=person, seen=0)


def test_nobody_marks_himself() -> None:
    exam = Exam(kinds=KINDS)
    sit(exam)
    grant(exam.officer, "instructor", run=exam.run.uuid)
    with pytest.raises(OwnAnswer):
        marked(exam, [2, 0], by=exam.officer)
    assert to_mark(exam.officer) == []


def test_an_annulled_essay_waits_for_nobody_and_earns_all() -> None:
    exam = Exam(kinds=KINDS)
    attempt = sit(exam)
    director = make_officer()
    grant(director, "training_director", area=exam.course.area)
    version = exam.versions[1]
    annul_question(version=version, why="Ambigua", by=director, looked_at=digest(changes_by_annulling(version)))
    attempt.refresh_from_db()
    assert str(attempt.mark) == "20.00"
    assert to_mark(director) == []
    assert_made_of_its_records()


def test_what_is_annulled_while_an_essay_waits_goes_into_its_mark() -> None:
    exam = Exam(kinds=KINDS)
    attempt = sit(exam, right=False)
    director = make_officer()
    grant(director, "training_director", area=exam.course.area)
    version = exam.versions[0]
    assert changes_by_annulling(version) == []
    annul_question(version=version, why="Ambigua", by=director, looked_at=digest([]))
    attempt.refresh_from_db()
    assert attempt.is_being_marked
    marked(exam, [2, 0])
    attempt.refresh_from_db()
    assert str(attempt.mark) == "20.00"
    assert_made_of_its_records()


def test_one_complains_when_there_is_a_mark() -> None:
    exam = Exam(kinds=KINDS)
    attempt = sit(exam)
    now = timezone.now()
    with pytest.raises(BeingMarked):
        file_complaint(attempt=attempt, slot=2, text="?", by=exam.officer, now=now, until=now + timedelta(days=1))


def test_the_database_keeps_a_mark_of_an_answer_as_it_was_written() -> None:
    exam = Exam(kinds=KINDS)
    sit(exam)
    mark = marked(exam, [2, 0])
    with pytest.raises(Exception, match="written once"), connection.cursor() as cursor:
        cursor.execute("UPDATE assessments_answermark SET fraction = '0/1' WHERE id = %s", [mark.pk])


def test_a_further_mark_takes_back_nothing_that_was_passed_by_the_rules_of_its_day() -> None:
    """Passed by 13.75 of 11; the run moves to an edition that asks 18, and the essay is raised to 17.50."""
    exam = Exam(kinds=KINDS, pass_mark="11.00")
    sit(exam)
    person = instructor(exam)
    marked(exam, [1, 1], by=person)
    move(exam, next_edition(exam, pass_mark="18.00"))
    marked(exam, [2, 1], by=person, seen=1, why="Sí dice cuándo")
    assert stands(exam) == ("active", "done", "7/8")


def test_a_further_mark_lets_no_other_question_earn_less() -> None:
    """What another act gave the choice, and left no record of that is read here, is not lost by marking the essay."""
    exam = Exam(kinds=KINDS)
    attempt = sit(exam, right=False)
    person = instructor(exam)
    marked(exam, [1, 1], by=person)
    newest = AttemptMark.objects.latest("number")
    lines = [{**newest.slots[0], "fraction": "1/1"}, newest.slots[1]]
    AttemptMark.objects.create(attempt=attempt, number=3, slots=lines, fraction="11/16", mark="13.75", passed=True)
    with pytest.raises(MarkWouldFall):
        marked(exam, [2, 1], by=person, seen=1, why="Sí dice cuándo")
    assert AnswerMark.objects.count() == 1


def test_who_was_left_active_by_a_move_only_for_a_mark_completes_with_it() -> None:
    exam = Exam(kinds=KINDS)
    read_the_lesson(exam)
    sit(exam, right=False)
    made = move(exam, next_edition(exam, with_exam=False))
    assert (made.completed, Enrolment.objects.get().state) == (0, "active")
    marked(exam, [0, 1])
    assert Enrolment.objects.get().state == "completed"


def test_a_quiz_that_nobody_marks_keeps_no_enrolment_open() -> None:
    exam = Exam(kinds=KINDS, counts=False)
    sit(exam)
    CourseRun.objects.filter(pk=exam.run.pk).update(
        enrolment_opens_at=timezone.now() - timedelta(days=40),
        enrolment_closes_at=timezone.now() - timedelta(days=20),
        starts_at=timezone.now() - timedelta(days=30),
        ends_at=timezone.now() - timedelta(minutes=1),
    )
    close_ended_runs()
    exam.enrolment.refresh_from_db()
    assert exam.enrolment.state == Enrolment.State.FAILED


def test_a_quiz_handed_in_again_after_one_was_annulled_is_done() -> None:
    exam = Exam(kinds=KINDS, counts=False)
    first = sit(exam)
    marked(exam, [2, 0])
    annul(exam, first)
    assert Progress.objects.get(activity_uuid=exam.item.activity_uuid).state == "started"
    sit(exam)
    assert Progress.objects.get(activity_uuid=exam.item.activity_uuid).state == "done"


@pytest.mark.parametrize(
    ("state", "may"), [("active", False), ("requested", False), ("withdrawn", True), ("declined", True)]
)
def test_who_is_taught_in_a_run_marks_nobody_in_it(state: str, may: bool) -> None:
    exam = Exam(kinds=KINDS)
    sit(exam)
    person = instructor(exam)
    over = {} if state in Enrolment.OPEN_STATES else {"ended_at": timezone.now()}
    make_enrolment(person, exam.run, state=state, **over)
    client = Client()
    log_in(client, person)
    answer = AnswerToMark.objects.get()
    assert client.get(f"/teaching/marking/{answer.uuid}/").status_code == (200 if may else 404)
    assert len(to_mark(person)) == may
    if may:
        assert marked(exam, [2, 0], by=person)
    else:
        with pytest.raises(OwnAnswer):
            marked(exam, [2, 0], by=person)


def test_days_for_complaints_count_from_the_mark_of_what_waited_last() -> None:
    """Handed in blank, opened again, handed in with a text: it is not the first marking that waited."""
    exam = Exam(kinds=KINDS)
    attempt = sit(exam, text=None)
    assert finished_or_404(exam.officer, attempt.public_id).first_marked_at is None  # type: ignore[attr-defined]
    reopen(exam, attempt)
    give(exam, attempt, 2, "En el mercado")
    submit_attempt(attempt=attempt.pk, by=exam.officer)
    person = instructor(exam)
    marked(exam, [1, 1], by=person)
    marked(exam, [2, 1], by=person, seen=1, why="Sí dice cuándo")
    told = AttemptMark.objects.get(number=3).at
    assert finished_or_404(exam.officer, attempt.public_id).first_marked_at == told  # type: ignore[attr-defined]
