"""Runs: who makes them, with which dates, and what is refused at which field."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from audit.models import Entry
from courses.models import CourseRun, RunActivity
from courses.run_plan import ActivityDates, DatesOutOfOrder
from courses.services.make_run import ForeignRunCode, RunCodeTaken, make_run
from officers.roles import NotPermitted
from tests.courses.factories import add_item, course_of, make_course, make_edition
from tests.officers.factories import grant, make_area, make_officer

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _english() -> Any:
    with override("en"):
        yield


def dates(**fields: Any) -> Any:
    now = timezone.now().replace(microsecond=0)
    return {
        "code": "PC-101-2026-1", "starts_at": now, "ends_at": now + 30 * DAY, "enrolment_opens_at": now - 5 * DAY,
        "enrolment_closes_at": now + 10 * DAY, **fields,
    }  # fmt: skip


def director(course: Any, **fields: Any) -> Any:
    officer = make_officer(is_staff=True, **fields)
    grant(officer, "training_director", course=course.uuid)
    return officer


def test_a_director_makes_a_run_with_dates_and_an_audit_line() -> None:
    edition = make_edition(make_course(code="PC-101"))
    exam = add_item(edition, kind="exam", title="Examen", label="1.9", order=9, weight="1/1")
    by, now = director(course_of(edition)), timezone.now()
    opening = ActivityDates(activity=exam.activity_uuid, opens=now + DAY, closes=now + 2 * DAY)
    run = make_run(edition=edition, by=by, activities=[opening, ActivityDates(uuid.uuid4())], **dates())
    assert RunActivity.objects.get().run == run
    assert Entry.objects.get(act="run.make").actor_login == by.login


def test_whoever_has_the_act_elsewhere_makes_no_run_here() -> None:
    edition = make_edition(make_course(code="PC-101"))
    other = director(make_course(area=make_area("x", "X")))
    with pytest.raises(NotPermitted):
        make_run(edition=edition, by=other, **dates())


def test_a_code_is_given_once() -> None:
    edition = make_edition(make_course(code="PC-101"))
    by = director(course_of(edition))
    make_run(edition=edition, by=by, **dates())
    with pytest.raises(RunCodeTaken):
        make_run(edition=edition, by=by, **dates())


def test_a_code_of_another_course_is_refused_whether_or_not_it_is_taken() -> None:
    reserved, edition = make_edition(make_course(code="IN-201")), make_edition(make_course(code="PC-101"))
    make_run(edition=reserved, by=None, **dates(code="IN-201-2026-1"))
    refused = []
    for code in ("IN-201-2026-1", "IN-201-2026-2", "PC-1011"):
        with pytest.raises(ForeignRunCode) as refusal:
            make_run(edition=edition, by=director(course_of(edition)), **dates(code=code))
        refused.append(str(refusal.value))
    assert len(set(refused)) == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"ends_at": -DAY}, "ends_at"),
        ({"enrolment_closes_at": -6 * DAY}, "enrolment_closes_at"),
        ({"enrolment_closes_at": 31 * DAY}, "enrolment_closes_at"),
    ],
)
def test_dates_out_of_order_are_refused_at_their_field(wrong: Any, field: Any) -> None:
    edition = make_edition(make_course(code="PC-101"))
    fields = dates()
    fields |= {name: fields["starts_at"] + delta for name, delta in wrong.items()}
    with pytest.raises(DatesOutOfOrder) as refused:
        make_run(edition=edition, by=director(course_of(edition)), **fields)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"opens": 2, "closes": 1}, "opens"),
        ({"opens": 2, "closes": 2}, "opens"),
        ({"opens": 1, "start_until": 4, "closes": 3}, "opens"),
        ({"closes": 31}, "closes"),
        ({"opens": -1}, "opens"),
    ],
)
def test_activity_dates_stand_in_order_and_within_the_run(given: Any, field: Any) -> None:
    edition, activity, fields = make_edition(make_course(code="PC-101")), uuid.uuid4(), dates()
    opening = ActivityDates(activity, **{name: fields["starts_at"] + n * DAY for name, n in given.items()})
    with pytest.raises(DatesOutOfOrder) as refused:
        make_run(edition=edition, by=director(course_of(edition)), activities=[opening], **fields)
    assert refused.value.field == f"{field}_{activity}"


# In the CMS --------------------------------------------------------------------------------------


def client_of(officer: Any) -> Any:
    client = Client()
    client.force_login(officer, backend="officers.backends.OfficerBackend")
    client.cookies["django_language"] = "en"
    return client


def posted(**fields: Any) -> Any:
    now = timezone.localtime()
    form = {
        "code": "PC-101-2026-1", "starts_at": now, "ends_at": now + 30 * DAY, "enrolment_opens_at": now - 5 * DAY,
        "enrolment_closes_at": now + 10 * DAY, "way_in": "open", **fields,
    }  # fmt: skip
    return {name: at if isinstance(at, str) else at.strftime("%Y-%m-%dT%H:%M") for name, at in form.items()}


def address(edition: Any) -> Any:
    return f"/admin/runs/{course_of(edition).code.lower()}/{edition.number}/new/"


def test_a_run_is_made_in_the_cms_and_listed() -> None:
    edition = make_edition(make_course(code="PC-101"))
    add_item(edition, kind="exam", title="Examen", label="1.9", order=9, weight="1/1")
    client = client_of(director(course_of(edition)))
    page = client.get(address(edition)).content.decode()
    assert f"{course_of(edition).code}-{timezone.localdate().year}-1" in page
    assert "1.9 Examen: opens" in page
    made = client.post(address(edition), posted(capacity="30", way_in="approval"))
    run = CourseRun.objects.get()
    assert made.url == f"/admin/runs/{run.uuid}/"
    assert (run.edition, run.capacity, run.way_in) == (edition, 30, "approval")
    assert "PC-101-2026-1" in client.get("/admin/runs/").content.decode()


def test_what_was_typed_stays_when_dates_are_refused() -> None:
    edition = make_edition(make_course(code="PC-101"))
    client = client_of(director(course_of(edition)))
    form = posted(ends_at="2020-01-01T10:00")
    page = client.post(address(edition), form).content.decode()
    assert "The run must end after it starts." in page
    assert "2020-01-01T10:00" in page
    for wrong in ({"starts_at": "ayer"}, {"code": "pc 101"}, {"code": "A" * 31}):
        assert client.post(address(edition), posted(**wrong)).status_code == 200
    assert not CourseRun.objects.exists()


def test_directors_of_another_course_and_other_people_find_neither_form_nor_run() -> None:
    edition = make_edition(make_course(code="PC-101"))
    client = client_of(director(course_of(edition)))
    client.post(address(edition), posted())
    elsewhere = director(course_of(make_edition(make_course(area=make_area("x", "X")))))
    assert client_of(elsewhere).get(address(edition)).status_code == 404
    assert "PC-101-2026-1" not in client_of(elsewhere).get("/admin/runs/").content.decode()
    author = make_officer(is_staff=True)
    grant(author, "author", course=course_of(edition).uuid)
    for officer in (author, make_officer()):
        assert client_of(officer).get("/admin/runs/").status_code == 404
        assert client_of(officer).post(address(edition), posted()).status_code == 404
