"""The roster of a run: filters, order and cost; acts on many with a confirmation that names how many."""

import csv
import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from audit.models import Entry
from courses.models import CourseRun, Enrolment, Progress
from courses.queries.pace import pace
from courses.queries.roster import Order, Situation, Wanted, lines, roster
from courses.services.come_back import CannotComeBack
from courses.services.decide_requests import Approved, approve_chosen, decline_chosen, enrol_declined_chosen
from courses.services.move_enrolments import Moved, TooFewSeats, move_chosen
from courses.services.withdraw import withdraw_chosen
from officers.models import Notice, Officer
from officers.reasons import ReasonMissing
from officers.roles import NotPermitted
from tests.courses.factories import course_of, make_edition, make_enrolment, make_run
from tests.officers.factories import grant, make_officer, make_rank, make_unit

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def director_of(run: CourseRun) -> Any:
    officer = make_officer(is_staff=True)
    grant(officer, "training_director", course=course_of(run.edition).uuid)
    return officer


def client_of(officer: Any) -> Client:
    client = Client()
    client.force_login(officer, backend="officers.backends.OfficerBackend")
    client.cookies["django_language"] = "en"
    return client


def half_way() -> CourseRun:
    """A run half of whose time is over, with four lessons: two should be done."""
    now = timezone.now()
    return make_run(make_edition(lessons=4), starts_at=now - 10 * DAY, ends_at=now + 10 * DAY,
                    enrolment_closes_at=now + DAY)  # fmt: skip


def read(enrolment: Enrolment, count: int) -> None:
    for item in enrolment.run.edition.items.filter(kind="lesson").order_by("order")[:count]:
        Progress.objects.create(enrolment=enrolment, activity_uuid=item.activity_uuid, state="done")


def found(run: CourseRun, **wanted: Any) -> list[str]:
    steps = pace(run, at=timezone.now())
    return [line.login for line in lines(roster(run, Wanted(**wanted), steps), steps, with_marks=True)]


def everybody(run: CourseRun) -> Any:
    return Enrolment.objects.filter(run=run)


def test_who_is_behind_has_not_begun_or_never_logged_in_is_found() -> None:
    run = half_way()
    ahead, behind, idle = (make_enrolment(run=run) for _n in range(3))
    read(ahead, 2)
    read(behind, 1)
    Officer.objects.exclude(pk=idle.officer_id).update(last_login=timezone.now())
    make_enrolment(run=run, state="withdrawn", ended_at=timezone.now())
    assert set(found(run, situation=Situation.BEHIND)) == {behind.officer.login, idle.officer.login}
    assert found(run, situation=Situation.NOT_BEGUN) == [idle.officer.login]
    assert found(run, situation=Situation.NO_LOG_IN) == [idle.officer.login]
    second = run.edition.items.get(label="1.2").activity_uuid
    assert found(run, next=second) == [behind.officer.login]
    assert found(run, state="active", order=Order.MOST)[0] == ahead.officer.login


def test_a_roster_is_narrowed_to_a_unit_with_all_below_it_and_searched_without_accents() -> None:
    region = make_unit("Región", kind="region")
    inside = make_officer(unit=make_unit("Comisaría", parent=region), paternal_surname="Núñez")
    run = make_run()
    make_enrolment(inside, run)
    make_enrolment(run=run)
    assert found(run, unit=region) == [inside.login]
    assert found(run, q="nunez rosa") == [inside.login]
    assert found(run, q=inside.login[:6] + inside.login[6:]) == [inside.login]


def test_a_roster_opens_in_at_most_15_statements_whatever_its_size() -> None:
    run = half_way()
    client, address = client_of(director_of(run)), f"/admin/runs/{run.uuid}/"
    make_enrolment(run=run)
    client.get(address)
    counts = []
    for many in (0, 400):
        _fill(run, many)
        with CaptureQueriesContext(connection) as seen:
            page = client.get(address, {"situation": "behind", "order": "least"})
        assert page.status_code == 200
        counts.append(len(seen))
    assert "401 officers" in page.content.decode()
    assert counts[0] == counts[1] <= 15, [query["sql"][:90] for query in seen]


def _fill(run: CourseRun, many: int) -> None:
    unit, rank, cip = make_unit(), make_rank(), 70_000_001
    officers = Officer.objects.bulk_create(
        Officer(login=str(cip + n), cip=str(cip + n), given_names="Ana", paternal_surname="Ríos",
                search_name=f"rios ana {n}", unit=unit, rank=rank)
        for n in range(many)
    )  # fmt: skip
    course = course_of(run.edition)
    Enrolment.objects.bulk_create(
        Enrolment(officer=each, run=run, edition=run.edition, course=course, state="active") for each in officers
    )


def test_approving_gives_the_seats_in_the_order_of_asking_and_the_others_wait() -> None:
    run = make_run(way_in="approval", capacity=2)
    asked = [make_enrolment(run=run, state="requested") for _n in range(3)]
    by = director_of(run)
    assert approve_chosen(run=run, chosen=everybody(run), by=by, why="Cumplen") == Approved(3, 2)
    assert [Enrolment.objects.get(pk=row.pk).state for row in asked] == ["active", "active", "waiting"]
    kinds = [Notice.objects.get(officer=row.officer).kind for row in asked]
    assert kinds == ["enrolment.seated", "enrolment.seated", "enrolment.waits"]
    assert Entry.objects.filter(act="enrolment.approve", why="Cumplen").count() == 3


def test_nobody_approves_his_own_request_or_without_a_reason_or_right() -> None:
    run = make_run(way_in="approval")
    by = director_of(run)
    make_enrolment(by, run, state="requested")
    assert approve_chosen(run=run, chosen=everybody(run), by=by, why="x").count == 0
    with pytest.raises(ReasonMissing):
        approve_chosen(run=run, chosen=everybody(run), by=by, why=" ")
    acts: list[Any] = [approve_chosen, decline_chosen, withdraw_chosen]
    for act in acts:
        with pytest.raises(NotPermitted):
            act(run=run, chosen=everybody(run), by=make_officer(), why="x")


def test_declining_ends_requests_and_waits_with_the_reason_and_leaves_learners() -> None:
    run = make_run(way_in="approval")
    for state in ("requested", "waiting", "active"):
        make_enrolment(run=run, state=state)
    assert decline_chosen(run=run, chosen=everybody(run), by=director_of(run), why="Otra promoción") == 2
    assert sorted(everybody(run).values_list("state", flat=True)) == ["active", "declined", "declined"]
    assert Notice.objects.filter(kind="enrolment.declined", arguments__why="Otra promoción").count() == 2


def test_who_was_declined_is_enrolled_after_all_in_the_order_of_asking_or_nobody_is() -> None:
    run = make_run(way_in="approval", capacity=1)
    now, by = timezone.now(), director_of(run)
    early, late = [make_enrolment(run=run, state="declined", made_at=now - days * DAY, ended_at=now) for days in (2, 1)]
    elsewhere = make_enrolment(run=run, state="declined", ended_at=now)
    other = make_enrolment(elsewhere.officer, make_run(run.edition))
    with pytest.raises(CannotComeBack):
        enrol_declined_chosen(run=run, chosen=everybody(run), by=by, why="x")
    other.delete()
    assert enrol_declined_chosen(run=run, chosen=everybody(run), by=by, why="Se admite") == Approved(3, 1)
    states = [Enrolment.objects.get(pk=row.pk).state for row in (early, late, elsewhere)]
    assert states == ["active", "waiting", "waiting"]
    assert Entry.objects.filter(act="enrolment.approve", why="Se admite").count() == 3
    assert Notice.objects.get(officer=late.officer).kind == "enrolment.waits"


def test_withdrawing_many_offers_their_seats() -> None:
    run = make_run(capacity=2)
    seated = [make_enrolment(run=run) for _n in range(2)]
    waiting = make_enrolment(run=run, state="waiting")
    chosen = everybody(run).filter(pk__in=[row.pk for row in seated])
    assert withdraw_chosen(run=run, chosen=chosen, by=director_of(run), why="Relevo") == 2
    waiting.refresh_from_db()
    assert waiting.state == "active"


def test_officers_move_to_a_run_of_the_same_edition_with_what_they_did() -> None:
    run = half_way()
    other = make_run(run.edition, capacity=1)
    first, second = make_enrolment(run=run), make_enrolment(run=run)
    read(first, 1)
    by = director_of(run)
    with pytest.raises(TooFewSeats) as refused:
        move_chosen(run=run, to=other, chosen=everybody(run), by=by, why="Turno")
    assert refused.value.field == "to"
    chosen = everybody(run).filter(pk=first.pk)
    assert move_chosen(run=run, to=other, chosen=chosen, by=by, why="Turno") == Moved(1, 0, 0)
    first.refresh_from_db()
    assert (first.run, first.progress.count()) == (other, 1)
    assert second.run == run


# In the CMS --------------------------------------------------------------------------------------


def test_an_act_on_many_first_says_how_many_and_does_nothing_without_a_reason() -> None:
    run = make_run(way_in="approval")
    asked = [make_enrolment(run=run, state="requested") for _n in range(2)]
    learning = make_enrolment(run=run)
    client, address = client_of(director_of(run)), f"/admin/runs/{run.uuid}/act/"
    body = {"act": "approve", "pick": [row.uuid for row in [*asked, learning]]}
    page = client.post(address, body).content.decode()
    assert "2 officers are concerned." in page
    assert "1 other that you chose" in page
    assert "Write the reason." in client.post(address, {**body, "confirmed": "2", "why": " "}).content.decode() or (
        "This field is required." in client.post(address, {**body, "confirmed": "2", "why": ""}).content.decode()
    )
    assert Enrolment.objects.filter(state="requested").count() == 2
    assert client.post(address, {**body, "confirmed": "2", "why": "Cumplen"}).status_code == 302
    assert Enrolment.objects.filter(state="active").count() == 3


def test_all_that_match_are_meant_and_a_number_that_changed_is_confirmed_again() -> None:
    run = make_run()
    for _n in range(3):
        make_enrolment(run=run)
    make_enrolment(run=run, state="requested")
    client, address = client_of(director_of(run)), f"/admin/runs/{run.uuid}/act/?state=active"
    body = {"act": "withdraw", "all": "1", "why": "Relevo"}
    assert "3 officers are concerned." in client.post(address, body).content.decode()
    make_enrolment(run=run)
    page = client.post(address, {**body, "confirmed": "3"}).content.decode()
    assert "the number has changed" in page
    assert "4 officers are concerned." in page
    client.post(address, {**body, "confirmed": "4"})
    assert Enrolment.objects.filter(state="withdrawn").count() == 4
    assert Enrolment.objects.filter(state="requested").count() == 1


def test_moving_offers_runs_of_the_course_and_a_refusal_keeps_what_was_typed() -> None:
    run = make_run()
    other = make_run(run.edition, capacity=1, code="OTRA-1")
    make_run(code="AJENA-1")
    for _n in range(2):
        make_enrolment(run=run)
    client, address = client_of(director_of(run)), f"/admin/runs/{run.uuid}/act/"
    body = {"act": "move", "all": "1"}
    page = client.post(address, body).content.decode()
    assert "OTRA-1" in page
    assert "AJENA-1" not in page
    page = client.post(address, {**body, "confirmed": "2", "to": other.pk, "why": "Cambio de turno"}).content.decode()
    assert "1 free seats" in page
    assert "Cambio de turno" in page


def test_nobody_chosen_and_nonsense_are_answered_without_a_fault() -> None:
    run = make_run()
    client, address = client_of(director_of(run)), f"/admin/runs/{run.uuid}/act/"
    make_enrolment(run=run)
    assert client.post(address, {"act": "withdraw"}).status_code == 302
    assert client.post(address, {"act": "withdraw", "pick": ["x", "\x00", "9" * 400]}).status_code == 302
    assert client.post(address, {"act": "promote"}).status_code == 404
    assert client.get(address).status_code == 405
    asked = {"q": "\x00", "unit": "9" * 400, "next": "x", "page": "9" * 400, "order": "y"}
    assert client.get(f"/admin/runs/{run.uuid}/", asked).status_code == 200


def test_the_file_holds_what_is_found_with_numbers_as_text_and_is_written_down() -> None:
    run = make_run()
    make_enrolment(make_officer(cip="00123456"), run, state="completed", ended_at=timezone.now(), final_mark="15.50")
    make_enrolment(run=run)
    client = client_of(director_of(run))
    address = f"/admin/runs/{run.uuid}/export/"
    sheet = load_workbook(io.BytesIO(client.get(address, {"state": "completed"}).content)).active
    assert sheet is not None
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert cells[-1][0] == "00123456"
    assert str(cells[-1][-1]) in {"15.5", "15.50"}
    assert len([row for row in cells if row and re.fullmatch(r"\d{8}", str(row[0]))]) == 1
    text = client.get(address, {"as": "csv"}).content.decode("utf-8-sig")
    assert len([row for row in csv.reader(io.StringIO(text)) if row and row[0].isdecimal()]) == 2
    assert Entry.objects.filter(act="run.export").count() == 2


def test_a_director_of_another_course_finds_no_roster() -> None:
    run = make_run()
    client = client_of(director_of(make_run()))
    for name in ("", "edit/", "export/", "enrol/"):
        assert client.get(f"/admin/runs/{run.uuid}/{name}").status_code == 404
    assert client.post(f"/admin/runs/{run.uuid}/act/", {"act": "withdraw", "all": "1"}).status_code == 404
