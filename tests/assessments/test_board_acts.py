"""The board annuls a sitting or lets it go on: by two persons, with what hangs on it, and nothing is lost."""

from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from assessments.models import (
    Attempt,
    AttemptMark,
    Complaint,
    ComplaintStep,
    MarkBelowPaper,
    Response,
    SittingAnnulment,
    SittingReopening,
)
from assessments.queries.receipt import receipt_of
from assessments.queries.receipt_check import check_receipt
from assessments.queries.sittings import Effects
from assessments.services.annul_sitting import NotToAnnul, OwnSitting, annul_sitting, propose_annulment
from assessments.services.change_mark import NoMarkStands, change_mark
from assessments.services.give_override import Given, give_override
from assessments.services.make_again import OtherEffects
from assessments.services.number_client import number_client
from assessments.services.reopen_sitting import (
    AnswersShown,
    BadUntil,
    NotToReopen,
    propose_reopening,
    reopen_sitting,
)
from assessments.services.save_response import Entry, save_response
from assessments.services.start_attempt import CannotStart
from assessments.services.submit_attempt import submit_attempt
from assessments.views.cms_board import _effects
from audit.append_only import Immutable
from audit.models import Entry as AuditEntry
from courses.models import Enrolment, Outcome, Progress, RunActivity
from officers.models import Notice, Officer
from officers.reasons import ReasonMissing
from officers.roles import NotPermitted
from officers.services.confirm_proposal import SamePerson, confirm_proposal
from tests.assessments.factories import Exam, log_in
from tests.assessments.records import assert_made_of_its_records
from tests.assessments.test_annulment import director_of, read_the_lesson
from tests.assessments.test_submit_attempt import give, key_of, sit
from tests.lms.test_below_paper import hr, told
from tests.officers.factories import grant, make_officer

pytestmark = pytest.mark.django_db
WHY = "Otra persona dio el examen en su lugar"
CHOICES = ["single_choice", "single_choice"]


def exam_of(**rules: Any) -> Exam:
    return Exam(**{"kinds": CHOICES, "pass_mark": "11.00", "attempts": 2, **rules})


def effects(attempt: Attempt, **how: Any) -> Effects:
    found = _effects(Attempt.objects.get(pk=attempt.pk), **how)
    assert found is not None
    return found


def annul(exam: Exam, attempt: Attempt, *, is_used: bool = False, **changed: Any) -> SittingAnnulment:
    given = {"by": director_of(exam), "second": director_of(exam), "why": WHY, **changed}
    looked_at = changed.pop("looked_at", None) or effects(attempt, is_used=is_used).digest
    return annul_sitting(attempt=attempt, is_used=is_used, **{**given, "looked_at": looked_at})


def reopen(exam: Exam, attempt: Attempt, **changed: Any) -> SittingReopening:
    until = timezone.now() + timedelta(minutes=30)
    given = {"by": director_of(exam), "second": director_of(exam), "why": WHY, "until": until, **changed}
    return reopen_sitting(attempt=attempt, looked_at=effects(attempt, goes_on=True).digest, **given)


def progress(exam: Exam) -> tuple[str, str]:
    return Progress.objects.filter(activity_uuid=exam.item.activity_uuid).values_list("state", "fraction").get()


def test_an_annulled_sitting_counts_nowhere_and_is_kept() -> None:
    exam = exam_of()
    attempt = sit(exam, True, True)
    assert progress(exam) == ("done", "1/1")
    row = annul(exam, attempt)
    attempt.refresh_from_db()
    assert (attempt.state, str(attempt.mark), str(row.mark)) == ("annulled", "20.00", "20.00")
    assert progress(exam) == ("started", "")
    assert AttemptMark.objects.filter(attempt=attempt).count() == 1
    assert AuditEntry.objects.get(act="sitting.annul").why == WHY
    assert Notice.objects.get(kind="sitting.annulled").officer == exam.officer
    with pytest.raises(Immutable):
        row.delete()


@pytest.mark.parametrize(("is_used", "left"), [(False, 1), (True, 0)])
def test_whether_the_attempt_is_used_is_said(is_used: bool, left: int) -> None:
    exam = exam_of(attempts=1)
    attempt = sit(exam, True, True)
    assert effects(attempt, is_used=is_used).ends is is_used
    annul(exam, attempt, is_used=is_used)
    assert Enrolment.objects.get(pk=exam.enrolment.pk).state == ("failed" if is_used else "active")
    if left:
        assert sit(exam, True, False).number == 2
        assert progress(exam)[1] == "1/2"
        with pytest.raises(CannotStart):
            exam.start()
    else:
        with pytest.raises(CannotStart):
            exam.start()


def test_the_others_count_as_if_it_had_not_been() -> None:
    exam = exam_of(attempts=3, pass_mark="16.00", counting="mean")
    first, second = sit(exam, False, False), sit(exam, True, False)
    assert progress(exam) == ("started", "1/4")
    annul(exam, first)
    assert progress(exam) == ("started", "1/2")
    third = sit(exam, True, True)
    assert progress(exam) == ("started", "3/4")
    annul(exam, second)
    assert progress(exam) == ("done", "1/1")
    assert third.state == "submitted"
    assert_made_of_its_records()


def test_an_enrolment_that_had_failed_by_it_goes_on() -> None:
    exam = exam_of(attempts=1)
    attempt = sit(exam, False, False)
    assert Enrolment.objects.get(pk=exam.enrolment.pk).state == "failed"
    assert effects(attempt).goes_on
    annul(exam, attempt)
    assert Enrolment.objects.get(pk=exam.enrolment.pk).state == "active"
    assert exam.start().number == 2


def test_a_completed_course_keeps_its_paper_and_hr_is_told() -> None:
    from certificates.services.award import award

    exam = exam_of()
    read_the_lesson(exam)
    attempt = sit(exam, True, True)
    certificate = award(enrolment=Enrolment.objects.get(pk=exam.enrolment.pk)).certificates.get()
    officer = hr()
    assert told(officer) == []
    found = effects(attempt)
    assert (found.completed, found.below_paper, found.no_longer_passes) == (True, True, True)
    annul(exam, attempt)
    enrolment = Enrolment.objects.get(pk=exam.enrolment.pk)
    assert (enrolment.state, str(enrolment.final_mark)) == ("completed", "20.00")
    assert progress(exam) == ("done", "1/1"), "what stands on paper is not touched"
    assert Outcome.objects.order_by("-pk")[0].state == "started"
    assert MarkBelowPaper.objects.get().annulment is not None
    assert told(officer) == [(certificate.pk, "20.00", "0.00", False)]


def test_it_takes_two_persons_with_the_act_and_neither_of_them_sat_it() -> None:
    exam = exam_of()
    attempt = sit(exam, True, True)
    by, seen = director_of(exam), effects(attempt).digest
    with pytest.raises(NotPermitted):
        propose_annulment(attempt=attempt, is_used=False, why=WHY, by=make_officer(), looked_at=seen)
    grant(exam.officer, "training_director", area=exam.course.area)
    with pytest.raises(OwnSitting):
        propose_annulment(attempt=attempt, is_used=False, why=WHY, by=exam.officer, looked_at=seen)
    with pytest.raises(ReasonMissing):
        propose_annulment(attempt=attempt, is_used=False, why=" ", by=by, looked_at=seen)
    proposal = propose_annulment(attempt=attempt, is_used=False, why=WHY, by=by, looked_at=seen)
    assert Attempt.objects.get(pk=attempt.pk).state == "submitted"
    for person, refusal in ((by, SamePerson), (exam.officer, OwnSitting), (make_officer(), NotPermitted)):
        with pytest.raises(refusal):
            confirm_proposal(proposal=proposal, second=person)
    confirm_proposal(proposal=proposal, second=director_of(exam))
    row = SittingAnnulment.objects.get()
    assert (row.by, row.why, row.second != row.by) == (by, WHY, True)


def test_what_is_confirmed_is_what_was_looked_at() -> None:
    exam = exam_of()
    attempt = sit(exam, False, True)
    seen = effects(attempt).digest
    sit(exam, True, True)
    with pytest.raises(OtherEffects):
        annul(exam, attempt, looked_at=seen)


def test_only_what_was_submitted_is_annulled_and_once() -> None:
    exam = exam_of()
    attempt = exam.start()
    told_of: dict[str, Any] = {"looked_at": "", "by": director_of(exam), "second": director_of(exam), "why": WHY}
    with pytest.raises(NotToAnnul):
        annul_sitting(attempt=attempt, is_used=False, **told_of)
    submit_attempt(attempt=attempt.pk, by=exam.officer)
    annul(exam, attempt)
    with pytest.raises(NotToAnnul):
        annul_sitting(attempt=attempt, is_used=False, **told_of)


def test_nothing_is_saved_in_an_annulled_sitting() -> None:
    exam = exam_of()
    attempt = exam.start()
    client = number_client(attempt)
    submit_attempt(attempt=attempt.pk, by=exam.officer)
    annul(exam, attempt)
    entry = Entry(client=client, sequence=1, slot=1, value=key_of(attempt, 1, "a"), base="")
    saved: Any = save_response(attempt=attempt.public_id, officer=exam.officer.pk, session_hash=None, entry=entry)
    assert saved.standing == "after_submit"


def test_a_reopened_sitting_goes_on_with_its_answers_and_is_marked_anew() -> None:
    exam = exam_of()
    attempt = exam.start()
    give(exam, attempt, 1, key_of(attempt, 1, "a"))
    submit_attempt(attempt=attempt.pk, by=exam.officer)
    assert progress(exam) == ("started", "1/2")
    row = reopen(exam, attempt)
    again = exam.start()
    assert (again.pk, again.state, again.mark, again.ends_at) == (attempt.pk, "open", None, row.until)
    assert progress(exam) == ("started", "")
    give(exam, again, 2, key_of(attempt, 2, "a"))
    submit_attempt(attempt=attempt.pk, by=exam.officer)
    again.refresh_from_db()
    marks = [str(mark) for mark in AttemptMark.objects.order_by("number").values_list("mark", flat=True)]
    assert (str(again.mark), marks) == ("20.00", ["10.00", "20.00"])
    assert progress(exam) == ("done", "1/1")
    assert Notice.objects.filter(kind="sitting.reopened").count() == 1
    assert AuditEntry.objects.get(act="sitting.reopen").why == WHY
    assert_made_of_its_records()


def test_a_review_after_a_reopening_shows_no_marking_that_was_another_hand_in(client: Client) -> None:
    exam = exam_of()
    attempt = sit(exam, True, False)
    reopen(exam, attempt)
    submit_attempt(attempt=attempt.pk, by=exam.officer)
    log_in(client, exam.officer)
    assert client.get(f"/sit/{attempt.public_id}/review/").context["review"].markings == ()


@pytest.mark.parametrize("act", [annul, reopen])
def test_no_mark_is_changed_by_hand_where_none_stands(act: Any) -> None:
    exam = exam_of()
    attempt = sit(exam, True, False)
    complaint = Complaint.objects.create(attempt=attempt, slot=0, text="x")
    director = director_of(exam)
    for number, (state, text) in enumerate((("under_review", ""), ("upheld", "Tiene razón")), start=1):
        ComplaintStep.objects.create(complaint=complaint, number=number, state=state, text=text, by=director)
    act(exam, attempt)
    with pytest.raises(NoMarkStands):
        change_mark(complaint=complaint, slot=2, fraction=Fraction(1), why=WHY, by=director, seen=1)


def test_more_attempts_are_given_to_whoever_has_only_annulled_ones() -> None:
    exam = exam_of(attempts=1)
    annul(exam, sit(exam, True, True), is_used=True)
    assert Enrolment.objects.get(pk=exam.enrolment.pk).state == "failed"
    director = director_of(exam)
    give_override(
        run=exam.run, exam=exam.item, enrolments=[exam.enrolment.pk], given=Given(attempts=1), why=WHY, by=director,
        seen=0,
    )  # fmt: skip
    assert exam.start().number == 2


def test_both_receipts_hold_after_a_reopening_and_a_changed_record_shows() -> None:
    exam = exam_of()
    attempt = exam.start()
    give(exam, attempt, 1, key_of(attempt, 1, "b"))
    first = submit_attempt(attempt=attempt.pk, by=exam.officer)
    assert first is not None
    before = receipt_of(first).to_json()
    reopen(exam, attempt)
    assert check_receipt(before) == []
    give(exam, attempt, 1, key_of(attempt, 1, "a"), base="1.1")
    second = submit_attempt(attempt=attempt.pk, by=exam.officer)
    assert second is not None
    after = receipt_of(second).to_json()
    assert check_receipt(before) == check_receipt(after) == []
    assert before["receipt"]["responses_sha256"] != after["receipt"]["responses_sha256"]
    assert [each["value"] for each in (before["responses"][0], after["responses"][0])] == [
        key_of(attempt, 1, "b"), key_of(attempt, 1, "a"),
    ]  # fmt: skip
    Attempt.objects.filter(pk=attempt.pk).update(number=9)
    assert check_receipt(before) != []


@pytest.mark.parametrize(("review", "refusal"), [("at_once", AnswersShown), ("own_marks", None), ("after_close", None)])
def test_nothing_goes_on_once_right_answers_were_shown(review: str, refusal: Any) -> None:
    exam = exam_of(counts=False, review=review)
    attempt = sit(exam, True, False)
    if refusal is None:
        reopen(exam, attempt)
    else:
        with pytest.raises(refusal):
            reopen(exam, attempt)


def test_it_goes_on_no_longer_than_the_exam_is_open_to_somebody() -> None:
    exam = exam_of()
    attempt = sit(exam, True, False)
    closes = timezone.now() + timedelta(hours=1)
    RunActivity.objects.create(run=exam.run, activity_uuid=exam.item.activity_uuid, closes=closes)
    for until in (timezone.now() - timedelta(minutes=1), closes + timedelta(minutes=1)):
        with pytest.raises(BadUntil):
            reopen(exam, attempt, until=until)
    reopen(exam, attempt, until=closes)


def test_it_goes_on_until_after_its_newest_answer_also_where_a_clock_went_wrong() -> None:
    """While the clock was an hour ahead an answer was saved; until then its time would be over at once."""
    exam = exam_of()
    attempt = sit(exam, True, False)
    ahead = timezone.now() + timedelta(hours=1)
    Response.objects.create(
        attempt=attempt, client=1, sequence=900, slot=2, value="x", base="", at=ahead, order=9, standing="counted"
    )
    with pytest.raises(BadUntil):
        reopen(exam, attempt, until=timezone.now() + timedelta(minutes=30))
    reopen(exam, attempt, until=ahead + timedelta(minutes=30))


def test_only_the_newest_sitting_of_an_enrolment_that_is_not_completed_goes_on() -> None:
    exam = exam_of()
    first = sit(exam, False, False)
    second = sit(exam, True, True)
    with pytest.raises(NotToReopen):
        reopen(exam, first)
    read_the_lesson(exam)
    assert Enrolment.objects.get(pk=exam.enrolment.pk).state == "completed"
    with pytest.raises(NotToReopen):
        reopen(exam, second)


def test_of_sections_in_order_only_the_last_is_open_again() -> None:
    from assessments.services.begin_section import begin_section

    exam = exam_of(parts=[{"forward_only": True}, {"minutes": 10}])
    attempt = exam.start()
    for section in (1, 2):
        begin_section(attempt=attempt.public_id, section=section, by=exam.officer)
    submit_attempt(attempt=attempt.pk, by=exam.officer)
    row = reopen(exam, attempt)
    stages: Any = Attempt.objects.get(pk=attempt.pk).stages
    assert stages[0]["left"] is not None
    assert (stages[1]["left"], datetime.fromisoformat(stages[1]["ends"])) == (None, row.until)


def test_an_enrolment_that_failed_by_it_goes_on_when_it_is_reopened() -> None:
    exam = exam_of(attempts=1)
    attempt = sit(exam, False, False)
    assert Enrolment.objects.get(pk=exam.enrolment.pk).state == "failed"
    reopen(exam, attempt)
    assert Enrolment.objects.get(pk=exam.enrolment.pk).state == "active"
    submit_attempt(attempt=attempt.pk, by=exam.officer)
    assert Enrolment.objects.get(pk=exam.enrolment.pk).state == "failed"


def _browse(person: Officer, client: Client) -> Client:
    log_in(client, person)
    client.cookies["django_language"] = "en"
    return client


def test_the_pages_list_what_hangs_on_it_and_propose(client: Client) -> None:
    exam = exam_of()
    attempt = sit(exam, True, True)
    director, second = director_of(exam), director_of(exam)
    _browse(director, client)
    address = f"/admin/sittings/{attempt.public_id}/"
    log = client.get(address).content.decode()
    assert f"{address}annul/" in log
    page = client.get(f"{address}annul/")
    assert "no longer passed" in page.content.decode()
    typed = {"why": WHY, "seen": page.context["seen"], "is_used": "on"}
    assert client.post(f"{address}annul/", {**typed, "seen": "old"}).status_code == 200
    assert client.post(f"{address}annul/", typed)["Location"] == address
    assert not SittingAnnulment.objects.exists()
    assert "counts as an attempt used" in _browse(second, client).get("/admin/proposals/").content.decode()
    from officers.models import Proposal

    confirm_proposal(proposal=Proposal.objects.get(), second=second)
    assert WHY in client.get(address).content.decode()
    _browse(exam.officer, client)
    assert WHY in client.get(f"/sit/{attempt.public_id}/review/").content.decode()
    start = client.get(f"/learn/{exam.enrolment.uuid}/{exam.item.activity_uuid}/").content.decode()
    assert "annulled" in start
    assert client.get(f"/sit/{attempt.public_id}/receipt/").status_code == 200


def test_a_sitting_that_is_being_marked_is_called_so_and_offers_no_act(client: Client) -> None:
    exam = exam_of(kinds=["single_choice", "essay"])
    attempt = exam.start()
    give(exam, attempt, 2, "En el mercado")
    submit_attempt(attempt=attempt.pk, by=exam.officer)
    _browse(director_of(exam), client)
    address = f"/admin/sittings/{attempt.public_id}/"
    for part in ("", "annul/", "reopen/"):
        page = client.get(f"{address}{part}").content.decode()
        assert "Answers of this sitting are being marked." in page
        assert not [told for told in ("It is annulled.", "· None", f"{address}annul/", "<textarea") if told in page]


def test_the_page_of_reopening_proposes_and_says_at_the_field_what_is_wrong(client: Client) -> None:
    exam = exam_of()
    attempt = sit(exam, True, False)
    _browse(director_of(exam), client)
    address = f"/admin/sittings/{attempt.public_id}/reopen/"
    page = client.get(address)
    typed = {"why": WHY, "seen": page.context["seen"]}
    past = client.post(address, {**typed, "until": "2020-01-01T10:00"})
    assert past.status_code == 200
    assert past.context["form"].errors["until"]
    later = timezone.localtime(timezone.now() + timedelta(minutes=20)).strftime("%Y-%m-%dT%H:%M")
    assert client.post(address, {**typed, "until": later}).status_code == 302
    assert not SittingReopening.objects.exists()
    outsider = make_officer()
    assert _browse(outsider, client).get(address).status_code == 404


def test_a_proposal_of_reopening_is_done_when_it_is_confirmed() -> None:
    exam = exam_of()
    attempt = sit(exam, True, False)
    proposal = propose_reopening(
        attempt=attempt, until=timezone.now() + timedelta(minutes=20), why=WHY, by=director_of(exam),
        looked_at=effects(attempt, goes_on=True).digest,
    )  # fmt: skip
    confirm_proposal(proposal=proposal, second=director_of(exam))
    assert Attempt.objects.get(pk=attempt.pk).state == "open"
