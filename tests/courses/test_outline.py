"""What an edition consists of is kept for everybody who takes it; where each of them stands is asked every time."""

from datetime import timedelta
from fractions import Fraction
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from courses.models import EditionItem, Enrolment, RunActivity
from courses.place import Outline
from courses.queries.outline import outline, outlines, place
from courses.services.record_outcome import record_outcome
from tests.courses.factories import add_item, make_course, make_edition, make_enrolment, make_run
from tests.officers.factories import make_officer

pytestmark = pytest.mark.django_db


def of(enrolment: Enrolment) -> Outline:
    """Return the outline as the next request finds it."""
    return outline(Enrolment.objects.with_course().get(pk=enrolment.pk))


def standing(found: Outline) -> list[tuple[str, str]]:
    return [(each.label, each.state) for each in found.activities]


def first_lesson(enrolment: Enrolment) -> EditionItem:
    return EditionItem.objects.get(edition=enrolment.edition, label="1.1")


def test_of_two_in_one_run_each_finds_own_progress_and_own_addresses() -> None:
    run = make_run()
    one, other = make_enrolment(run=run), make_enrolment(run=run)
    assert standing(of(one)) == standing(of(other)) == [("1.1", ""), ("1.2", "")]
    record_outcome(
        enrolment=one, activity=first_lesson(one).activity_uuid, state="done", fraction=Fraction(3, 4), evidence="x",
        by=one.officer,
    )  # fmt: skip
    assert standing(of(one)) == [("1.1", "done"), ("1.2", "")]
    assert standing(of(other)) == [("1.1", ""), ("1.2", "")]
    assert [str(each.mark) for each in of(one).activities] == ["15.00", "None"]
    for enrolment in (one, other):
        for each in of(enrolment).activities:
            assert each.url == f"/learn/{enrolment.uuid}/{each.uuid}/"


def test_dates_of_the_run_are_those_of_this_moment() -> None:
    enrolment = make_enrolment()
    opens = timezone.now() + timedelta(days=1)
    assert [each.locked for each in of(enrolment).activities] == ["", ""]
    dates = RunActivity.objects.create(
        run=enrolment.run, activity_uuid=first_lesson(enrolment).activity_uuid, opens=opens
    )
    with override("en"):
        assert [each.locked[:5] for each in of(enrolment).activities] == ["Opens", ""]
    with override("es"):
        assert [each.locked[:7] for each in of(enrolment).activities] == ["Se abre", ""]
    dates.delete()
    assert [each.locked for each in of(enrolment).activities] == ["", ""]


def test_what_a_run_or_another_edition_says_of_other_activities_is_left_out() -> None:
    course = make_course()
    enrolment = make_enrolment(run=make_run(make_edition(course, lessons=1)))
    newer = make_edition(course, lessons=3)
    RunActivity.objects.create(
        run=enrolment.run, activity_uuid=newer.items.get(label="1.3").activity_uuid, closes=timezone.now()
    )
    assert [each.label for each in of(enrolment).activities] == ["1.1"]


def test_the_outlines_of_one_officer_are_told_apart_and_cost_one_statement_once_read() -> None:
    officer = make_officer()
    both = [make_enrolment(officer), make_enrolment(officer)]
    make_enrolment(make_officer(), run=both[0].run)
    closes = timezone.now() + timedelta(days=2)
    done = first_lesson(both[0]).activity_uuid
    record_outcome(enrolment=both[0], activity=done, state="done", fraction=None, evidence="x", by=officer)
    RunActivity.objects.create(run=both[0].run, activity_uuid=done, closes=closes)
    read = list(Enrolment.objects.with_course().filter(officer=officer).order_by("pk"))
    with CaptureQueriesContext(connection) as first:
        outlines(officer, read)  # what the editions consist of is read once a process, all at once
    with CaptureQueriesContext(connection) as again:
        found = outlines(officer, read)
    assert (len(first), len(again)) == (2, 1)
    assert [standing(found[each.pk]) for each in both] == [[("1.1", "done"), ("1.2", "")], [("1.1", ""), ("1.2", "")]]
    assert [each.closes for each in found[both[0].pk].activities] == [closes, None]
    assert [each.closes for each in found[both[1].pk].activities] == [None, None]


def test_a_place_is_an_activity_of_the_edition_and_costs_one_statement() -> None:
    enrolment = make_enrolment()
    item = first_lesson(enrolment)
    module = enrolment.edition.items.get(kind="module")
    held = Enrolment.objects.with_course().get(pk=enrolment.pk)
    assert place(held, module.activity_uuid) is None
    assert place(held, make_edition().items.filter(kind="lesson")[0].activity_uuid) is None
    first = place(held, item.activity_uuid)
    with CaptureQueriesContext(connection) as statements:
        found = place(held, item.activity_uuid)
    assert len(statements) == 1
    assert first is not None
    assert found is not None
    assert (found.item, found.item.payload, found.item.sha256) == (item, item.payload, item.sha256)
    assert found.item is not first.item  # what a request writes on its own is nobody else's
    assert found.outline.here == found.outline.activity(item.activity_uuid)


def test_an_activity_outside_every_module_stands_at_the_end() -> None:
    edition = make_edition(lessons=1)
    add_item(edition, kind="lesson", title="Suelta", label="2", order=9)
    found: Any = of(make_enrolment(run=make_run(edition)))
    assert [[each.title for each in module.activities] for module in found.modules] == [["Lección 1"], ["Suelta"]]
