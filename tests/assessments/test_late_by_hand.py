"""Late answers that a person marks: let count by two persons, marked then, and no mark falls by it."""

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from assessments.models import AnswerMark, AnswerToMark, Attempt, AttemptMark, LateDecision
from assessments.queries.attempts import finished_or_404
from assessments.queries.late_answers import late_desk
from assessments.queries.receipt import receipt_of
from assessments.services.change_mark import MarkWouldFall
from assessments.services.close_overdue import close_overdue
from assessments.services.count_late import EarnsNoMore, NothingLate
from assessments.services.keep_file import keep_file
from assessments.services.mark_answer import mark_answer
from assessments.services.number_client import number_client
from assessments.services.save_response import Entry, save_response
from assessments.services.start_attempt import CannotStart
from assessments.services.submit_attempt import submit_attempt
from audit.models import Entry as AuditEntry
from courses.models import Enrolment, Outcome, Progress
from officers.models import Notice, Proposal
from officers.services.confirm_proposal import confirm_proposal
from tests.assessments.factories import Exam, log_in
from tests.assessments.records import assert_made_of_its_records
from tests.assessments.test_annulment import annul, director_of, read_the_lesson
from tests.assessments.test_late_answers import WHY, give, propose
from tests.assessments.test_marking import instructor, marked

pytestmark = pytest.mark.django_db


def essay_late(exam: Exam) -> Attempt:
    """Return an attempt at a choice and an essay: both answered in time, the choice rightly only too late."""
    attempt = exam.start()
    number_client(attempt)
    give(attempt, 1, 1, "b")
    whose: dict[str, Any] = {"attempt": attempt.public_id, "officer": attempt.officer_id, "session_hash": None}
    save_response(**whose, entry=Entry(1, 2, 2, "En el mercado", ""))
    Attempt.objects.filter(pk=attempt.pk).update(ends_at=timezone.now() - timedelta(seconds=5))
    close_overdue()
    give(attempt, 3, 1, "a", base="1.1")
    save_response(**whose, entry=Entry(1, 4, 2, "En el parque", "1.2"))
    return Attempt.objects.select_related("item", "enrolment__course").get(pk=attempt.pk)


def text_late(exam: Exam, *, in_time: str | None = "En el mercado", choice: str = "a") -> Attempt:
    """Return an attempt at a choice and an essay; the essay also, or only, after the end."""
    attempt = exam.start()
    number_client(attempt)
    give(attempt, 1, 1, choice)
    whose: dict[str, Any] = {"attempt": attempt.public_id, "officer": attempt.officer_id, "session_hash": None}
    if in_time:
        save_response(**whose, entry=Entry(1, 2, 2, in_time, ""))
    Attempt.objects.filter(pk=attempt.pk).update(ends_at=timezone.now() - timedelta(seconds=5))
    close_overdue()
    save_response(**whose, entry=Entry(1, 4, 2, "En el parque, de noche", "1.2" if in_time else ""))
    return Attempt.objects.select_related("item", "enrolment__course").get(pk=attempt.pk)


def let_count(exam: Exam, attempt: Attempt, chosen: dict[int, str] | None = None, *, seen: int = 2) -> Attempt:
    """Have two persons count what came late."""
    attempt.refresh_from_db()
    proposal = propose(exam, attempt, chosen=chosen or {2: "1.4"}, seen=seen)
    confirm_proposal(proposal=proposal, second=director_of(exam))
    return Attempt.objects.select_related("item", "officer", "enrolment__course").get(pk=attempt.pk)


@pytest.fixture
def exam() -> Exam:
    return Exam(kinds=["single_choice", "essay"], attempts=1)


def test_an_essay_marked_again_keeps_the_late_answer_that_was_counted() -> None:
    """The choice earns 1 of 1 by its late answer, the essay 3/8 and then 3/4."""
    exam = Exam(kinds=["single_choice", "essay"])
    attempt = essay_late(exam)
    person = instructor(exam)
    marked(exam, [1, 1], by=person)
    attempt.refresh_from_db()
    confirm_proposal(proposal=propose(exam, attempt, chosen={1: "1.3"}, seen=2), second=director_of(exam))
    assert str(Attempt.objects.get().mark) == "13.75"
    marked(exam, [2, 1], by=person, seen=1, why="Sí dice cuándo")
    assert str(Attempt.objects.get().mark) == "17.50"
    assert_made_of_its_records()


def test_what_counts_waits_for_a_person_and_what_was_earned_stands_until_then(exam: Exam) -> None:
    """1 of the choice, 3/8 of the essay; 3/4 for the late one: (1 + 3/4) ÷ 2 of 20."""
    attempt = text_late(exam)
    marked(exam, [1, 1])
    receipt = receipt_of(attempt).statement.responses_sha256
    attempt = let_count(exam, attempt)
    assert (attempt.is_being_marked, attempt.fraction, attempt.passed) == (True, "11/16", None)
    decision = LateDecision.objects.get()
    assert (decision.counted, decision.response, str(decision.mark_before), decision.mark_after) == (
        "1.2", "1.4", "13.75", None,
    )  # fmt: skip
    waiting = AttemptMark.objects.get(number=3)
    assert (waiting.mark, waiting.why) == (None, WHY)
    assert [(line["response"], line["reasons"]) for line in waiting.slots[1:]] == [("1.4", ["to_be_marked"])]
    assert Progress.objects.get(activity_uuid=exam.item.activity_uuid).state == "done"
    assert Notice.objects.get(kind="late.counted").arguments == {"exam": "Examen", "before": "13.75", "after": ""}
    assert AuditEntry.objects.get(act="mark.count_late").why == WHY
    assert_made_of_its_records()
    marked(exam, [2, 1])
    attempt.refresh_from_db()
    assert (attempt.fraction, str(attempt.mark), attempt.passed) == ("7/8", "17.50", True)
    assert AttemptMark.objects.latest("number").slots[1]["response"] == "1.4"
    assert Outcome.objects.latest("pk").fraction == "7/8"
    told = Notice.objects.get(kind="marking.again").arguments
    assert (told["before"], told["after"]) == ("13.75", "17.50")
    assert (receipt_of(attempt).statement.responses_sha256, receipt_of(attempt).as_stored) == (receipt, True)
    assert_made_of_its_records()


def test_a_late_answer_that_earns_less_leaves_the_mark_as_it_was(exam: Exam) -> None:
    attempt = text_late(exam)
    marked(exam, [1, 1])
    let_count(exam, attempt)
    assert marked(exam, [0, 1]).fraction == "0/1"
    attempt.refresh_from_db()
    assert str(attempt.mark) == "13.75"
    assert AttemptMark.objects.latest("number").slots[1]["response"] == "1.2"
    assert_made_of_its_records()


def test_whoever_had_written_nothing_in_time_gains_by_it(exam: Exam) -> None:
    read_the_lesson(exam)
    attempt = text_late(exam, in_time=None, choice="b")
    assert (str(attempt.mark), Enrolment.objects.get().state) == ("0.00", "failed")
    let_count(exam, attempt, seen=1)
    assert Enrolment.objects.get().state == "failed"
    marked(exam, [2, 0])
    attempt.refresh_from_db()
    assert (str(attempt.mark), Enrolment.objects.get().state) == ("10.00", "failed")
    assert_made_of_its_records()


def test_an_enrolment_that_had_failed_is_completed_by_the_mark_of_a_late_answer(exam: Exam) -> None:
    read_the_lesson(exam)
    attempt = text_late(exam, in_time=None)
    assert (str(attempt.mark), Enrolment.objects.get().state) == ("10.00", "failed")
    let_count(exam, attempt, seen=1)
    marked(exam, [1, 1])
    enrolment = Enrolment.objects.get()
    assert (enrolment.state, str(enrolment.final_mark)) == ("completed", "13.75")
    assert_made_of_its_records()


def test_a_choice_and_an_essay_that_are_let_count_together_make_one_mark(exam: Exam) -> None:
    attempt = essay_late(exam)
    marked(exam, [1, 1])
    let_count(exam, attempt, {1: "1.3", 2: "1.4"})
    assert [row.mark_after for row in LateDecision.objects.all()] == [None, None]
    assert AnswerToMark.objects.filter(marks=0).count() == 1
    marked(exam, [2, 1])
    assert str(Attempt.objects.get().mark) == "17.50"
    assert_made_of_its_records()


def test_while_it_waits_the_answer_in_time_loses_nothing_that_was_told(exam: Exam) -> None:
    attempt, person = text_late(exam), instructor(exam)
    marked(exam, [1, 1], by=person)
    let_count(exam, attempt)
    first = AnswerToMark.objects.select_related("version", "attempt__enrolment__run").earliest("pk")
    given: dict[str, Any] = {"answer": first, "comment": "", "why": "Leí mal", "by": person, "seen": 1}
    with pytest.raises(MarkWouldFall):
        mark_answer(levels=[0, 1], **given)
    assert AnswerMark.objects.count() == 1
    mark_answer(levels=[2, 1], **given)
    marked(exam, [1, 1], by=person)
    assert str(Attempt.objects.get().mark) == "17.50"
    assert_made_of_its_records()


def test_a_further_mark_of_a_late_answer_may_lift_it_above_the_one_in_time(exam: Exam) -> None:
    attempt, person = text_late(exam), instructor(exam)
    marked(exam, [1, 1], by=person)
    let_count(exam, attempt)
    marked(exam, [0, 1], by=person)
    marked(exam, [2, 1], by=person, seen=1, why="Sí dice cuándo")
    assert str(Attempt.objects.get().mark) == "17.50"
    with pytest.raises(MarkWouldFall):
        marked(exam, [1, 1], by=person, seen=2, why="Leí mal")
    assert_made_of_its_records()


def test_a_question_that_is_annulled_while_a_late_answer_waits_gives_the_attempt_its_mark(exam: Exam) -> None:
    attempt = text_late(exam)
    marked(exam, [1, 1])
    let_count(exam, attempt)
    annul(exam, exam.versions[1])
    assert str(Attempt.objects.get().mark) == "20.00"
    assert_made_of_its_records()


def test_a_question_that_is_annulled_after_the_late_answer_was_marked_rests_on_the_same_answer(exam: Exam) -> None:
    attempt = text_late(exam)
    marked(exam, [1, 1])
    let_count(exam, attempt)
    marked(exam, [2, 1])
    annul(exam, exam.versions[1])
    assert str(Attempt.objects.get().mark) == "20.00"
    assert_made_of_its_records()


def test_nobody_fails_by_another_attempt_while_one_is_marked_again() -> None:
    exam = Exam(kinds=["single_choice", "essay"], attempts=2)
    attempt = text_late(exam, in_time=None)
    second = exam.start()
    let_count(exam, attempt, seen=1)
    submit_attempt(attempt=second.pk, by=exam.officer)
    assert (Outcome.objects.latest("pk").state, Enrolment.objects.get().state) == ("started", "active")
    marked(exam, [0, 1])
    assert (Outcome.objects.latest("pk").state, Enrolment.objects.get().state) == ("failed", "failed")
    assert_made_of_its_records()


def test_no_other_attempt_begins_while_an_earlier_one_is_marked_again() -> None:
    exam = Exam(kinds=["single_choice", "essay"], attempts=3)
    attempt = text_late(exam, in_time=None, choice="b")
    submit_attempt(attempt=exam.start().pk, by=exam.officer)
    let_count(exam, attempt, seen=1)
    with pytest.raises(CannotStart) as refused:
        exam.start()
    assert refused.value.verdict == "being_marked"


def test_what_an_attempt_earned_counts_while_it_is_marked_again_and_another_is_changed() -> None:
    """What the officer was told of the second attempt stands, though the first rises by an annulment meanwhile."""
    exam = Exam(kinds=["single_choice", "essay"], attempts=3, pass_mark="9.00")
    first = exam.start()
    number_client(first)
    submit_attempt(attempt=first.pk, by=exam.officer)
    attempt = text_late(exam, in_time=None)
    assert Progress.objects.get(activity_uuid=exam.item.activity_uuid).fraction == "1/2"
    let_count(exam, attempt, seen=1)
    Attempt.objects.filter(pk=attempt.pk).update(fraction="3/4")  # more than the first can reach
    annul(exam, exam.versions[0])
    assert Progress.objects.get(activity_uuid=exam.item.activity_uuid).fraction == "3/4"


@pytest.mark.parametrize("text", [None, "   "])
def test_a_blank_late_answer_is_not_let_count(exam: Exam, text: str | None) -> None:
    attempt = text_late(exam)
    marked(exam, [1, 1])
    whose: dict[str, Any] = {"attempt": attempt.public_id, "officer": attempt.officer_id, "session_hash": None}
    save_response(**whose, entry=Entry(1, 5, 2, text, "1.4"))
    with pytest.raises(EarnsNoMore):
        let_count(exam, attempt, {2: "1.5"})


def test_an_essay_that_earns_everything_needs_no_late_answer(exam: Exam) -> None:
    attempt = text_late(exam)
    marked(exam, [2, 0])
    with pytest.raises(EarnsNoMore):
        let_count(exam, attempt)


def test_what_was_let_count_is_not_offered_again(exam: Exam) -> None:
    attempt = text_late(exam)
    marked(exam, [1, 1])
    let_count(exam, attempt)
    marked(exam, [0, 1])
    attempt.refresh_from_db()
    assert not late_desk(attempt).may_propose
    with pytest.raises(EarnsNoMore):
        let_count(exam, attempt, seen=4)


def test_nothing_more_is_let_count_while_answers_are_being_marked(exam: Exam) -> None:
    attempt = essay_late(exam)
    marked(exam, [1, 1])
    let_count(exam, attempt)
    with pytest.raises(NothingLate):
        let_count(exam, attempt, {1: "1.3"}, seen=3)


def test_a_late_file_is_let_count_and_whoever_marks_opens_it() -> None:
    exam = Exam(kinds=["single_choice", "file_answer"], attempts=1)
    attempt = exam.start()
    number_client(attempt)
    give(attempt, 1, 1, "a")
    Attempt.objects.filter(pk=attempt.pk).update(ends_at=timezone.now() - timedelta(seconds=5))
    close_overdue()
    content = b"Roban de noche en el parque."
    kept = keep_file(attempt=attempt, slot=2, content=content, name="ficha.txt", by=exam.officer)
    assert kept.sha256 == hashlib.sha256(content).hexdigest()
    whose: dict[str, Any] = {"attempt": attempt.public_id, "officer": attempt.officer_id, "session_hash": None}
    save_response(**whose, entry=Entry(1, 4, 2, f"{kept.sha256}/{kept.name}", ""))
    let_count(exam, attempt, seen=1)
    person, client = instructor(exam), Client()
    log_in(client, person)
    answer = AnswerToMark.objects.get()
    assert b"".join(client.get(f"/teaching/marking/{answer.uuid}/file/")) == content
    marked(exam, [2, 1], by=person)
    assert str(Attempt.objects.get().mark) == "17.50"
    assert_made_of_its_records()


def test_the_board_whoever_marks_and_the_officer_read_what_happens(exam: Exam, client: Client) -> None:
    attempt = text_late(exam)
    marked(exam, [1, 1])
    log_in(client, director_of(exam))
    address = f"/admin/sittings/{attempt.public_id}/late/"
    page = client.get(address).content.decode()
    assert 'value="1.4"' in page
    assert ("A person marks it if it counts" in page) or ("La califica una persona" in page)
    client.post(address, {"seen": "2", "why": WHY, "slot-2": "1.4"})
    assert WHY in client.get(address).content.decode()
    second, officer = Client(), Client()
    person = director_of(exam)
    log_in(second, person)
    assert "13.75" in second.get("/admin/proposals/").content.decode()
    confirm_proposal(proposal=Proposal.objects.get(), second=person)
    log_in(officer, exam.officer)
    for where in (f"/sit/{attempt.public_id}/review/", "/notices/"):
        assert "13.75" in officer.get(where).content.decode(), where
    answer = AnswerToMark.objects.latest("pk")
    log_in(client, instructor(exam))
    page = client.get(f"/teaching/marking/{answer.uuid}/").content.decode()
    assert ("came after the end of the time" in page) or ("comisión evaluadora" in page)
    marked(exam, [2, 1], comment="Bien delimitado")
    held = finished_or_404(exam.officer, attempt.public_id)
    assert held.first_marked_at == AttemptMark.objects.latest("number").at  # type: ignore[attr-defined]
    log_in(client, director_of(exam))
    page = client.get(address).content.decode()
    assert ("went to whoever marks it" in page) or ("pasó a quien la califica" in page)
