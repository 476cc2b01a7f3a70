"""Seats and ways in: who has a place at once, who asks, who waits, and who is next."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from audit.models import Entry
from courses.admission import OnlyByList, RequestDeclined
from courses.models import CourseRun, Enrolment
from courses.queries.seats import before
from courses.services.enrol import enrol
from courses.services.withdraw import withdraw
from officers.models import Notice
from tests.courses.factories import course_of, make_course, make_edition, make_enrolment, make_run
from tests.courses.words import english
from tests.officers.factories import grant, make_officer

pytestmark = pytest.mark.django_db


def director_of(run: CourseRun) -> Any:
    officer = make_officer()
    grant(officer, "training_director", course=course_of(run.edition).uuid)
    return officer


def ask(run: CourseRun, officer: Any = None) -> Enrolment:
    officer = officer or make_officer()
    return enrol(officer=officer, run=run, by=officer)


def test_who_comes_after_the_last_seat_waits_and_is_told() -> None:
    run = make_run(capacity=1)
    assert ask(run).state == "active"
    second = ask(run)
    assert second.state == "waiting"
    assert "waiting list" in english(Notice.objects.get(officer=second.officer))


def test_a_freed_seat_goes_to_the_first_who_waits_with_notice_and_audit() -> None:
    run = make_run(capacity=1)
    seated, first, second = ask(run), ask(run), ask(run)
    assert before([first, second]) == {first.pk: 0, second.pk: 1}
    withdraw(enrolment=seated, by=seated.officer)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("active", "waiting")
    assert Entry.objects.get(act="enrolment.seat").on_id == str(first.pk)
    assert "seat is yours" in english(Notice.objects.filter(officer=first.officer).latest("pk"))
    assert before([second]) == {second.pk: 0}


def test_leaving_the_list_frees_no_seat() -> None:
    run = make_run(capacity=1)
    ask(run)
    first, second = ask(run), ask(run)
    withdraw(enrolment=first, by=first.officer)
    second.refresh_from_db()
    assert second.state == "waiting"


def test_who_completed_or_failed_has_used_the_seat() -> None:
    run = make_run(capacity=2)
    for state in ("completed", "failed"):
        make_enrolment(run=run, state=state, ended_at=timezone.now())
    assert ask(run).state == "waiting"


def test_after_enrolment_closed_a_freed_seat_is_offered_to_nobody_by_itself() -> None:
    run = make_run(capacity=1)
    seated, waiting = ask(run), ask(run)
    CourseRun.objects.update(enrolment_closes_at=timezone.now() - timedelta(hours=1))
    withdraw(enrolment=seated, by=seated.officer)
    waiting.refresh_from_db()
    assert waiting.state == "waiting"


def test_by_approval_an_officer_asks_and_whoever_is_in_charge_enrols_at_once() -> None:
    run = make_run(way_in="approval")
    asked = ask(run)
    assert asked.state == "requested"
    assert "asked for a place" in english(Notice.objects.get(officer=asked.officer))
    assert enrol(officer=make_officer(), run=run, by=director_of(run)).state == "active"


def test_nobody_approves_himself_by_enrolling() -> None:
    run = make_run(way_in="approval")
    director = director_of(run)
    assert enrol(officer=director, run=run, by=director).state == "requested"


def test_by_list_nobody_enrols_himself_and_is_told_whom_to_ask() -> None:
    run = make_run(make_edition(make_course(contact="Capitán Ríos, anexo 214")), way_in="list")
    with override("en"), pytest.raises(OnlyByList) as refused:
        ask(run)
    assert "Capitán Ríos, anexo 214" in str(refused.value)
    nameless = make_run(way_in="list")
    with override("en"), pytest.raises(OnlyByList) as refused:
        ask(nameless)
    assert "%" not in str(refused.value)
    assert enrol(officer=make_officer(), run=run, by=director_of(run)).state == "active"


def test_who_was_declined_asks_this_run_no_more_but_may_still_be_enrolled() -> None:
    officer, run = make_officer(), make_run(way_in="approval")
    make_enrolment(officer, run, state="declined", ended_at=timezone.now())
    with pytest.raises(RequestDeclined):
        ask(run, officer)
    assert ask(make_run(run.edition, way_in="approval"), officer).state == "requested"


def test_whoever_manages_one_run_enrols_in_this_run_only() -> None:
    run = make_run()
    director = make_officer()
    grant(director, "training_director", run=run.uuid)
    assert enrol(officer=make_officer(), run=run, by=director).state == "active"


# The learner's pages ------------------------------------------------------------------------------


def pages_of(enrolment: Enrolment) -> tuple[str, str, str]:
    client = Client()
    client.force_login(enrolment.officer)
    client.cookies["django_language"] = "en"
    code = enrolment.course.code.lower()
    first, *others = (
        client.get(address).content.decode() for address in ("/learn/", "/catalogue/", f"/catalogue/{code}/")
    )
    assert "/learn/" in first
    return first, others[0], others[1]


def test_who_waits_reads_how_many_are_before_and_may_leave_the_list() -> None:
    run = make_run(capacity=1)
    ask(run)
    ask(run)
    waiting = ask(run)
    mine, catalogue, course = pages_of(waiting)
    assert "1 officer waits before you." in mine
    assert "1 officer waits before you." in course
    assert "On the waiting list" in catalogue
    client = Client()
    client.force_login(waiting.officer)
    client.cookies["django_language"] = "en"
    assert "Take it back" in client.get(f"/learn/{waiting.uuid}/").content.decode()
    client.post(f"/learn/{waiting.uuid}/withdraw/")
    waiting.refresh_from_db()
    assert waiting.state == "withdrawn"


def test_who_asked_reads_that_it_waits_for_approval() -> None:
    mine, catalogue, course = pages_of(ask(make_run(way_in="approval")))
    for page in (mine, catalogue, course):
        assert "Waits for approval" in page


def test_the_course_page_says_what_the_button_will_do() -> None:
    edition = make_edition()
    make_run(edition, way_in="approval")
    ask(make_run(edition, capacity=1))
    make_run(edition, way_in="list")
    client = Client()
    client.force_login(make_officer())
    client.cookies["django_language"] = "en"
    page = client.get(f"/catalogue/{course_of(edition).code.lower()}/").content.decode()
    for words in (
        "Ask for a place",
        "Join the waiting list",
        "all taken",
        "enrol the officers of this run from a list",
    ):
        assert words in page
