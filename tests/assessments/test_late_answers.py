"""Late answers: kept, shown to the board with the times that devices claim, and counted by two persons alone."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from assessments.models import Attempt, AttemptMark, LateDecision, Response
from assessments.queries.late_answers import late_desk
from assessments.queries.receipt import receipt_of
from assessments.services.annul_sitting import propose_annulment
from assessments.services.close_overdue import close_overdue
from assessments.services.count_late import EarnsNoMore, MarkedMeanwhile, NothingLate, OwnLateAnswer, propose_late
from assessments.services.number_client import number_client
from assessments.services.reopen_sitting import NotToReopen
from assessments.services.save_response import Entry, save_response
from audit.models import Entry as AuditEntry
from courses.models import Enrolment, Outcome
from officers.models import Notice, Officer, Proposal
from officers.roles import NotPermitted
from officers.services.confirm_proposal import SamePerson, confirm_proposal
from tests.assessments.factories import Exam, log_in
from tests.assessments.records import assert_made_of_its_records
from tests.assessments.test_annulment import annul, director_of, read_the_lesson
from tests.assessments.test_board_acts import effects, reopen
from tests.officers.factories import grant, make_area, make_officer

pytestmark = pytest.mark.django_db

WHY = "Corte de luz en la comisaría, parte 118"
CLAIMED = datetime(2026, 11, 29, 15, 41, 7, tzinfo=UTC)


def key(attempt: Attempt, slot: int, stable: str) -> str:
    return str(next(key for key, option in attempt.draw["slots"][slot - 1]["options"] if option == stable))


def give(attempt: Attempt, sequence: int, slot: int, stable: str, base: str = "") -> str:
    entry = Entry(1, sequence, slot, key(attempt, slot, stable), base, CLAIMED)
    return save_response(attempt=attempt.public_id, officer=attempt.officer_id, session_hash=None, entry=entry).standing


def late_sitting(exam: Exam, *, in_time: str = "b", late: str = "a", swept: bool = True) -> Attempt:
    """Return an attempt of two questions: the first answered in time and again too late, the second too late."""
    attempt = exam.start()
    number_client(attempt)
    give(attempt, 1, 1, in_time)
    Attempt.objects.filter(pk=attempt.pk).update(ends_at=timezone.now() - timedelta(seconds=5))
    if swept:
        close_overdue()
    assert give(attempt, 2, 1, late, base="1.1") in {"late", "after_submit"}
    assert give(attempt, 3, 2, late) in {"late", "after_submit"}
    close_overdue()
    return Attempt.objects.select_related("item", "enrolment__course").get(pk=attempt.pk)


@pytest.fixture
def exam() -> Exam:
    return Exam(kinds=["single_choice", "single_choice"], pass_mark="15.00", attempts=1)


def propose(exam: Exam, attempt: Attempt, by: Officer | None = None, **changed: Any) -> Proposal:
    given = {"chosen": {1: "1.2", 2: "1.3"}, "seen": 1, **changed}
    return propose_late(attempt=attempt, why=WHY, by=by or director_of(exam), **given)


@pytest.mark.parametrize("swept", [False, True])
def test_late_answers_change_no_mark_by_themselves(exam: Exam, swept: bool) -> None:
    attempt = late_sitting(exam, swept=swept)
    assert str(attempt.mark) == "0.00"
    assert Response.objects.exclude(standing="counted").count() == 2
    assert_made_of_its_records()


def test_the_desk_shows_what_counted_beside_what_came_late_with_the_times_of_the_device(exam: Exam) -> None:
    desk = late_desk(late_sitting(exam))
    first, second = desk.questions
    assert (first.counted != "", second.counted) == (True, "")
    assert [(each.claimed_at, each.chain, each.may_count) for each in first.late] == [(CLAIMED, None, True)]
    assert [each.earned for each in second.late] == [second.weight]


def test_two_persons_count_them_and_everything_follows(exam: Exam) -> None:
    read_the_lesson(exam)
    attempt = late_sitting(exam)
    assert Enrolment.objects.get().state == "failed"
    by, second = director_of(exam), director_of(exam)
    receipt = receipt_of(attempt).statement.responses_sha256
    proposal = propose(exam, attempt, by)
    assert str(Attempt.objects.get().mark) == "0.00"
    with pytest.raises(SamePerson):
        confirm_proposal(proposal=proposal, second=by)
    confirm_proposal(proposal=proposal, second=second)
    attempt = Attempt.objects.select_related("item", "officer").get()
    assert str(attempt.mark) == "20.00"
    assert [line["response"] for line in AttemptMark.objects.get(number=2).slots] == ["1.2", "1.3"]
    decisions = LateDecision.objects.order_by("slot")
    assert [(one.response, one.counted, one.by, one.second) for one in decisions] == [
        ("1.2", "1.1", by, second), ("1.3", "", by, second),
    ]  # fmt: skip
    assert {(str(one.mark_before), str(one.mark_after), one.why) for one in decisions} == {("0.00", "20.00", WHY)}
    enrolment = Enrolment.objects.get()
    assert (enrolment.state, str(enrolment.final_mark)) == ("completed", "20.00")
    assert Outcome.objects.order_by("-pk")[0].evidence.startswith("late:")
    assert Notice.objects.get(kind="late.counted").arguments["after"] == "20.00"
    assert AuditEntry.objects.get(act="mark.count_late").why == WHY
    assert (receipt_of(attempt).statement.responses_sha256, receipt_of(attempt).as_stored) == (receipt, True)
    assert_made_of_its_records()


def test_a_decision_about_a_question_follows_the_late_answer(exam: Exam) -> None:
    attempt = late_sitting(exam)
    confirm_proposal(proposal=propose(exam, attempt, chosen={1: "1.2"}), second=director_of(exam))
    annul(exam, exam.versions[1])
    assert str(Attempt.objects.get().mark) == "20.00"
    assert_made_of_its_records()


def test_a_late_answer_by_which_a_question_earns_no_more_is_not_counted(exam: Exam) -> None:
    attempt = late_sitting(exam, in_time="a", late="b")
    with pytest.raises(EarnsNoMore):
        propose(exam, attempt, chosen={1: "1.2"})
    assert not late_desk(attempt).may_propose


@pytest.mark.parametrize("chosen", [{}, {1: "1.1"}, {1: "1.3"}, {2: "9.9"}, {9: "1.2"}])
def test_only_what_came_late_at_that_question_is_chosen(exam: Exam, chosen: dict[int, str]) -> None:
    with pytest.raises(NothingLate):
        propose(exam, late_sitting(exam), chosen=chosen)


def test_what_was_marked_since_it_was_looked_at_is_looked_at_again(exam: Exam) -> None:
    attempt = late_sitting(exam)
    proposal = propose(exam, attempt, chosen={1: "1.2"})
    annul(exam, exam.versions[1])
    with pytest.raises(MarkedMeanwhile):
        confirm_proposal(proposal=proposal, second=director_of(exam))
    assert Proposal.objects.get().state == "waiting"
    assert not LateDecision.objects.exists()


def test_nobody_decides_on_his_own_and_nobody_without_the_act(exam: Exam) -> None:
    attempt = late_sitting(exam)
    grant(exam.officer, "training_director", area=exam.course.area)
    with pytest.raises(OwnLateAnswer):
        propose(exam, attempt, exam.officer)
    proposal = propose(exam, attempt)
    with pytest.raises(OwnLateAnswer):
        confirm_proposal(proposal=proposal, second=exam.officer)
    elsewhere = make_officer()
    grant(elsewhere, "training_director", area=make_area("intelligence", "Inteligencia"))
    for stranger in (make_officer(), elsewhere):
        with pytest.raises(NotPermitted):
            propose(exam, attempt, stranger)


def test_the_database_wants_two_persons(exam: Exam) -> None:
    attempt, by = late_sitting(exam), director_of(exam)
    with pytest.raises(IntegrityError), transaction.atomic():
        LateDecision.objects.create(
            attempt=attempt, slot=1, response="1.2", mark_before=0, mark_after=1, why=WHY, by=by, second=by
        )


def test_the_page_of_the_board_lists_proposes_and_keeps_what_was_typed(exam: Exam, client: Client) -> None:
    attempt = late_sitting(exam)
    log_in(client, director_of(exam))
    found = client.get("/admin/sittings/?late=on").content.decode()
    address = f"/admin/sittings/{attempt.public_id}/late/"
    assert address in found
    page = client.get(address).content.decode()
    assert "29/11/2026 10:41:07" in page  # the device's time, in Lima
    assert 'value="1.2"' in page
    again = client.post(address, {"seen": "1", "why": WHY})
    assert again.status_code == 200
    assert WHY in again.content.decode()
    assert not Proposal.objects.exists()
    client.post(address, {"seen": "1", "why": WHY, "slot-1": "1.2"})
    assert Proposal.objects.get().arguments["chosen"] == {"1": "1.2"}
    assert WHY in client.get(address).content.decode()
    other = Client()
    log_in(other, director_of(exam))
    assert exam.officer.get_full_name() in other.get("/admin/proposals/").content.decode()


def test_a_sitting_without_late_answers_is_not_among_them(exam: Exam, client: Client) -> None:
    attempt = exam.start()
    log_in(client, director_of(exam))
    assert str(attempt.public_id) in client.get("/admin/sittings/").content.decode()
    assert str(attempt.public_id) not in client.get("/admin/sittings/?late=on").content.decode()
    assert client.get(f"/admin/sittings/{attempt.public_id}/late/").status_code == 404


def test_the_officer_reads_how_many_came_late_and_how_many_count(exam: Exam, client: Client) -> None:
    attempt = late_sitting(exam)
    log_in(client, exam.officer)
    address = f"/sit/{attempt.public_id}/review/"
    before = client.get(address).content.decode()
    assert "2 preguntas" in before or "2 questions" in before
    confirm_proposal(proposal=propose(exam, attempt, chosen={1: "1.2"}), second=director_of(exam))
    after = client.get(address).content.decode()
    assert "comisión evaluadora" in after or "examination board" in after


def test_a_sitting_of_which_late_answers_count_is_not_opened_again(exam: Exam) -> None:
    attempt = late_sitting(exam)
    confirm_proposal(proposal=propose(exam, attempt, chosen={1: "1.2"}), second=director_of(exam))
    with pytest.raises(NotToReopen) as refused:
        reopen(exam, attempt)
    assert "decision" in str(refused.value) or "decisión" in str(refused.value)


def test_a_proposal_of_something_else_is_not_called_one_about_late_answers(exam: Exam, client: Client) -> None:
    attempt = late_sitting(exam)
    by = director_of(exam)
    propose_annulment(attempt=attempt, is_used=False, why=WHY, by=by, looked_at=effects(attempt, is_used=False).digest)
    log_in(client, director_of(exam))
    page = client.get(f"/admin/sittings/{attempt.public_id}/late/").content.decode()
    assert WHY in page
    assert "has proposed that late answers" not in page
    assert "propuso que cuenten" not in page
    assert 'name="slot-1"' not in page
