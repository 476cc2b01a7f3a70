"""Changing the plan of a run: what has happened stays possible, and nobody overwrites what he has not seen."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from audit.models import Entry
from courses.models import CourseRun, RunActivity
from courses.queries.run_changes import last_change
from courses.queries.run_plan import plan_of
from courses.run_plan import ActivityDates, DatesOutOfOrder
from courses.services.edit_run import RunChanged, SeatsTaken, edit_run
from officers.models import Grant, Notice
from officers.roles import NotPermitted
from tests.courses.factories import add_item, course_of, make_enrolment, make_run
from tests.courses.words import english
from tests.officers.factories import grant, make_officer

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _english() -> Any:
    with override("en"):
        yield


def director_of(run: CourseRun, **fields: Any) -> Any:
    officer = make_officer(is_staff=True, **fields)
    grant(officer, "training_director", course=course_of(run.edition).uuid)
    return officer


def edited(run: CourseRun, by: Any = None, **changes: Any) -> CourseRun:
    plan = plan_of(run)
    names = ("starts_at", "ends_at", "enrolment_opens_at", "enrolment_closes_at", "capacity", "way_in", "seen")
    values = {name: plan[name] for name in names}
    values |= {"activities": [], "instructors": [], **changes}
    return edit_run(run=run, by=by or director_of(run), **values)


def test_a_change_is_written_down_by_field_and_an_unchanged_plan_is_none() -> None:
    run = make_run()
    edited(run)
    assert not Entry.objects.filter(act="run.edit").exists()
    edited(run, capacity=20, way_in="list")
    assert Entry.objects.get(act="run.edit").changed == ["capacity", "way_in"]


def test_more_seats_are_offered_to_those_who_wait_in_order() -> None:
    run = make_run(capacity=1)
    make_enrolment(run=run)
    first, second = (make_enrolment(run=run, state="waiting") for _n in range(2))
    edited(run, capacity=2)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("active", "waiting")


def test_fewer_seats_than_are_taken_are_refused_at_the_field() -> None:
    run = make_run(capacity=3)
    make_enrolment(run=run)
    make_enrolment(run=run)
    with pytest.raises(SeatsTaken) as refused:
        edited(run, capacity=1)
    assert refused.value.field == "capacity"


@pytest.mark.parametrize(
    ("field", "days"),
    [("starts_at", 1), ("ends_at", -1), ("enrolment_opens_at", 1), ("enrolment_closes_at", -1)],
)
def test_what_has_happened_stays_possible(field: str, days: int) -> None:
    run = make_run()
    make_enrolment(run=run)
    with pytest.raises(DatesOutOfOrder) as refused:
        edited(run, **{field: timezone.now() + days * DAY})
    assert refused.value.field == field
    assert "%" not in str(refused.value)


def test_a_run_that_has_ended_keeps_its_dates() -> None:
    now = timezone.now()
    run = make_run(starts_at=now - 90 * DAY, ends_at=now - DAY, enrolment_opens_at=now - 95 * DAY,
                   enrolment_closes_at=now - 60 * DAY)  # fmt: skip
    with pytest.raises(DatesOutOfOrder):
        edited(run, ends_at=now + DAY)


def test_those_concerned_are_told_of_new_dates_and_of_nothing_else() -> None:
    run = make_run()
    exam = add_item(run.edition, kind="exam", title="Examen", label="1.9", order=9, weight="1/1")
    learning = make_enrolment(run=run)
    make_enrolment(run=run, state="withdrawn", ended_at=timezone.now())
    edited(run, capacity=20)
    assert not Notice.objects.filter(kind="enrolment.dates").exists()
    closes = ActivityDates(exam.activity_uuid, closes=run.ends_at - DAY)
    edited(run, activities=[closes])
    assert RunActivity.objects.get(run=run).closes == run.ends_at - DAY
    notice = Notice.objects.get(kind="enrolment.dates")
    assert notice.officer == learning.officer
    assert run.code in english(notice)
    edited(run, activities=[ActivityDates(exam.activity_uuid)])
    assert RunActivity.objects.get(run=run).closes is None


def test_instructors_hold_the_role_for_the_run_and_lose_it_when_they_are_taken_off() -> None:
    run, teacher = make_run(), make_officer()
    by = director_of(run)
    grant(by, "administrator")
    edited(run, by, instructors=[teacher])
    held = Grant.objects.in_force().get(officer=teacher)
    assert (held.role, held.run) == ("instructor", run.uuid)
    edited(run, by, instructors=[])
    assert not Grant.objects.in_force().filter(officer=teacher).exists()


def test_whoever_manages_another_course_changes_nothing() -> None:
    with pytest.raises(NotPermitted):
        edited(make_run(), director_of(make_run()), capacity=5)


def test_the_second_of_two_is_told_who_changed_what() -> None:
    run = make_run()
    seen = last_change(run)
    edited(run, director_of(run, given_names="Silvia", paternal_surname="Arteaga"), capacity=20)
    with pytest.raises(RunChanged) as refused:
        edited(run, seen=seen, capacity=30)
    assert "Silvia Arteaga" in str(refused.value)
    assert "seats" in str(refused.value)


# In the CMS --------------------------------------------------------------------------------------


def client_of(officer: Any) -> Client:
    client = Client()
    client.force_login(officer, backend="officers.backends.OfficerBackend")
    client.cookies["django_language"] = "en"
    return client


def form_of(run: CourseRun, **changes: Any) -> dict[str, Any]:
    local = {name: _lima(value) for name, value in plan_of(run).items()}
    return {name: value for name, value in {**local, **changes}.items() if value is not None}


def _lima(value: Any) -> Any:
    return timezone.localtime(value).strftime("%Y-%m-%dT%H:%M") if isinstance(value, datetime) else value


def test_what_the_second_wrote_stays_beside_what_holds_and_saving_again_puts_it_in_place() -> None:
    run = make_run(capacity=10)
    by, address = director_of(run), f"/admin/runs/{run.uuid}/edit/"
    client, form = client_of(by), form_of(run, capacity="30")
    edited(run, director_of(run), capacity=20)
    page = client.post(address, form).content.decode()
    assert "changed this run: seats" in page
    assert 'value="30"' in page
    assert "At present: 20" in page
    assert CourseRun.objects.get(pk=run.pk).capacity == 20
    assert client.post(address, {**form, "seen": last_change(run)}).status_code == 302
    assert CourseRun.objects.get(pk=run.pk).capacity == 30


def test_contradictions_and_nonsense_are_said_at_their_field_and_nothing_typed_is_lost() -> None:
    run = make_run()
    client, address = client_of(director_of(run)), f"/admin/runs/{run.uuid}/edit/"
    wrong = {
        "ends_at": "2020-01-01T10:00", "capacity": "0", "way_in": "x", "instructors": "99999999\x00", "seen": "9" * 400,
        "starts_at": "ayer",
    }  # fmt: skip
    for name, value in wrong.items():
        answer = client.post(address, form_of(run, **{name: value}))
        assert answer.status_code == 200, name
        assert "Put right what is marked" in answer.content.decode(), name
    page = client.post(address, form_of(run, instructors="99999999", ends_at="2031-05-06T10:00")).content.decode()
    assert "There is no officer with the CIP 99999999." in page
    assert "2031-05-06T10:00" in page
    assert client.post(address, {}).status_code == 200


@pytest.mark.parametrize("missing", ["enrolment_opens_at", "enrolment_closes_at"])
def test_what_contradicts_is_said_at_once_though_another_date_is_missing(missing: str) -> None:
    run = make_run()
    client, address = client_of(director_of(run)), f"/admin/runs/{run.uuid}/edit/"
    typed = form_of(run, **{"starts_at": "2031-05-06T10:00", "ends_at": "2031-05-05T10:00", missing: ""})
    errors = client.post(address, typed).context["form"].errors
    assert {"ends_at", missing} <= set(errors)


def test_the_form_says_whom_a_change_concerns_and_strangers_find_none() -> None:
    run = make_run()
    make_enrolment(run=run)
    make_enrolment(run=run, state="requested")
    address = f"/admin/runs/{run.uuid}/edit/"
    page = client_of(director_of(run)).get(address).content.decode()
    assert "1 officer is learning in this run." in page
    assert client_of(director_of(make_run())).get(address).status_code == 404
