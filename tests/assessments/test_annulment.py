"""Annulling a question: no mark falls, every mark that rests on it is made again, and all of it is on record."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from assessments.models import Annulment, Attempt, AttemptMark, QuestionVersion
from assessments.queries.corrections import changes_by_annulling, digest
from assessments.services.annul_question import AlreadyAnnulled, OtherEffects, annul_question
from assessments.services.number_client import number_client
from assessments.services.save_response import Entry, save_response
from assessments.services.submit_attempt import submit_attempt
from audit.models import Entry as AuditEntry
from courses.models import CourseRun, Enrolment, Outcome
from courses.services.record_outcome import record_outcome
from officers.models import Notice, Officer
from officers.roles import NotPermitted
from tests.assessments.factories import Exam, log_in
from tests.assessments.records import assert_made_of_its_records
from tests.courses.factories import make_enrolment, make_run
from tests.officers.factories import grant, make_area, make_officer

pytestmark = pytest.mark.django_db
WHY = "La opción marcada como correcta no corresponde a la norma vigente"
KINDS = ["single_choice", "true_false"]


def director_of(exam: Exam) -> Officer:
    director = make_officer()
    grant(director, "training_director", area=exam.course.area)
    return director


def annul(exam: Exam, version: QuestionVersion | None = None, **changed: Any) -> Annulment:
    version = version or exam.versions[0]
    given = {"looked_at": digest(changes_by_annulling(version)), "by": None, **changed}
    given["by"] = given["by"] or director_of(exam)
    return annul_question(version=version, why=WHY, **given)


def sit(exam: Exam, *, right: int = 0) -> Attempt:
    """Submit a sitting with so many of its true/false questions right, and nothing else answered."""
    attempt = exam.start()
    for number in range(1, right + 1):
        slot = attempt.draw["slots"][-number]
        truth = QuestionVersion.objects.get(uuid=slot["version"]).content["answer"]
        key = next(key for key, option in slot["options"] if option == ("true" if truth else "false"))
        entry = Entry(client=number_client(attempt), sequence=1, slot=slot["number"], value=key, base="")
        save_response(attempt=attempt.public_id, officer=exam.officer.pk, session_hash=None, entry=entry)
    submit_attempt(attempt=attempt.pk, by=exam.officer)
    return Attempt.objects.get(pk=attempt.pk)


def read_the_lesson(exam: Exam) -> None:
    record_outcome(
        enrolment=exam.enrolment, activity=exam.lesson.activity_uuid, state="done", fraction=None, evidence="reading",
        by=exam.officer,
    )  # fmt: skip


def test_whoever_was_asked_it_has_it_as_right_and_the_first_marking_stays() -> None:
    exam = Exam(kinds=KINDS, pass_mark="18.00")
    attempt = sit(exam)
    assert str(attempt.mark) == "0.00"
    annul(exam)
    attempt.refresh_from_db()
    assert str(attempt.mark) == "10.00"
    first, second = AttemptMark.objects.order_by("number")
    assert (str(first.mark), str(second.mark)) == ("0.00", "10.00")
    assert [line["reasons"] for line in second.slots] == [["annulled"], ["blank"]]
    assert (second.why, AuditEntry.objects.get(act="question.annul").why) == (WHY, WHY)
    assert Notice.objects.get(kind="question.annulled").arguments["after"] == "10.00"
    assert_made_of_its_records()


def test_the_dry_run_says_what_then_happens_and_writes_nothing() -> None:
    exam = Exam(kinds=KINDS, pass_mark="10.00", attempts=1)
    read_the_lesson(exam)
    sit(exam)
    (changed,) = changes_by_annulling(exam.versions[0])
    assert (changed.passes, str(changed.mark), str(changed.changes[0].before)) == (True, "10.00", "0.00")
    assert AttemptMark.objects.count() == 1


@pytest.mark.parametrize("is_over", [False, True])
def test_whoever_failed_by_it_passes_also_when_the_run_is_over(is_over: bool) -> None:
    exam = Exam(kinds=KINDS, pass_mark="10.00", attempts=1)
    read_the_lesson(exam)
    sit(exam)
    assert Enrolment.objects.get().state == "failed"
    if is_over:
        ended = timezone.now() - timedelta(minutes=1)
        CourseRun.objects.update(ends_at=ended, enrolment_closes_at=ended)
    annul(exam)
    enrolment = Enrolment.objects.get()
    assert (enrolment.state, str(enrolment.final_mark)) == ("completed", "10.00")


def test_an_enrolment_that_lacks_more_than_this_stays_as_it_ended() -> None:
    exam = Exam(kinds=KINDS, pass_mark="10.00", attempts=1)
    sit(exam)
    ended = timezone.now() - timedelta(minutes=1)
    CourseRun.objects.update(ends_at=ended, enrolment_closes_at=ended)
    annul(exam)
    assert Enrolment.objects.get().state == "failed"
    assert str(Attempt.objects.get().mark) == "10.00"


def test_whoever_takes_the_course_anew_keeps_the_new_enrolment_alone() -> None:
    exam = Exam(kinds=KINDS, pass_mark="10.00", attempts=1)
    read_the_lesson(exam)
    sit(exam)
    make_enrolment(exam.officer, make_run(exam.edition))
    annul(exam)
    assert sorted(Enrolment.objects.values_list("state", flat=True)) == ["active", "failed"]


def test_a_completed_course_keeps_the_final_mark_that_stands_on_paper() -> None:
    exam = Exam(kinds=KINDS, pass_mark="10.00")
    read_the_lesson(exam)
    sit(exam, right=1)
    assert str(Enrolment.objects.get().final_mark) == "10.00"
    annul(exam)
    assert (str(Enrolment.objects.get().final_mark), str(Attempt.objects.get().mark)) == ("10.00", "20.00")


def test_a_sitting_under_way_and_those_to_come_follow_it_at_submitting() -> None:
    exam = Exam(kinds=KINDS, pass_mark="18.00")
    attempt = exam.start()
    annul(exam)
    submit_attempt(attempt=attempt.pk, by=exam.officer)
    assert [str(mark) for mark in (sit(exam).mark, Attempt.objects.get(pk=attempt.pk).mark)] == ["10.00", "10.00"]
    assert Outcome.objects.filter(fraction="1/2").count() == 2
    assert_made_of_its_records()


def test_what_changed_since_it_was_looked_at_is_looked_at_again() -> None:
    exam = Exam(kinds=KINDS, pass_mark="18.00")
    seen = digest(changes_by_annulling(exam.versions[0]))
    sit(exam)
    with pytest.raises(OtherEffects):
        annul(exam, looked_at=seen)
    assert not Annulment.objects.exists()


def test_it_is_annulled_once_and_changes_nobody_who_had_it_right_or_was_not_asked() -> None:
    exam, other = Exam(kinds=KINDS, pass_mark="18.00"), Exam(kinds=KINDS, pass_mark="18.00")
    sit(exam, right=1)
    sit(other)
    annul(exam, exam.versions[1])
    assert AttemptMark.objects.count() == 2
    with pytest.raises(AlreadyAnnulled):
        annul(exam, exam.versions[1])


def test_only_who_decides_on_marks_of_the_course_annuls() -> None:
    exam = Exam(kinds=KINDS)
    for role in ("author", "instructor", "hr_verifier"):
        by = make_officer()
        grant(by, role)
        with pytest.raises(NotPermitted):
            annul(exam, by=by)


def test_a_director_looks_and_annuls_in_the_cms_and_the_officer_reads_why(client: Client) -> None:
    exam = Exam(kinds=KINDS, pass_mark="18.00")
    attempt = sit(exam)
    log_in(client, director_of(exam))
    address = f"/admin/annulments/{exam.versions[0].uuid}/"
    page = client.get(address)
    assert exam.officer.get_full_name() in page.content.decode()
    refused = client.post(address, {"why": "", "seen": page.context["seen"]})
    assert refused.context["form"].errors["why"]
    assert client.post(address, {"why": WHY, "seen": page.context["seen"]}).status_code == 302
    assert WHY in client.get(address).content.decode()
    assert WHY in client.get("/admin/annulments/").content.decode()
    log_in(client, exam.officer)
    assert client.get(f"/sit/{attempt.public_id}/review/").context["review"].mark == Attempt.objects.get().mark


def test_the_questions_of_another_area_do_not_exist(client: Client) -> None:
    exam, other = Exam(kinds=KINDS), make_officer()
    grant(other, "training_director", area=make_area("intelligence", "Inteligencia"))
    log_in(client, other)
    assert client.get(f"/admin/annulments/{exam.versions[0].uuid}/").status_code == 404
