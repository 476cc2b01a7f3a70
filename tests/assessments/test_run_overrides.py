"""Overrides for everybody in a run: one row, the more generous of two, and nothing taken from anybody."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.models import Attempt, Override, RunOverride
from assessments.services.give_override import Given as GivenToOne
from assessments.services.give_override import GivenMeanwhile, NothingGiven, ToOneself, Unneeded, give_override
from assessments.services.give_run_override import give_run_override
from assessments.services.start_attempt import CannotStart, start_attempt
from assessments.services.submit_attempt import submit_attempt
from audit.append_only import Immutable
from audit.models import Entry
from courses.models import Enrolment
from officers.models import Notice, Officer
from officers.roles import NotPermitted
from tests.assessments.factories import Exam, log_in
from tests.courses.factories import make_enrolment
from tests.officers.factories import grant, make_area, make_officer

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def director_of(exam: Exam) -> Officer:
    director = make_officer(is_staff=True)
    grant(director, "training_director", area=exam.course.area)
    return director


def give(exam: Exam, *, seen: int = 0, by: Officer | None = None, **given: Any) -> RunOverride:
    return give_run_override(
        run=exam.run, exam=exam.item, attempts=given.get("attempts", 0), minutes=given.get("minutes", 0),
        why="Corte de luz", by=by or director_of(exam), seen=seen,
    )  # fmt: skip


def give_one(exam: Exam, *, seen: int = 0, **given: Any) -> None:
    give_override(
        run=exam.run, exam=exam.item, enrolments=[exam.enrolment.pk], given=GivenToOne(**given), why="Adaptación",
        by=director_of(exam), seen=seen,
    )  # fmt: skip


def fail(exam: Exam) -> None:
    submit_attempt(attempt=exam.start().pk, by=exam.officer)


def length_of(attempt: Attempt) -> timedelta:
    attempt.refresh_from_db()
    assert attempt.ends_at is not None
    return attempt.ends_at - attempt.started_at


def test_everybody_has_another_attempt_and_whoever_had_failed_goes_on() -> None:
    exam = Exam(attempts=1)
    fail(exam)
    assert Enrolment.objects.get().state == "failed"
    give(exam, attempts=1)
    assert Enrolment.objects.get().state == "active"
    fail(exam)
    assert Enrolment.objects.get().state == "failed"
    with pytest.raises(CannotStart):
        exam.start()


def test_sittings_under_way_end_later_at_once_and_who_enrols_later_has_it_too() -> None:
    exam = Exam(minutes=40)
    attempt = exam.start()
    give(exam, minutes=15)
    assert length_of(attempt) == 55 * MINUTE
    later = make_enrolment(run=exam.run)
    begun = start_attempt(enrolment=later.uuid, activity=exam.item.activity_uuid, by=later.officer)
    assert length_of(begun) == 55 * MINUTE


@pytest.mark.parametrize(("own", "of_run", "length"), [(10, 30, 70), (30, 10, 70)])
def test_the_more_generous_of_two_holds(own: int, of_run: int, length: int) -> None:
    exam = Exam(minutes=40)
    give_one(exam, minutes=own)
    give(exam, minutes=of_run)
    assert length_of(exam.start()) == length * MINUTE


def test_what_is_given_to_one_officer_afterwards_is_more_than_all_have() -> None:
    exam = Exam(attempts=1)
    give(exam, attempts=1)
    fail(exam)
    fail(exam)
    give_one(exam, attempts=1)
    assert Override.objects.get().extra_attempts == 2
    fail(exam)
    assert Attempt.objects.count() == 3


def test_taking_back_shortens_no_sitting_and_what_is_written_stays() -> None:
    exam = Exam(minutes=40)
    row = give(exam, minutes=15)
    attempt = exam.start()
    give(exam, seen=1)
    assert length_of(attempt) == 55 * MINUTE
    submit_attempt(attempt=attempt.pk, by=exam.officer)
    assert length_of(exam.start()) == 40 * MINUTE
    with pytest.raises(Immutable):
        row.delete()


def test_it_is_on_record_and_told_to_whoever_gets_more() -> None:
    exam = Exam(minutes=40)
    give_one(exam, minutes=30)
    told = Notice.objects.count()
    give(exam, minutes=15)
    assert Notice.objects.count() == told
    give(exam, seen=1, minutes=45)
    assert Notice.objects.count() == told + 1
    assert Entry.objects.filter(act="override.give_run").count() == 2


def test_what_was_not_seen_changes_nothing() -> None:
    exam = Exam(minutes=40)
    give(exam, minutes=15)
    for seen in (0, 2, -1):
        with pytest.raises(GivenMeanwhile):
            give(exam, seen=seen, minutes=30)
    with pytest.raises(NothingGiven):
        give(exam, seen=1, minutes=15)
    assert RunOverride.objects.count() == 1


def test_who_may_not_gives_nothing_and_nobody_gives_himself() -> None:
    exam = Exam(minutes=40)
    other = make_officer()
    grant(other, "training_director", area=make_area("intelligence", "Inteligencia"))
    with pytest.raises(NotPermitted):
        give(exam, by=other, minutes=15)
    grant(exam.officer, "training_director", area=exam.course.area)
    with pytest.raises(ToOneself):
        give(exam, by=exam.officer, minutes=15)
    with pytest.raises(Unneeded):
        give(Exam(minutes=None), minutes=15)


def test_what_somebody_gave_to_a_run_in_which_he_enrols_later_holds_for_all_but_him() -> None:
    exam = Exam(minutes=40, attempts=1)
    director = director_of(exam)
    give(exam, minutes=15, attempts=1, by=director)
    own = make_enrolment(run=exam.run, officer=director)
    assert length_of(exam.start()) == 55 * MINUTE
    begun = start_attempt(enrolment=own.uuid, activity=exam.item.activity_uuid, by=director)
    assert length_of(begun) == 40 * MINUTE
    submit_attempt(attempt=begun.pk, by=director)
    with pytest.raises(CannotStart):
        start_attempt(enrolment=own.uuid, activity=exam.item.activity_uuid, by=director)
    give(exam, seen=1, minutes=30, attempts=1)
    told = Notice.objects.filter(officer=director).latest("pk")
    assert told.arguments["minutes"] == 30
    begun = start_attempt(enrolment=own.uuid, activity=exam.item.activity_uuid, by=director)
    assert length_of(begun) == 70 * MINUTE


def test_what_he_gave_to_all_counts_not_in_what_is_given_to_him() -> None:
    exam = Exam(minutes=40)
    director = director_of(exam)
    give(exam, minutes=15, by=director)
    own = make_enrolment(run=exam.run, officer=director)
    give_override(
        run=exam.run, exam=exam.item, enrolments=[own.pk], given=GivenToOne(minutes=5), why="Adaptación",
        by=director_of(exam), seen=0,
    )  # fmt: skip
    assert Override.objects.get().extra_minutes == 5


def test_it_costs_the_same_statements_for_one_officer_and_for_ten() -> None:
    counts = []
    for others in (0, 9):
        exam = Exam(minutes=40)
        held = [exam.enrolment, *(make_enrolment(run=exam.run) for _each in range(others))]
        attempts = [start_attempt(enrolment=one.uuid, activity=exam.item.activity_uuid, by=one.officer) for one in held]
        by = director_of(exam)
        with CaptureQueriesContext(connection) as asked:
            give(exam, by=by, minutes=15)
        counts.append(len(asked))
        assert {length_of(attempt) for attempt in attempts} == {55 * MINUTE}
        assert not Attempt.objects.filter(stages__isnull=False).exists()
        assert Notice.objects.filter(kind="override.given", officer__in=[one.officer for one in held]).count() == len(
            held
        )
    assert counts[0] == counts[1]


def test_the_list_has_what_runs_were_given_beside_what_officers_were_and_is_narrowed_by_name(client: Client) -> None:
    exam = Exam(minutes=40)
    log_in(client, director_of(exam))
    give(exam, minutes=15)
    page = client.get("/admin/overrides/").content.decode()
    assert "Corte de luz" in page
    assert reverse("assessments_overrides:give_run", args=[exam.run.code.lower(), exam.item.activity_uuid]) in page
    give(exam, minutes=0, seen=1)
    give_one(exam, minutes=5)
    stranger, name = make_officer(paternal_surname="Zumaeta"), exam.officer.paternal_surname
    lines = [(line.name, line.in_force) for line in client.get("/admin/overrides/").context["lines"]]
    assert lines == [(exam.officer.get_full_name(), True), ("", False), ("", False)]
    for q, count in ((exam.officer.login, 3), (name.lower(), 3), (stranger.login, 0), ("\0", 3)):
        assert len(client.get("/admin/overrides/", {"q": q}).context["lines"]) == count
    assert len(client.get("/admin/overrides/", {"run": exam.run.code}).context["lines"]) == 3
    assert not client.get("/admin/overrides/", {"run": "OTRA"}).context["lines"]
    other = Client()
    area = make_area("intelligence", "Inteligencia")
    grant(stranger, "training_director", area=area)
    log_in(other, stranger)
    assert not other.get("/admin/overrides/").context["lines"]


def test_the_page_states_what_holds_and_another_area_does_not_find_it(client: Client) -> None:
    exam = Exam(minutes=40)
    address = reverse("assessments_overrides:give_run", args=[exam.run.code.lower(), exam.item.activity_uuid])
    log_in(client, director_of(exam))
    sent = {"attempts": "", "minutes": "15", "why": "Corte de luz", "seen": "0"}
    assert client.post(address, sent).status_code == 302
    assert client.post(address, sent).status_code == 200
    assert RunOverride.objects.get().extra_minutes == 15
    assert 'value="15"' in client.get(address).content.decode()
    stranger = make_officer(is_staff=True)
    grant(stranger, "training_director", area=make_area("intelligence", "Inteligencia"))
    other = Client()
    log_in(other, stranger)
    assert other.get(address).status_code == 404
