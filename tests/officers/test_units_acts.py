"""Units: the tree, added, changed, moved, closed; who may; what is refused while something hangs on it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from audit.models import Entry
from officers.edits import ChangedMeanwhile, newest_edit
from officers.models import Officer, Unit
from officers.queries.units import UnitFilter, hanging, units_tree
from officers.roles import NotPermitted
from officers.services.add_unit import CodeTaken, add_unit
from officers.services.close_unit import AlreadyClosedUnit, OfficersInIt, ServedAfter, UnitsBelow, close_unit
from officers.services.edit_unit import edit_unit
from officers.services.place_unit import AlreadyThere, ParentClosed, place_unit
from officers.services.transfer import transfer
from tests.courses.factories import let_see, make_course
from tests.officers.factories import grant, make_officer, make_rank, make_unit

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def region() -> Unit:
    return make_unit("Región Policial Ñaña", kind="region", code="REG-1")


@pytest.fixture
def clerk(region: Unit) -> Officer:
    """HR of one region."""
    officer = make_officer(unit=region)
    grant(officer, "hr_verifier", unit=region)
    return officer


def a_unit(**fields: Any) -> Unit:
    return Unit(**{"code": "CIA-9", "name": "Comisaría Nueva", "kind": "station", **fields})


class TestTree:
    def test_each_follows_the_one_above_and_neighbours_are_in_the_order_of_names(self, clerk: Officer, region: Unit):
        make_unit("Fuera")
        two = make_unit("División Zárate", parent=region, kind="division")
        one = make_unit("División Ángeles", parent=region, kind="division")
        make_unit("Comisaría B", parent=two)
        make_unit("Comisaría A", parent=one)
        lines = units_tree(clerk, UnitFilter(state="open"))
        assert [(line.level, line.name) for line in lines] == [
            (0, "Región Policial Ñaña"), (1, "División Ángeles"), (2, "Comisaría A"), (1, "División Zárate"),
            (2, "Comisaría B"),
        ]  # fmt: skip

    def test_words_kind_and_state_narrow_and_what_is_above_is_told(self, clerk: Officer, region: Unit):
        make_unit("Comisaría Ñaña", parent=region, code="X-1")
        make_unit("Comisaría vieja", parent=region, closed_on=date(2025, 1, 1))
        found = units_tree(clerk, UnitFilter(q="nana COMIS", state="open"))
        assert [(line.code, line.above) for line in found] == [("X-1", ("Región Policial Ñaña",))]
        assert [line.name for line in units_tree(clerk, UnitFilter(state="closed"))] == ["Comisaría vieja"]
        assert len(units_tree(clerk, UnitFilter(kind="station"))) == 2


class TestAdding:
    def test_hr_of_a_region_adds_below_it_and_nowhere_else(self, clerk: Officer, region: Unit):
        added = add_unit(unit=a_unit(), parent=region, since=TODAY, by=clerk, why="R.M. 3")
        assert region.contains(added)
        for parent in (None, make_unit()):
            with pytest.raises(NotPermitted):
                add_unit(unit=a_unit(code="CIA-10"), parent=parent, since=TODAY, by=clerk, why="x")
        assert not Unit.objects.filter(code="CIA-10").exists()

    def test_a_code_is_given_once(self, clerk: Officer, region: Unit):
        with pytest.raises(CodeTaken):
            add_unit(unit=a_unit(code="REG-1"), parent=region, since=TODAY, by=clerk, why="x")

    def test_nothing_is_placed_under_what_is_closed(self, clerk: Officer, region: Unit):
        closed = make_unit(parent=region, closed_on=date(2025, 1, 1))
        with pytest.raises(ParentClosed):
            add_unit(unit=a_unit(), parent=closed, since=TODAY, by=clerk, why="x")


class TestChanging:
    def test_what_changed_is_audited_and_the_second_editor_told(self, clerk: Officer, region: Unit):
        unit = make_unit(parent=region)
        seen = newest_edit(unit)
        edit_unit(unit=unit, values={"name": "Comisaría Sur", "kind": "station"}, by=clerk, why="R.M. 4", seen=seen)
        entry = Entry.objects.latest("pk")
        assert (entry.act, entry.changed) == ("unit.edit", ["name"])
        with pytest.raises(ChangedMeanwhile):
            edit_unit(unit=unit, values={"name": "Comisaría Norte"}, by=clerk, why="x", seen=seen)
        with pytest.raises(NotPermitted):
            edit_unit(unit=make_unit(), values={"name": "x"}, by=clerk, why="x")

    def test_it_is_not_moved_to_where_it_is_nor_out_of_reach(self, clerk: Officer, region: Unit):
        unit = make_unit(parent=region)
        with pytest.raises(AlreadyThere):
            place_unit(unit=unit, parent=region, since=TODAY, by=clerk, why="x")
        for parent in (make_unit(), None):
            with pytest.raises(NotPermitted):
                place_unit(unit=unit, parent=parent, since=TODAY, by=clerk, why="x")


class TestClosing:
    def test_officers_and_open_units_come_first(self, clerk: Officer, region: Unit):
        station = make_unit(parent=region)
        section = make_unit(parent=station, kind="section")
        officer = make_officer(unit=section)
        with pytest.raises(UnitsBelow):
            close_unit(unit=station, closed_on=TODAY, by=clerk, why="x")
        with pytest.raises(OfficersInIt):
            close_unit(unit=section, closed_on=TODAY, by=clerk, why="x")
        transfer(officer=officer, unit=region, rank=make_rank(), since=TODAY, by=clerk, why="x")
        with pytest.raises(ServedAfter):
            close_unit(unit=section, closed_on=TODAY - timedelta(days=1), by=clerk, why="x")
        close_unit(unit=section, closed_on=TODAY, by=clerk, why="R.M. 5")
        close_unit(unit=station, closed_on=TODAY, by=clerk, why="R.M. 5")
        with pytest.raises(AlreadyClosedUnit):
            close_unit(unit=station, closed_on=TODAY, by=clerk, why="x")

    def test_whoever_left_the_service_there_keeps_nothing_open(self, clerk: Officer, region: Unit):
        station = make_unit(parent=region)
        make_officer(unit=station, status="retired")
        assert close_unit(unit=station, closed_on=TODAY, by=clerk, why="x").closed_on == TODAY

    def test_what_hangs_on_it_is_told_by_every_app(self, region: Unit):
        make_officer(unit=region)
        make_unit(parent=region)
        grant(make_officer(), "station_commander", unit=region)
        let_see(make_course(classification="reserved"), unit=region)
        assert len(hanging(region)) == 4
        assert hanging(make_unit()) == []
