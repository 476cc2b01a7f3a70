"""The learner's place: what the pages say, what they record, and how many statements they cost."""

from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from audit.models import Reading
from courses.learner_panels import Panel, panels_around, panels_of, register, register_around
from courses.models import Outcome, RunActivity
from courses.services.record_outcome import record_outcome
from tests.courses.factories import add_item, let_see, make_course, make_edition, make_enrolment, make_run
from tests.officers.factories import make_officer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english() -> Any:
    with override("en"):
        yield


def client_of(officer: Any) -> Any:
    client = Client(headers={"accept-language": "en"})
    client.force_login(officer, backend="officers.backends.OfficerBackend")
    client.cookies["django_language"] = "en"
    return client


def lessons(enrolment: Any) -> Any:
    return list(enrolment.run.edition.items.exclude(kind="module").order_by("order"))


def url(enrolment: Any, item: Any, end: Any = "") -> Any:
    return f"/learn/{enrolment.uuid}/{item.activity_uuid}/{end}"


def test_my_learning_opens_on_the_next_lesson() -> None:
    enrolment = make_enrolment()
    first, second = lessons(enrolment)
    client = client_of(enrolment.officer)
    assert "Begin: lesson 1.1" in client.get("/learn/").content.decode()
    client.post(url(enrolment, first, "done/"))
    page = client.get("/learn/").content.decode()
    assert "Continue: lesson 1.2" in page
    assert url(enrolment, second) in page


def test_continue_leads_to_the_lesson_opened_last_until_it_is_done() -> None:
    enrolment = make_enrolment()
    _first, second = lessons(enrolment)
    client = client_of(enrolment.officer)
    client.get(url(enrolment, second))
    assert "Continue: lesson 1.2" in client.get("/learn/").content.decode()
    client.post(url(enrolment, second, "done/"))
    assert "Continue: lesson 1.1" in client.get("/learn/").content.decode()


def test_an_exam_that_was_looked_at_is_no_place_to_continue_at() -> None:
    edition = make_edition()
    exam = add_item(edition, kind="exam", title="Examen", label="1.9", order=9, weight="1/1")
    enrolment = make_enrolment(run=make_run(edition))
    first, second, _exam = lessons(enrolment)
    client = client_of(enrolment.officer)
    client.post(url(enrolment, first, "done/"))
    type(enrolment).objects.filter(pk=enrolment.pk).update(last_activity=exam.activity_uuid)  # as it was once kept
    page = client.get("/learn/").content.decode()
    assert "Continue: lesson 1.2" in page
    assert url(enrolment, second) in page


def test_an_exam_that_does_not_count_is_called_a_quiz() -> None:
    edition = make_edition(lessons=0)
    add_item(edition, kind="exam", title="Práctica", label="1.1", order=8)
    enrolment = make_enrolment(run=make_run(edition))
    assert "Begin: quiz 1.1" in client_of(enrolment.officer).get("/learn/").content.decode()


def test_the_button_confirms_the_lesson_and_leads_to_the_next_without_javascript() -> None:
    enrolment = make_enrolment()
    first, second = lessons(enrolment)
    client = client_of(enrolment.officer)
    page = client.get(url(enrolment, first)).content.decode()
    assert f'action="{url(enrolment, first, "done/")}"' in page
    assert client.post(url(enrolment, first, "done/")).url == url(enrolment, second)
    assert client.post(url(enrolment, first, "done/")).url == url(enrolment, second)
    assert Outcome.objects.count() == 1
    assert client.post(url(enrolment, second, "done/")).url == f"/learn/{enrolment.uuid}/"
    enrolment.refresh_from_db()
    assert enrolment.state == "completed"


def test_at_the_top_stands_what_completes_the_lesson() -> None:
    enrolment = make_enrolment()
    page = client_of(enrolment.officer).get(url(enrolment, lessons(enrolment)[0])).content.decode()
    assert 0 < page.index('class="completes"') < page.index('class="lesson-nav"')


def test_outline_shows_done_and_locked_with_the_date() -> None:
    enrolment = make_enrolment()
    first, second = lessons(enrolment)
    opens = timezone.now() + timedelta(days=2)
    RunActivity.objects.create(run=enrolment.run, activity_uuid=second.activity_uuid, opens=opens)
    client = client_of(enrolment.officer)
    client.post(url(enrolment, first, "done/"))
    page = client.get(f"/learn/{enrolment.uuid}/").content.decode()
    assert '<li class="done">' in page
    assert '<li class="locked">' in page
    assert "Opens on" in page
    assert url(enrolment, second) not in page


def test_a_locked_activity_is_neither_shown_nor_confirmed() -> None:
    enrolment = make_enrolment()
    item = lessons(enrolment)[0]
    RunActivity.objects.create(
        run=enrolment.run, activity_uuid=item.activity_uuid, opens=timezone.now() + timedelta(days=2)
    )
    client = client_of(enrolment.officer)
    answer = client.get(url(enrolment, item))
    assert answer.status_code == 403
    assert "Opens on" in answer.content.decode()
    assert client.post(url(enrolment, item, "done/")).status_code == 409
    assert not Outcome.objects.exists()


def test_before_the_run_begins_everything_is_locked() -> None:
    now = timezone.now()
    run = make_run(starts_at=now + timedelta(days=3), ends_at=now + timedelta(days=40))
    enrolment = make_enrolment(run=run)
    client = client_of(enrolment.officer)
    assert client.get(url(enrolment, lessons(enrolment)[0])).status_code == 403
    assert "Nothing can be done at present" in client.get("/learn/").content.decode()


def test_after_the_run_lessons_are_readable_and_nothing_completes() -> None:
    enrolment = make_enrolment()
    item = lessons(enrolment)[0]
    now = timezone.now()
    type(enrolment.run).objects.filter(pk=enrolment.run.pk).update(
        ends_at=now - timedelta(minutes=1), enrolment_closes_at=now - timedelta(days=1)
    )
    client = client_of(enrolment.officer)
    assert client.get(url(enrolment, item)).status_code == 200
    assert client.post(url(enrolment, item, "done/")).status_code == 409
    assert not Outcome.objects.exists()


@pytest.mark.parametrize("state", ["withdrawn", "expired", "declined"])
def test_who_left_reads_no_lesson(state: Any) -> None:
    enrolment = make_enrolment(state=state, ended_at=timezone.now())
    client = client_of(enrolment.officer)
    assert client.get(url(enrolment, lessons(enrolment)[0])).status_code == 403
    assert client.get(f"/learn/{enrolment.uuid}/").status_code == 200


def test_another_officers_enrolment_is_not_found() -> None:
    enrolment = make_enrolment()
    client = client_of(make_officer())
    item = lessons(enrolment)[0]
    for address in (f"/learn/{enrolment.uuid}/", url(enrolment, item)):
        assert client.get(address).status_code == 404
    assert client.post(url(enrolment, item, "done/")).status_code == 404
    assert client.post(f"/learn/{enrolment.uuid}/withdraw/").status_code == 404


def test_a_module_and_an_unknown_activity_are_not_found() -> None:
    enrolment = make_enrolment()
    client = client_of(enrolment.officer)
    module = enrolment.run.edition.items.get(kind="module")
    assert client.get(url(enrolment, module)).status_code == 404
    assert client.get(f"/learn/{enrolment.uuid}/{enrolment.uuid}/").status_code == 404


def test_an_exam_is_not_confirmed_by_the_button_of_lessons() -> None:
    edition = make_edition()
    exam = add_item(edition, kind="exam", title="Examen", label="1.9", order=9, weight="1/1")
    enrolment = make_enrolment(run=make_run(edition))
    assert client_of(enrolment.officer).post(url(enrolment, exam, "done/")).status_code == 404


def test_reading_reserved_content_is_noted_once_an_officer_item_and_day() -> None:
    course = make_course(classification="reserved")
    enrolment = make_enrolment(run=make_run(make_edition(course)))
    let_see(course, officer=enrolment.officer)
    client = client_of(enrolment.officer)
    first, second = lessons(enrolment)
    for item in (first, first, second):
        client.get(url(enrolment, item))
    notes = Reading.objects.filter(on_model="courses.EditionItem").order_by("pk")
    assert [(note.reader_login, note.on_id) for note in notes] == [
        (enrolment.officer.login, str(first.pk)), (enrolment.officer.login, str(second.pk)),
    ]  # fmt: skip


def test_reading_open_content_is_not_noted() -> None:
    enrolment = make_enrolment()
    client_of(enrolment.officer).get(url(enrolment, lessons(enrolment)[0]))
    assert not Reading.objects.exists()


def test_when_need_to_know_ends_the_learner_keeps_the_public_title_only() -> None:
    course = make_course(classification="reserved")
    edition = make_edition(course, title="MARCADOR secreto", public_title="Curso especializado")
    enrolment = make_enrolment(run=make_run(edition))
    client = client_of(enrolment.officer)
    assert client.get(f"/learn/{enrolment.uuid}/").status_code == 404
    page = client.get("/learn/").content.decode()
    assert "Curso especializado" in page
    assert "MARCADOR" not in page


def test_marks_and_deadlines_stand_in_my_learning() -> None:
    edition = make_edition()
    enrolment = make_enrolment(run=make_run(edition))
    first, second = lessons(enrolment)
    closes = timezone.now() + timedelta(days=2)
    RunActivity.objects.create(run=enrolment.run, activity_uuid=second.activity_uuid, closes=closes)
    record_outcome(
        enrolment=enrolment, activity=first.activity_uuid, state="started", fraction=Fraction(875, 1000),
        evidence="attempt", by=None,
    )  # fmt: skip
    page = client_of(enrolment.officer).get("/learn/").content.decode()
    assert "17.50" in page
    assert '<li class="soon">' in page
    assert timezone.localtime(closes).strftime("%Y-%m-%dT%H:%M") in page


def test_a_course_that_was_not_passed_shows_the_mark_of_its_exam() -> None:
    edition = make_edition(lessons=0)
    exam = add_item(edition, kind="exam", title="Examen final", label="1.1", order=9, weight="1/1")
    add_item(edition, kind="exam", title="Práctica", label="1.2", order=10)
    enrolment = make_enrolment(run=make_run(edition))
    record_outcome(
        enrolment=enrolment, activity=exam.activity_uuid, state="failed", fraction=Fraction(3, 10),
        evidence="attempt", by=None,
    )  # fmt: skip
    page = client_of(enrolment.officer).get("/learn/").content.decode().split('id="past"')[1]
    assert "6.00" in page
    assert "Examen final" in page
    assert "Práctica" not in page


def test_apps_above_add_panels_to_my_learning(monkeypatch: Any) -> None:
    monkeypatch.setattr("courses.learner_panels._panels", [])
    officer = make_officer()
    register(lambda who: Panel("components/empty.html", who))
    register(lambda who: None)
    assert panels_of(officer) == (Panel("components/empty.html", officer),)
    assert client_of(officer).get("/learn/").status_code == 200


def test_apps_above_add_panels_to_an_enrolment_on_its_card_and_its_outline(monkeypatch: Any) -> None:
    monkeypatch.setattr("courses.learner_panels._around", [])
    enrolment = make_enrolment()
    register_around(lambda rows: {row.pk: Panel("courses/_lesson.html", None) for row in rows})
    register_around(lambda rows: {})
    assert panels_around([enrolment]) == {enrolment.pk: (Panel("courses/_lesson.html", None),)}
    client = client_of(enrolment.officer)
    for address in ("/learn/", f"/learn/{enrolment.uuid}/"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert "courses/_lesson.html" in [template.name for template in answer.templates]


def statements(client: Any, address: Any) -> Any:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in seen.captured_queries]


@pytest.mark.parametrize("reserved", [False, True])
def test_lesson_and_outline_cost_at_most_six_statements_with_10_items_and_with_1000(reserved: Any) -> None:
    for size in (10, 1000):
        course = make_course(classification="reserved" if reserved else "open")
        enrolment = make_enrolment(run=make_run(make_edition(course, lessons=size)))
        let_see(course, officer=enrolment.officer)
        client = client_of(enrolment.officer)
        client.get("/learn/")  # the first page of a session counts the notices
        first, *_rest, last = lessons(enrolment)
        for address in (f"/learn/{enrolment.uuid}/", url(enrolment, first), url(enrolment, last)):
            found = statements(client, address)
            assert len(found) <= 6, "\n".join(found)


def test_my_learning_costs_the_same_with_one_course_and_with_ten() -> None:
    officer = make_officer()
    counts = []
    for size in (1, 9):
        for _n in range(size):
            make_enrolment(officer, make_run(make_edition(lessons=5)))
        for _n in range(size):
            make_enrolment(officer, make_run(), state="withdrawn", ended_at=timezone.now())
        client = client_of(officer)
        client.get("/learn/")
        counts.append(len(statements(client, "/learn/")))
    assert counts[0] == counts[1] <= 7
