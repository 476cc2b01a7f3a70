"""Undoing a withdrawal: the same enrolment goes on, as far as there is a seat, all or nobody."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from audit.models import Entry
from courses.models import CourseRun, Enrolment, Outcome
from courses.services.come_back import CannotComeBack, RunOver
from courses.services.put_back import NoSeat, put_back_chosen
from courses.services.record_outcome import record_outcome
from courses.services.withdraw import withdraw_chosen
from officers.models import Notice
from officers.notices import words_of
from officers.reasons import ReasonMissing
from officers.roles import NotPermitted
from tests.courses.factories import make_edition, make_enrolment, make_run
from tests.courses.test_roster import client_of, director_of, everybody, read
from tests.officers.factories import make_officer

pytestmark = pytest.mark.django_db


def withdrawn(run: CourseRun, by: Any, **fields: Any) -> Enrolment:
    enrolment = make_enrolment(run=run, **fields)
    read(enrolment, 1)
    withdraw_chosen(run=run, chosen=Enrolment.objects.filter(pk=enrolment.pk), by=by, why="Descuido")
    return enrolment


def state_of(enrolment: Enrolment) -> str:
    enrolment.refresh_from_db()
    return enrolment.state


def done(enrolment: Enrolment, label: str, state: str = "done") -> Outcome:
    activity = enrolment.run.edition.items.get(label=label).activity_uuid
    return record_outcome(
        enrolment=enrolment, activity=activity, state=state, fraction=None, evidence="prueba", by=None
    )


def test_who_was_withdrawn_goes_on_in_the_same_enrolment_with_what_was_done() -> None:
    run = make_run()
    by = director_of(run)
    slip = withdrawn(run, by)
    assert put_back_chosen(run=run, chosen=everybody(run), by=by, why="Fue un descuido") == 1
    assert (state_of(slip), slip.ended_at, slip.progress.count()) == ("active", None, 1)
    assert Entry.objects.get(act="enrolment.put_back").why == "Fue un descuido"
    notice = Notice.objects.get(officer=slip.officer, kind="enrolment.put_back")
    assert notice.arguments["why"] == "Fue un descuido"
    assert "Fue un descuido" in words_of(notice)


def test_many_come_back_at_once_only_if_there_is_a_seat_for_each() -> None:
    run = make_run(capacity=2)
    by = director_of(run)
    slips = [withdrawn(run, by) for _n in range(2)]
    waited = make_enrolment(run=run)
    with pytest.raises(NoSeat) as refused:
        put_back_chosen(run=run, chosen=everybody(run), by=by, why="Descuido")
    assert str(run.code) in str(refused.value)
    assert [state_of(row) for row in slips] == ["withdrawn", "withdrawn"]
    waited.delete()
    assert put_back_chosen(run=run, chosen=everybody(run), by=by, why="Descuido") == 2


def test_nobody_comes_back_without_a_right_or_a_reason_or_into_a_run_that_is_over() -> None:
    run = make_run()
    by = director_of(run)
    withdrawn(run, by)
    with pytest.raises(NotPermitted):
        put_back_chosen(run=run, chosen=everybody(run), by=make_officer(), why="x")
    with pytest.raises(ReasonMissing):
        put_back_chosen(run=run, chosen=everybody(run), by=by, why=" ")
    with pytest.raises(RunOver):
        put_back_chosen(run=run, chosen=everybody(run), by=by, why="x", at=run.ends_at)


@pytest.mark.parametrize("why_not", ["enrolled_elsewhere", "taken_again", "left_the_service", "himself"])
def test_who_cannot_come_back_is_named_and_nobody_does(why_not: str) -> None:
    run = make_run()
    by, other = director_of(run), director_of(run)
    slip, kept = withdrawn(run, other), withdrawn(run, other, officer=by if why_not == "himself" else None)
    if why_not == "enrolled_elsewhere":
        make_enrolment(kept.officer, make_run(run.edition))
    elif why_not == "taken_again":
        make_enrolment(kept.officer, run, state="failed", ended_at=timezone.now())
    elif why_not == "left_the_service":
        type(kept.officer).objects.filter(pk=kept.officer_id).update(status="retired")
    with pytest.raises(CannotComeBack) as refused:
        put_back_chosen(run=run, chosen=everybody(run), by=by, why="x")
    assert kept.officer.login in str(refused.value)
    assert slip.officer.login not in str(refused.value)
    assert (state_of(slip), state_of(kept)) == ("withdrawn", "withdrawn")


def test_of_two_withdrawals_of_one_officer_the_newest_goes_on() -> None:
    run = make_run()
    by = director_of(run)
    first = withdrawn(run, by, made_at=timezone.now() - timedelta(days=2))
    second = withdrawn(run, by, officer=first.officer)
    assert put_back_chosen(run=run, chosen=everybody(run), by=by, why="x") == 1
    assert (state_of(first), state_of(second)) == ("withdrawn", "active")


def test_what_came_of_a_sitting_after_the_withdrawal_counts_when_he_is_back() -> None:
    run = make_run(make_edition(lessons=2))
    by = director_of(run)
    finished, failed = withdrawn(run, by), withdrawn(run, by)
    done(finished, "1.2")
    done(failed, "1.2", "failed")
    assert put_back_chosen(run=run, chosen=everybody(run), by=by, why="x") == 2
    assert (state_of(finished), state_of(failed)) == ("completed", "failed")


def test_who_comes_back_takes_the_edition_to_which_his_run_has_moved() -> None:
    run = make_run(make_edition(lessons=2))
    by = director_of(run)
    slip = withdrawn(run, by)
    newer = make_edition(run.edition.course, lessons=3)
    CourseRun.objects.filter(pk=run.pk).update(edition=newer)
    put_back_chosen(run=run, chosen=everybody(run), by=by, why="x")
    assert (state_of(slip), slip.edition) == ("active", newer)


# In the CMS --------------------------------------------------------------------------------------


def test_the_page_of_withdrawing_says_how_it_is_undone_and_who_cannot_come_back_by_himself() -> None:
    run = make_run()
    begun, _idle = make_enrolment(run=run), make_enrolment(run=run)
    Outcome.objects.create(enrolment=begun, activity_uuid=run.uuid, state="started", evidence="", at=timezone.now())
    client, address = client_of(director_of(run)), f"/admin/runs/{run.uuid}/act/"
    page = client.post(address, {"act": "withdraw", "all": "1"}).content.decode()
    assert "put them back" in page
    assert "1 of them has begun an exam" in page
    assert client.post(address, {"act": "withdraw", "all": "1", "confirmed": "2", "why": "x"}).status_code == 302
    page = client.post(address, {"act": "put_back", "all": "1"}).content.decode()
    assert "2 officers are concerned." in page
    client.post(address, {"act": "put_back", "all": "1", "confirmed": "2", "why": "x"})
    assert Enrolment.objects.filter(state="active").count() == 2


def test_a_missing_seat_is_said_and_the_reason_stays() -> None:
    run = make_run(capacity=1)
    by = director_of(run)
    withdrawn(run, by)
    make_enrolment(run=run)
    page = client_of(by).post(
        f"/admin/runs/{run.uuid}/act/", {"act": "put_back", "all": "1", "confirmed": "1", "why": "Fue un descuido"}
    )
    assert "nobody was put back" in page.content.decode()
    assert "Fue un descuido" in page.content.decode()
