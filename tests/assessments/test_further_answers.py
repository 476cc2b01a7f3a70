"""A further answer: marks rise by it, fall by two persons only, and every mark can be made again from its records."""

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.models import Attempt, AttemptMark, FurtherAnswer, MarkBelowPaper, QuestionVersion
from assessments.queries.corrections import changes_by_accepting, digest
from assessments.question_types.further import Accepted
from assessments.services.accept_further import (
    NothingFalls,
    NothingFurther,
    accept_further,
    propose_further,
)
from assessments.services.annul_question import AlreadyAnnulled
from assessments.services.make_again import OtherEffects
from assessments.services.number_client import number_client
from assessments.services.save_response import Entry, save_response
from assessments.services.submit_attempt import submit_attempt
from audit.models import Entry as AuditEntry
from courses.models import Enrolment, RunActivity
from officers.models import Notice
from officers.roles import NotPermitted
from officers.services.confirm_proposal import SamePerson, confirm_proposal
from tests.assessments.factories import Exam, log_in
from tests.assessments.records import assert_made_of_its_records
from tests.assessments.test_annulment import annul, director_of, read_the_lesson
from tests.courses.factories import make_enrolment
from tests.officers.factories import grant, make_area, make_officer

pytestmark = pytest.mark.django_db
WHY = "La norma admite también este término"
SHORT = {"text": "Delegación"}
#: Of three right options and two wrong ones, one of the wrong counts as right.
MORE = {"option": "d"}


def sit(exam: Exam, enrolment: Enrolment | None = None, **answers: Any) -> Attempt:
    """Submit a sitting with answers by kind, in stable ids."""
    if enrolment is not None:
        exam.enrolment, exam.officer = enrolment, enrolment.officer
    attempt = exam.start()
    kinds = {str(version.uuid): version.kind for version in exam.versions}
    for slot in attempt.draw["slots"]:
        answer = answers.get(kinds[slot["version"]])
        if answer is None:
            continue
        keys = {stable: key for key, stable in slot["options"]}
        value = [keys[one] for one in answer] if isinstance(answer, list) else keys.get(answer, answer)
        entry = Entry(client=number_client(attempt), sequence=1, slot=slot["number"], value=value, base="")
        save_response(attempt=attempt.public_id, officer=exam.officer.pk, session_hash=None, entry=entry)
    submit_attempt(attempt=attempt.pk, by=exam.officer)
    return Attempt.objects.get(pk=attempt.pk)


def of_kind(exam: Exam, kind: str) -> QuestionVersion:
    return next(version for version in exam.versions if version.kind == kind)


def seen(version: QuestionVersion, further: dict[str, str], *, raises_only: bool = True) -> str:
    return digest(changes_by_accepting(version, Accepted(further, raises_only=raises_only)))


def accept(exam: Exam, kind: str, further: dict[str, str], **changed: Any) -> FurtherAnswer:
    version = of_kind(exam, kind)
    looked_at = seen(version, further, raises_only="second" not in changed)
    given = {"looked_at": looked_at, "by": None, **changed}
    given["by"] = given["by"] or director_of(exam)
    return accept_further(version=version, further=further, why=WHY, **given)


def test_whoever_answered_so_has_it_as_right_and_the_version_and_the_first_marking_stay() -> None:
    exam = Exam(kinds=["short_answer", "true_false"], pass_mark="10.00")
    attempt = sit(exam, short_answer="la delegación", true_false="true")
    other = sit(exam, make_enrolment(run=exam.run), short_answer="otra cosa", true_false="true")
    before = QuestionVersion.objects.values().get(pk=of_kind(exam, "short_answer").pk)
    accept(exam, "short_answer", {"text": "La delegación"})
    assert QuestionVersion.objects.values().get(pk=before["id"]) == before
    attempt.refresh_from_db()
    assert [str(mark.mark) for mark in AttemptMark.objects.filter(attempt=attempt).order_by("number")] == [
        "10.00",
        "20.00",
    ]
    assert AttemptMark.objects.filter(attempt=other).count() == 1
    assert (str(attempt.mark), AuditEntry.objects.get(act="question.accept").why) == ("20.00", WHY)
    assert Notice.objects.get(kind="question.accepted").arguments["after"] == "20.00"
    assert_made_of_its_records()


def test_by_one_person_no_answer_is_worth_less_also_of_those_who_sit_later() -> None:
    exam = Exam(kinds=["multiple_choice"], pass_mark="11.00")
    kept = sit(exam, multiple_choice=["a", "b", "c"])
    raised = sit(exam, make_enrolment(run=exam.run), multiple_choice=["a", "b", "c", "d"])
    accept(exam, "multiple_choice", MORE)
    later = sit(exam, make_enrolment(run=exam.run), multiple_choice=["a", "b", "c"])
    marks = [str(Attempt.objects.get(pk=attempt.pk).mark) for attempt in (kept, raised, later)]
    assert marks == ["20.00", "20.00", "20.00"]
    assert AttemptMark.objects.filter(attempt=kept).count() == 1
    assert_made_of_its_records()


def test_by_two_persons_marks_are_made_as_they_come_and_the_paper_stays() -> None:
    exam = Exam(kinds=["multiple_choice"], pass_mark="16.00")
    read_the_lesson(exam)
    fell = sit(exam, multiple_choice=["a", "b", "c"])
    assert Enrolment.objects.get().state == "completed"
    open_still = make_enrolment(run=exam.run)
    open_one = sit(exam, open_still, multiple_choice=["a", "b", "c"])
    row = accept(exam, "multiple_choice", MORE, second=director_of(exam))
    assert row.way == FurtherAnswer.Way.AS_IT_COMES
    assert [str(Attempt.objects.get(pk=one.pk).mark) for one in (fell, open_one)] == ["15.00", "15.00"]
    completed = Enrolment.objects.get(attempts=fell)
    assert (completed.state, str(completed.final_mark)) == ("completed", "20.00")
    below = MarkBelowPaper.objects.get()
    assert (below.enrolment, str(below.before), str(below.after), below.passes) == (completed, "20.00", "15.00", False)
    assert open_still.progress.get(activity_uuid=exam.item.activity_uuid).state == "started"
    assert_made_of_its_records()


def test_a_quiz_that_falls_says_nothing_about_the_paper() -> None:
    exam = Exam(kinds=["multiple_choice"], counts=False)
    read_the_lesson(exam)
    attempt = sit(exam, multiple_choice=["a", "b", "c"])
    assert Enrolment.objects.get().state == "completed"
    accept(exam, "multiple_choice", MORE, second=director_of(exam))
    assert str(Attempt.objects.get(pk=attempt.pk).mark) == "15.00"
    assert not MarkBelowPaper.objects.exists()


def test_several_decisions_hold_in_their_order() -> None:
    exam = Exam(kinds=["multiple_choice"], pass_mark="16.00")
    sit(exam, multiple_choice=["a", "b", "c"])
    sit(exam, make_enrolment(run=exam.run), multiple_choice=["a", "e"])
    accept(exam, "multiple_choice", MORE)
    assert_made_of_its_records()
    accept(exam, "multiple_choice", {"option": "e"}, second=director_of(exam))
    assert_made_of_its_records()
    marks = Attempt.objects.order_by("pk").values_list("mark", flat=True)
    assert [str(mark) for mark in marks] == ["12.00", "8.00"]


def test_the_dry_run_says_what_then_happens_and_writes_nothing() -> None:
    exam = Exam(kinds=["short_answer"], pass_mark="10.00", attempts=1)
    read_the_lesson(exam)
    sit(exam, short_answer="Delegación")
    assert Enrolment.objects.get().state == "failed"
    (changed,) = changes_by_accepting(exam.versions[0], Accepted(SHORT))
    assert (changed.passes, changed.falls, str(changed.mark)) == (True, False, "20.00")
    assert (AttemptMark.objects.count(), FurtherAnswer.objects.count()) == (1, 0)
    accept(exam, "short_answer", SHORT)
    enrolment = Enrolment.objects.get()
    assert (enrolment.state, str(enrolment.final_mark)) == ("completed", "20.00")


def test_what_changed_since_it_was_looked_at_is_looked_at_again() -> None:
    exam = Exam(kinds=["short_answer"], pass_mark="10.00")
    looked_at = seen(exam.versions[0], SHORT)
    sit(exam, short_answer="Delegación")
    with pytest.raises(OtherEffects):
        accept(exam, "short_answer", SHORT, looked_at=looked_at)
    assert not FurtherAnswer.objects.exists()


def test_a_sitting_under_way_follows_it_at_submitting() -> None:
    exam = Exam(kinds=["short_answer"], pass_mark="10.00")
    exam.start()
    accept(exam, "short_answer", SHORT)
    assert str(sit(exam, short_answer="delegacion").mark) == "20.00"
    assert_made_of_its_records()


def test_a_proposal_is_done_by_another_person_as_it_was_looked_at() -> None:
    exam = Exam(kinds=["multiple_choice"], pass_mark="16.00")
    sit(exam, multiple_choice=["a", "b", "c"])
    version, by = exam.versions[0], director_of(exam)
    looked_at = seen(version, MORE, raises_only=False)
    proposal = propose_further(version=version, further=MORE, why=WHY, by=by, looked_at=looked_at)
    assert str(Attempt.objects.get().mark) == "20.00"
    with pytest.raises(SamePerson):
        confirm_proposal(proposal=proposal, second=by)
    sit(exam, make_enrolment(run=exam.run), multiple_choice=["a", "b", "c"])
    with pytest.raises(OtherEffects), transaction.atomic():
        confirm_proposal(proposal=proposal, second=director_of(exam))
    proposal.refresh_from_db()
    assert proposal.state == "waiting"
    assert not FurtherAnswer.objects.exists()


def test_a_confirmed_proposal_lowers_the_mark() -> None:
    exam = Exam(kinds=["multiple_choice"], pass_mark="16.00")
    sit(exam, multiple_choice=["a", "b", "c"])
    version, by, second = exam.versions[0], director_of(exam), director_of(exam)
    looked_at = seen(version, MORE, raises_only=False)
    proposal = propose_further(version=version, further=MORE, why=WHY, by=by, looked_at=looked_at)
    confirm_proposal(proposal=proposal, second=second)
    assert str(Attempt.objects.get().mark) == "15.00"
    assert (FurtherAnswer.objects.get().by, FurtherAnswer.objects.get().second) == (by, second)


def test_what_lets_no_mark_fall_needs_no_second_person() -> None:
    exam = Exam(kinds=["short_answer"], pass_mark="10.00")
    sit(exam, short_answer="Delegación")
    version = exam.versions[0]
    looked_at = seen(version, SHORT, raises_only=False)
    with pytest.raises(NothingFalls):
        propose_further(version=version, further=SHORT, why=WHY, by=director_of(exam), looked_at=looked_at)


def test_the_database_itself_lets_no_mark_fall_by_one_person() -> None:
    exam, by = Exam(kinds=["short_answer"]), make_officer()
    for second in (None, by):
        with pytest.raises(IntegrityError), transaction.atomic():
            FurtherAnswer.objects.create(
                version=exam.versions[0], number=1, further=SHORT, way="as_it_comes", why=WHY, by=by, second=second
            )


def test_what_is_accepted_already_or_annulled_is_refused() -> None:
    exam = Exam(kinds=["short_answer", "true_false"])
    accept(exam, "short_answer", SHORT)
    with pytest.raises(NothingFurther):
        accept(exam, "short_answer", {"text": "delegacion"}, looked_at="")
    with pytest.raises(NothingFurther):
        accept(exam, "true_false", {"option": "false"}, looked_at="")
    annul(exam, of_kind(exam, "short_answer"))
    with pytest.raises(AlreadyAnnulled):
        accept(exam, "short_answer", {"text": "Otra"}, looked_at="")


def test_only_who_decides_on_marks_of_the_course_accepts_or_proposes() -> None:
    exam = Exam(kinds=["multiple_choice"])
    sit(exam, multiple_choice=["a", "b", "c"])
    other = make_officer()
    grant(other, "training_director", area=make_area("intelligence", "Inteligencia"))
    for role in ("author", "instructor", "hr_verifier"):
        by = make_officer()
        grant(by, role)
        with pytest.raises(NotPermitted):
            accept(exam, "multiple_choice", MORE, by=by)
        with pytest.raises(NotPermitted):
            accept(exam, "multiple_choice", MORE, second=by)
    with pytest.raises(NotPermitted):
        propose_further(version=exam.versions[0], further=MORE, why=WHY, by=other, looked_at="")
    assert not FurtherAnswer.objects.exists()


def test_a_director_looks_and_accepts_in_the_cms_and_the_review_tells_it_beside_the_first_mark(client: Client) -> None:
    exam = Exam(kinds=["short_answer"], pass_mark="18.00")
    attempt = sit(exam, short_answer="Delegación")
    log_in(client, director_of(exam))
    address = f"/admin/further/{exam.versions[0].uuid}/"
    assert "seen" not in client.get(address).content.decode()
    refused = client.get(address, {"text": "comisaria pnp"})
    assert refused.context["look"].errors["text"]
    page = client.get(address, {"text": "Delegación"})
    assert exam.officer.get_full_name() in page.content.decode()
    told = {"why": WHY, "seen": page.context["found"].seen}
    assert client.post(f"{address}?text=Delegación", told).status_code == 302
    assert WHY in client.get(address).content.decode()
    log_in(client, exam.officer)
    review = client.get(f"/sit/{attempt.public_id}/review/")
    shown = review.content.decode()
    assert "Delegación" not in shown  # others may still sit it
    assert [str(marking.mark) for marking in review.context["review"].markings] == ["0.00", "20.00"]
    RunActivity.objects.create(run=exam.run, activity_uuid=exam.item.activity_uuid, closes=timezone.now())
    question = client.get(f"/sit/{attempt.public_id}/review/").context["review"].sections[0].questions[0]
    assert (question.earned, question.first) == ("1", "0")
    assert "Delegación" in question.answers.later[0]
    assert "Delegación" not in question.answers.right


def test_marks_that_fall_are_proposed_in_the_cms(client: Client) -> None:
    exam = Exam(kinds=["multiple_choice"], pass_mark="16.00")
    sit(exam, multiple_choice=["a", "b", "c"])
    log_in(client, director_of(exam))
    address = f"/admin/further/{exam.versions[0].uuid}/?option=d"
    page = client.get(address)
    assert page.context["found"].falls == 1
    told = {"why": WHY, "seen": page.context["found"].seen, "way": "as_it_comes"}
    assert client.post(address, told).status_code == 302
    assert str(Attempt.objects.get().mark) == "20.00"
    log_in(client, director_of(exam))
    assert "Arma" in client.get("/admin/proposals/").content.decode()
    waiting = client.get(f"/admin/further/{exam.versions[0].uuid}/").context["waiting"]
    assert client.get(f"/admin/further/{exam.versions[0].uuid}/{waiting.query}").context["found"].falls == 1


def test_the_questions_of_another_area_do_not_exist(client: Client) -> None:
    exam, other = Exam(kinds=["short_answer"]), make_officer()
    grant(other, "training_director", area=make_area("intelligence", "Inteligencia"))
    log_in(client, other)
    assert client.get(f"/admin/further/{exam.versions[0].uuid}/").status_code == 404


def test_the_dry_run_costs_the_same_statements_for_one_attempt_and_for_ten() -> None:
    exam = Exam(kinds=["short_answer"])
    counts = []
    for many in (1, 9):
        for _each in range(many):
            sit(exam, make_enrolment(run=exam.run), short_answer="Delegación")
        with CaptureQueriesContext(connection) as asked:
            assert changes_by_accepting(exam.versions[0], Accepted(SHORT))
        counts.append(len(asked))
    assert counts[0] == counts[1]
