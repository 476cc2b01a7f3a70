"""A closed unit is opened again, from a day on, with a reason; the days between stay told by its places."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from audit.models import Entry
from officers.dated_rows import DayInFuture
from officers.edits import ChangedMeanwhile, newest_edit
from officers.models import Officer, Unit
from officers.reasons import ReasonMissing
from officers.roles import NotPermitted
from officers.services.add_unit import add_unit
from officers.services.close_unit import close_unit
from officers.services.reopen_unit import AboveClosed, BeforeClosing, NotClosed, reopen_unit
from tests.officers.factories import grant, make_officer, make_unit

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
DAY = timedelta(days=1)


@pytest.fixture
def region() -> Unit:
    return make_unit("Región Policial", kind="region")


@pytest.fixture
def clerk(region: Unit) -> Officer:
    officer = make_officer(unit=region, is_staff=True)
    grant(officer, "hr_verifier", unit=region)
    return officer


def closed(region: Unit, clerk: Officer, *, since: date = TODAY - 90 * DAY, on: date = TODAY - 30 * DAY) -> Unit:
    unit = Unit(code="CIA-9", name="Comisaría", kind="station")
    added = add_unit(unit=unit, parent=region, since=since, by=clerk, why="R.M. 1")
    return close_unit(unit=added, closed_on=on, by=clerk, why="R.M. 2")


def places(unit: Unit) -> list[tuple[date, date | None]]:
    return list(unit.parents.order_by("since").values_list("since", "until"))


def test_it_comes_back_in_its_place_and_the_days_between_are_told(clerk: Officer, region: Unit) -> None:
    unit = closed(region, clerk)
    reopened = reopen_unit(unit=unit, reopened_on=TODAY - DAY, by=clerk, why="R.M. 3")
    assert (reopened.closed_on, reopened.parent) == (None, region)
    assert region.contains(reopened)
    assert places(unit) == [(TODAY - 90 * DAY, TODAY - 30 * DAY), (TODAY - DAY, None)]
    entry = Entry.objects.latest("pk")
    assert (entry.act, entry.changed, entry.why) == ("unit.reopen", ["closed_on"], "R.M. 3")


def test_opened_on_the_day_on_which_it_was_closed_it_never_was(clerk: Officer, region: Unit) -> None:
    unit = closed(region, clerk)
    reopen_unit(unit=unit, reopened_on=TODAY - 30 * DAY, by=clerk, why="Cerrada por error")
    assert places(unit) == [(TODAY - 90 * DAY, None)]


def test_what_cannot_be_is_refused(clerk: Officer, region: Unit) -> None:
    unit = closed(region, clerk)
    for day, refusal in ((TODAY - 31 * DAY, BeforeClosing), (TODAY + DAY, DayInFuture)):
        with pytest.raises(refusal) as refused:
            reopen_unit(unit=unit, reopened_on=day, by=clerk, why="x")
        assert refused.value.field == "reopened_on"
    with pytest.raises(ReasonMissing):
        reopen_unit(unit=unit, reopened_on=TODAY, by=clerk, why=" ")
    with pytest.raises(NotPermitted):
        reopen_unit(unit=unit, reopened_on=TODAY, by=make_officer(), why="x")
    with pytest.raises(NotClosed):
        reopen_unit(unit=region, reopened_on=TODAY, by=clerk, why="x")
    Unit.objects.filter(pk=region.pk).update(closed_on=TODAY)
    with pytest.raises(AboveClosed):
        reopen_unit(unit=unit, reopened_on=TODAY, by=clerk, why="x")


def test_who_comes_second_is_told_that_it_is_open(clerk: Officer, region: Unit) -> None:
    unit = closed(region, clerk)
    seen = newest_edit(unit)
    reopen_unit(unit=unit, reopened_on=TODAY, by=clerk, why="x", seen=seen)
    with pytest.raises(ChangedMeanwhile):
        reopen_unit(unit=unit, reopened_on=TODAY, by=clerk, why="x", seen=seen)


def test_its_page_leads_to_opening_it_again_and_keeps_what_was_typed(clerk: Officer, region: Unit) -> None:
    unit = closed(region, clerk)
    client = Client()
    client.force_login(clerk, backend="officers.backends.OfficerBackend")
    client.cookies["django_language"] = "en"
    address = f"/admin/units/{unit.pk}/reopen/"
    assert address in client.get(f"/admin/units/{unit.pk}/").content.decode()
    early = {"reopened_on": (TODAY - 60 * DAY).isoformat(), "why": "R.M. 3", "seen": str(newest_edit(unit))}
    page = client.post(address, early).content.decode()
    assert "It was closed on" in page
    assert "R.M. 3" in page
    assert client.post(address, {**early, "reopened_on": TODAY.isoformat()}).status_code == 302
    unit.refresh_from_db()
    assert unit.closed_on is None
