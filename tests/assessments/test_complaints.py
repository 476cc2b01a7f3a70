"""Complaints: filed in time by whoever sat it, answered once by those who decide, and no key told while others sit."""

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.complaint_rules import DAYS, FOLLOWS, deadline, results_at
from assessments.freeze import freeze
from assessments.models import Attempt, AttemptMark, Complaint, ComplaintStep, ExamPage, MarkChange
from assessments.queries.complaints import own_page
from assessments.services.answer_complaint import AnsweredMeanwhile, OwnComplaint, answer_complaint
from assessments.services.change_mark import MarkWouldFall, NotUpheld, change_mark
from audit.models import Entry
from courses.models import CourseRun, Enrolment, Outcome
from officers.models import Notice, Officer
from officers.roles import NotPermitted
from tests.assessments.factories import Exam, log_in
from tests.assessments.records import assert_made_of_its_records
from tests.assessments.test_annulment import WHY, annul, director_of, read_the_lesson
from tests.assessments.test_content_kinds import EXAM, Folder
from tests.assessments.test_submit_attempt import sit
from tests.courses.factories import make_enrolment
from tests.officers.factories import grant, make_area, make_officer

pytestmark = pytest.mark.django_db
State = Complaint.State
TEXT = "La lección 1.1 dice otra cosa"
ANSWER = "La opción correcta es la de la lección"


@pytest.fixture
def exam() -> Exam:
    return Exam(kinds=["single_choice", "single_choice"], pass_mark="15.00", attempts=1)


def file(client: Client, exam: Exam, attempt: Attempt, slot: Any = 2, text: str = TEXT) -> Any:
    """File one as the officer does, by the page."""
    log_in(client, exam.officer)
    return client.post(f"/sit/{attempt.public_id}/complaints/", {"slot": slot, "text": text})


def filed(exam: Exam, slot: int = 2) -> Complaint:
    """Return a complaint about a question (the second one was answered wrongly) or the mark of a new attempt."""
    attempt = sit(exam, True, False)
    version = exam.versions[slot - 1] if slot else None
    made: Complaint = Complaint.objects.create(attempt=attempt, slot=slot, version=version, text=TEXT)
    return made


def answer(complaint: Complaint, by: Officer, *states: str) -> None:
    for state in states:
        seen = complaint.history.count()
        text = "" if state == State.UNDER_REVIEW else ANSWER
        answer_complaint(complaint=complaint, state=state, text=text, by=by, seen=seen)


def raised(exam: Exam, complaint: Complaint, by: Officer, **changed: Any) -> MarkChange:
    given = {"slot": 2, "fraction": Fraction(1), "seen": 1, **changed}
    return change_mark(complaint=complaint, why=WHY, by=by, **given)


def close(exam: Exam, *, ago: timedelta = timedelta(minutes=1)) -> None:
    ended = timezone.now() - ago
    CourseRun.objects.filter(pk=exam.run.pk).update(
        starts_at=ended - timedelta(days=30), ends_at=ended, enrolment_opens_at=ended - timedelta(days=30),
        enrolment_closes_at=ended,
    )  # fmt: skip


# Filing


def test_an_officer_files_one_about_a_question_and_one_about_the_mark(exam: Exam, client: Client) -> None:
    attempt = sit(exam, True, False)
    assert [file(client, exam, attempt, slot).status_code for slot in (2, 0)] == [302, 302]
    found = Complaint.objects.order_by("slot").values_list("slot", "version__uuid", "text")
    assert list(found) == [(0, None, TEXT), (2, exam.versions[1].uuid, TEXT)]
    assert Entry.objects.filter(act="complaint.file").count() == 2
    page = client.get(f"/sit/{attempt.public_id}/complaints/").content.decode()
    assert page.count(TEXT) == 2


def test_what_is_sent_twice_or_about_no_question_is_filed_once_and_nothing_typed_is_lost(
    exam: Exam, client: Client
) -> None:
    attempt = sit(exam, True, False)
    file(client, exam, attempt)
    for slot in (2, 3, -1, "x", ""):
        again = file(client, exam, attempt, slot)
        assert again.status_code == 200
        assert TEXT in again.content.decode()
        assert again.context["form"].errors["slot"]
    assert Complaint.objects.count() == 1


def test_two_at_once_about_one_question_are_one(exam: Exam, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    complaint = filed(exam)
    monkeypatch.setattr("assessments.views.complaints.own_page", _as_if_nothing_was_filed)
    answered = file(client, exam, complaint.attempt)
    assert "already filed" in str(answered.context["form"].non_field_errors()) or answered.context["form"].errors
    assert Complaint.objects.count() == 1


def _as_if_nothing_was_filed(held: Any) -> Any:
    return replace(own_page(held), open_slots=(0, 1, 2))


def test_nobody_complains_of_an_open_attempt_or_of_another_officers(exam: Exam, client: Client) -> None:
    attempt = exam.start()
    assert file(client, exam, attempt).status_code == 302
    other = make_enrolment(run=exam.run).officer
    log_in(client, other)
    address = f"/sit/{attempt.public_id}/complaints/"
    assert client.get(address).status_code == client.post(address, {"slot": 0, "text": TEXT}).status_code == 404
    assert not Complaint.objects.exists()


def test_the_deadline_counts_from_when_the_exam_has_closed_for_everybody(exam: Exam, client: Client) -> None:
    attempt = sit(exam, True, False)
    close(exam, ago=timedelta(days=DAYS) - timedelta(minutes=5))
    assert file(client, exam, attempt, 2).status_code == 302
    close(exam, ago=timedelta(days=DAYS) + timedelta(minutes=5))
    late = file(client, exam, attempt, 0)
    Attempt.objects.filter(pk=attempt.pk).update(submitted_at=timezone.now() - timedelta(days=DAYS, minutes=5))
    late = file(client, exam, attempt, 1)
    assert late.context["form"].non_field_errors()
    assert TEXT in str(late.context["form"]["text"].value())
    assert set(Complaint.objects.values_list("slot", flat=True)) == {0, 2}


def test_the_rules_of_time_and_the_way_of_a_complaint_are_those_that_are_documented() -> None:
    now = timezone.now()
    later = now + timedelta(days=3)
    assert results_at(submitted_at=now, counts=True, closes_for_all=later) == later
    assert results_at(submitted_at=now, counts=False, closes_for_all=later) == now
    assert deadline({}, now) == now + timedelta(days=5)
    assert deadline({"complaint_days": 0}, now) == now
    assert {start: sorted(ends) for start, ends in FOLLOWS.items()} == {
        "filed": ["under_review"], "under_review": ["dismissed", "upheld"], "upheld": [], "dismissed": [],
    }  # fmt: skip


# Answering


@pytest.mark.parametrize(
    ("before", "state", "allowed"),
    [
        ((), "under_review", True), ((), "upheld", False), ((), "dismissed", False), ((), "filed", False),
        (("under_review",), "upheld", True), (("under_review",), "dismissed", True),
        (("under_review",), "under_review", False), (("under_review", "upheld"), "dismissed", False),
        (("under_review", "dismissed"), "upheld", False), (("under_review", "upheld"), "under_review", False),
    ],
)  # fmt: skip
def test_a_complaint_goes_one_way(exam: Exam, before: tuple[str, ...], state: str, allowed: bool) -> None:
    complaint, by = filed(exam), director_of(exam)
    answer(complaint, by, *before)
    if allowed:
        answer(complaint, by, state)
    else:
        with pytest.raises(AnsweredMeanwhile):
            answer(complaint, by, state)
    steps = [*before, state] if allowed else list(before)
    assert list(complaint.history.values_list("state", flat=True)) == steps
    assert Notice.objects.filter(kind="complaint.answered", officer=exam.officer).count() == len(steps)


def test_of_two_who_answer_at_once_the_second_is_told_and_keeps_what_he_typed(exam: Exam, client: Client) -> None:
    complaint, by = filed(exam), director_of(exam)
    answer(complaint, by, State.UNDER_REVIEW)
    log_in(client, director_of(exam))
    seen = client.get(f"/admin/complaints/{complaint.uuid}/").context["desk"].steps
    answer(complaint, by, State.DISMISSED)
    late = client.post(
        f"/admin/complaints/{complaint.uuid}/answer/", {"state": "upheld", "text": "Tiene razón", "seen": len(seen)}
    )
    page = late.content.decode()
    assert late.context["answer_form"].non_field_errors()
    assert "Tiene razón" in page
    assert ANSWER in page
    assert complaint.history.count() == 2


def test_a_decision_without_a_text_is_none(exam: Exam, client: Client) -> None:
    complaint, by = filed(exam), director_of(exam)
    answer(complaint, by, State.UNDER_REVIEW)
    log_in(client, by)
    address = f"/admin/complaints/{complaint.uuid}/answer/"
    assert client.post(address, {"state": "upheld", "text": " ", "seen": 1}).context["answer_form"].errors["text"]
    assert complaint.history.count() == 1


def test_only_who_decides_on_marks_of_the_course_answers_and_nobody_his_own(exam: Exam, client: Client) -> None:
    complaint = filed(exam)
    elsewhere = make_officer()
    grant(elsewhere, "training_director", area=make_area("intelligence", "Inteligencia"))
    others = [elsewhere]
    for role in ("author", "reviewer", "instructor", "hr_verifier", "auditor"):
        others.append(make_officer())
        grant(others[-1], role, **({} if role in {"hr_verifier", "auditor"} else {"area": exam.course.area}))
    for by in others:
        with pytest.raises(NotPermitted):
            answer(complaint, by, State.UNDER_REVIEW)
        log_in(client, by)
        for path in ("", "take-up/", "answer/", "mark/"):
            address = f"/admin/complaints/{complaint.uuid}/{path}"
            assert client.get(address).status_code in {404, 405}
            assert client.post(address, {"seen": 0, "state": "upheld", "text": "x"}).status_code in {404, 405}
        assert TEXT not in client.get("/admin/complaints/").content.decode()
    grant(exam.officer, "training_director", area=exam.course.area)
    with pytest.raises(OwnComplaint):
        answer(complaint, Officer.objects.get(pk=exam.officer.pk), State.UNDER_REVIEW)
    assert not ComplaintStep.objects.exists()


def test_the_list_shows_each_state(exam: Exam, client: Client) -> None:
    complaint, by = filed(exam), director_of(exam)
    log_in(client, by)
    for state in ("filed", "under_review", "upheld"):
        if state != "filed":
            answer(complaint, by, state)
        for asked_for in ("filed", "under_review", "upheld", "dismissed", "", "nonsense"):
            found = client.get("/admin/complaints/", {"state": asked_for}).context["lines"]
            assert len(found) == (asked_for in {state, "", "nonsense"})


# What the officer reads


def test_the_answer_is_read_when_the_exam_has_closed_for_everybody_and_not_before(exam: Exam, client: Client) -> None:
    complaint = filed(exam)
    answer(complaint, director_of(exam), State.UNDER_REVIEW, State.DISMISSED)
    log_in(client, exam.officer)
    address = f"/sit/{complaint.attempt.public_id}/complaints/"
    page = client.get(address).content.decode()
    assert ANSWER not in page
    assert client.get(address).context["page"].complaints[0].state == "dismissed"
    right = [option["text"] for option in exam.versions[1].content["options"] if option["right"]]
    assert not [text for text in (*right, exam.versions[1].content["explanation"]) if text.strip("*") in page]
    assert ANSWER not in str(list(Notice.objects.values_list("arguments", flat=True)))
    close(exam)
    assert ANSWER in client.get(address).content.decode()


def test_of_a_quiz_that_shows_its_key_at_once_the_answer_is_read_at_once(client: Client) -> None:
    quiz = Exam(kinds=["single_choice"] * 2, counts=False, pass_mark=None, review="at_once")
    complaint = filed(quiz)
    answer(complaint, director_of(quiz), State.UNDER_REVIEW, State.UPHELD)
    log_in(client, quiz.officer)
    assert ANSWER in client.get(f"/sit/{complaint.attempt.public_id}/complaints/").content.decode()


# The mark


def test_a_mark_rises_by_hand_and_the_enrolment_follows(exam: Exam) -> None:
    read_the_lesson(exam)
    complaint, by = filed(exam), director_of(exam)
    assert Enrolment.objects.get().state == "failed"
    answer(complaint, by, State.UNDER_REVIEW, State.UPHELD)
    change = raised(exam, complaint, by, fraction=Fraction(1, 2))
    assert (str(change.mark_before), str(change.mark_after), change.before, change.after) == (
        "10.00", "15.00", "0/1", "1/2",
    )  # fmt: skip
    first, second = AttemptMark.objects.order_by("number")
    assert (str(first.mark), str(second.mark), second.by, second.why) == ("10.00", "15.00", by, WHY)
    assert second.slots[1]["reasons"] == ["by_hand"]
    enrolment = Enrolment.objects.get()
    assert (enrolment.state, str(enrolment.final_mark)) == ("completed", "15.00")
    assert Outcome.objects.filter(evidence=f"mark_change:{change.pk}", by=by).count() == 1
    assert Entry.objects.get(act="mark.change").why == WHY
    assert Notice.objects.get(kind="mark.changed").arguments["after"] == "15.00"
    assert_made_of_its_records()


def test_a_mark_changed_by_hand_and_then_annulled_is_still_what_its_rows_give(exam: Exam) -> None:
    complaint, by = filed(exam), director_of(exam)
    answer(complaint, by, State.UNDER_REVIEW, State.UPHELD)
    raised(exam, complaint, by, fraction=Fraction(1, 3))
    annul(exam, exam.versions[1])
    assert str(Attempt.objects.get().mark) == "20.00"
    assert_made_of_its_records()


def test_a_completed_course_keeps_the_final_mark_that_stands_on_paper() -> None:
    exam = Exam(kinds=["single_choice"] * 2, pass_mark="10.00")
    read_the_lesson(exam)
    complaint, by = filed(exam), director_of(exam)
    answer(complaint, by, State.UNDER_REVIEW, State.UPHELD)
    raised(exam, complaint, by)
    assert (str(Enrolment.objects.get().final_mark), str(Attempt.objects.get().mark)) == ("10.00", "20.00")


@pytest.mark.parametrize("fraction", [Fraction(0), Fraction(1, 4)])
def test_a_fall_and_the_same_again_are_refused(exam: Exam, fraction: Fraction) -> None:
    complaint, by = filed(exam), director_of(exam)
    answer(complaint, by, State.UNDER_REVIEW, State.UPHELD)
    raised(exam, complaint, by, fraction=Fraction(1, 4))
    with pytest.raises(MarkWouldFall):
        raised(exam, complaint, by, fraction=fraction, seen=2)
    assert MarkChange.objects.count() == 1


@pytest.mark.parametrize("states", [(), ("under_review",), ("under_review", "dismissed")])
def test_no_mark_is_changed_by_a_complaint_that_was_not_upheld(exam: Exam, states: tuple[str, ...]) -> None:
    complaint, by = filed(exam), director_of(exam)
    answer(complaint, by, *states)
    with pytest.raises(NotUpheld):
        raised(exam, complaint, by)


def test_a_complaint_about_one_question_changes_no_other_and_one_about_the_mark_any(exam: Exam) -> None:
    by = director_of(exam)
    complaint = filed(exam)
    answer(complaint, by, State.UNDER_REVIEW, State.UPHELD)
    for wrong in ({"slot": 1}, {"fraction": Fraction(3, 2)}):
        with pytest.raises(NotUpheld):
            raised(exam, complaint, by, **wrong)
    whole: Complaint = Complaint.objects.create(attempt=complaint.attempt, slot=0, text=TEXT)
    answer(whole, by, State.UNDER_REVIEW, State.UPHELD)
    with pytest.raises(NotUpheld):
        raised(exam, whole, by, slot=3)
    raised(exam, whole, by)


def test_of_two_who_change_it_at_once_the_second_is_told(exam: Exam) -> None:
    complaint, by = filed(exam), director_of(exam)
    answer(complaint, by, State.UNDER_REVIEW, State.UPHELD)
    raised(exam, complaint, by, fraction=Fraction(1, 2))
    with pytest.raises(AnsweredMeanwhile):
        raised(exam, complaint, director_of(exam), fraction=Fraction(3, 4))
    assert AttemptMark.objects.count() == 2


def test_nobody_changes_his_own_mark_and_only_who_decides_changes_any(exam: Exam) -> None:
    complaint = filed(exam)
    answer(complaint, director_of(exam), State.UNDER_REVIEW, State.UPHELD)
    author = make_officer()
    grant(author, "author", area=exam.course.area)
    with pytest.raises(NotPermitted):
        raised(exam, complaint, author)
    grant(exam.officer, "training_director", area=exam.course.area)
    with pytest.raises(OwnComplaint):
        raised(exam, complaint, Officer.objects.get(pk=exam.officer.pk))


def test_a_director_answers_and_changes_the_mark_in_the_cms(exam: Exam, client: Client) -> None:
    complaint, by = filed(exam), director_of(exam)
    log_in(client, by)
    address = f"/admin/complaints/{complaint.uuid}/"
    assert client.post(f"{address}take-up/", {"seen": 0}).status_code == 302
    given = {"state": "upheld", "text": ANSWER, "seen": 1}
    assert client.post(f"{address}answer/", given).status_code == 302
    assert f"/admin/annulments/{exam.versions[1].uuid}/" in client.get(address).content.decode()
    for wrong in ("x", "-1", "99", "1/0", "0"):
        refused = client.post(f"{address}mark/", {"slot": 2, "points": wrong, "why": WHY, "seen": 1})
        assert refused.context["mark_form"].errors["points"]
        assert WHY in refused.content.decode()
    weight = Fraction(exam.versions[1].weight)
    points = f"{(weight / 2).numerator}/{(weight / 2).denominator}"
    assert client.post(f"{address}mark/", {"slot": 2, "points": points, "why": WHY, "seen": 1}).status_code == 302
    assert MarkChange.objects.get().after == "1/2"
    log_in(client, exam.officer)
    assert client.get(f"/sit/{complaint.attempt.public_id}/review/").context["review"].mark == 15


def test_a_form_that_is_not_right_costs_no_more_than_the_page(exam: Exam, client: Client) -> None:
    complaint, by = filed(exam), director_of(exam)
    answer(complaint, by, State.UNDER_REVIEW, State.UPHELD)
    log_in(client, by)
    address = f"/admin/complaints/{complaint.uuid}/"
    client.get(address)
    counts = []
    for path, typed in (("", None), ("answer/", {"state": "upheld"}), ("mark/", {"slot": 2, "points": "x"})):
        with CaptureQueriesContext(connection) as statements:
            shown = client.get(address) if typed is None else client.post(f"{address}{path}", typed)
        assert shown.status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1] == counts[2]


# The rule


def test_days_of_its_own_stand_in_the_payload_and_the_usual_ones_change_no_hash(exam: Exam, client: Client) -> None:
    attempt = sit(exam, True, False)
    log_in(client, exam.officer)
    address = f"/sit/{attempt.public_id}/complaints/"
    until = client.get(address).context["page"].until
    assert until == exam.run.ends_at + timedelta(days=DAYS)
    own = Exam(kinds=["single_choice"], complaint_days=30)
    submitted = sit(own, False)
    log_in(client, own.officer)
    until = client.get(f"/sit/{submitted.public_id}/complaints/").context["page"].until
    assert until == own.run.ends_at + timedelta(days=30)


def test_an_author_and_a_file_say_the_days_and_the_usual_ones_are_not_frozen(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.load()
    page = ExamPage.objects.get()
    assert page.complaint_days == DAYS
    assert "complaint_days" not in freeze(page)
    folder.write("01-modulo/02-examen.yaml", {**EXAM, "complaint_days": 30})
    folder.load()
    page = ExamPage.objects.get().get_latest_revision_as_object()
    assert freeze(page)["complaint_days"] == 30
    folder.write("01-modulo/02-examen.yaml", {**EXAM, "complaint_days": 400})
    assert [code for _path, _line, code in folder.faults()] == ["out_of_bounds"]
