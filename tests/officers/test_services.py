"""Units, postings, roles, accounts: who may change them, what they refuse, what they leave behind."""

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from audit.models import Entry
from audit.services.record import record
from officers.dated_rows import DayInFuture, DayTooEarly
from officers.models import Grant, LoginFailure, Notice, Officer, Posting, Rank, Role, Unit, UnitParent
from officers.reasons import ReasonMissing
from officers.roles import NotPermitted, Scope, may
from officers.services.close_account import AlreadyClosed, OwnAccount, close_account
from officers.services.grant_role import (
    AccountClosed,
    AlreadyGranted,
    DaysOutOfOrder,
    OwnGrant,
    ScopeOfOtherRoles,
    TooManyScopes,
    grant_role,
)
from officers.services.issue_password import issue_password
from officers.services.place_unit import UnitInItself, place_unit
from officers.services.register_officer import AlreadyRegistered, CipMissing, NumberMissing, register_officer
from officers.services.settle_grants import settle_grants
from officers.services.transfer import NothingChanges, UnitClosed, transfer
from officers.services.undo_transfer import EarlierUnitClosed, NoLatestTransfer, RolesRestOnIt, undo_transfer
from officers.services.withdraw_role import AlreadyWithdrawn, withdraw_role
from tests.officers.factories import grant, make_area, make_officer, make_rank, make_unit

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
DAY = timedelta(days=1)


@pytest.fixture
def hr() -> Officer:
    officer = make_officer(given_names="Gladys")
    grant(officer, "hr_verifier")
    return officer


@pytest.fixture
def administrator() -> Officer:
    officer = make_officer(given_names="Raúl")
    grant(officer, "administrator")
    return officer


def serves_in(officer: Officer) -> Unit:
    return Posting.objects.get(officer=officer, until=None).unit


def last_entry() -> Entry:
    return Entry.objects.latest("pk")


class TestTransfer:
    def test_the_posting_is_the_truth_and_the_officer_its_copy(self, hr: Officer) -> None:
        officer, unit, rank = make_officer(), make_unit(), make_rank("S1", name="Suboficial de Primera", order=3)
        transfer(officer=officer, unit=unit, rank=rank, since=TODAY, by=hr, why="Cambio de destino anual")
        officer.refresh_from_db()
        assert (officer.unit, officer.rank) == (unit, rank)
        assert list(officer.postings.values_list("since", "until")) == [(TODAY, None), (date(2024, 1, 1), TODAY)]
        entry = last_entry()
        assert (entry.act, entry.actor_login, entry.changed, entry.why) == (
            "officer.transfer", hr.login, ["rank", "unit"], "Cambio de destino anual",
        )  # fmt: skip

    def test_it_needs_the_right_over_both_units(self) -> None:
        region, other = make_unit(kind="region"), make_unit(kind="region")
        here, there = make_unit(parent=region), make_unit(parent=other)
        clerk = make_officer()
        grant(clerk, "hr_verifier", unit=region)
        officer = make_officer(unit=here)
        with pytest.raises(NotPermitted):
            transfer(officer=officer, unit=there, rank=make_rank(), since=TODAY, by=clerk, why="x")
        with pytest.raises(NotPermitted):
            transfer(officer=make_officer(unit=there), unit=here, rank=make_rank(), since=TODAY, by=clerk, why="x")
        beside = make_unit(parent=region)
        assert transfer(officer=officer, unit=beside, rank=make_rank(), since=TODAY, by=clerk, why="x").unit == beside

    @pytest.mark.parametrize(
        ("since", "refusal"), [(TODAY + timedelta(days=1), DayInFuture), (date(2024, 1, 1), DayTooEarly)]
    )
    def test_days_follow_one_another(self, hr: Officer, since: date, refusal: Any) -> None:
        officer = make_officer()
        with pytest.raises(refusal) as refused:
            transfer(officer=officer, unit=make_unit(), rank=make_rank(), since=since, by=hr, why="x")
        assert refused.value.field == "since"
        assert Posting.objects.filter(officer=officer, until=None).count() == 1

    def test_what_changes_nothing_is_refused(self, hr: Officer) -> None:
        officer = make_officer()
        with pytest.raises(NothingChanges):
            transfer(officer=officer, unit=serves_in(officer), rank=make_rank(), since=TODAY, by=hr, why="x")

    def test_a_closed_unit_takes_nobody(self, hr: Officer) -> None:
        officer = make_officer()
        with pytest.raises(UnitClosed):
            transfer(
                officer=officer,
                unit=make_unit(closed_on=date(2025, 1, 1)),
                rank=make_rank(),
                since=TODAY,
                by=hr,
                why="",
            )


class TestUndoTransfer:
    def test_a_wrong_transfer_of_today_is_undone_today_and_the_right_one_recorded(self, hr: Officer) -> None:
        officer, wrong, right = make_officer(), make_unit(), make_unit()
        home, rank = serves_in(officer), officer.rank
        assert rank is not None
        transfer(officer=officer, unit=wrong, rank=make_rank("S1", order=3), since=TODAY, by=hr, why="x")
        undo_transfer(officer=officer, by=hr, why="Era otro efectivo")
        officer.refresh_from_db()
        assert (officer.unit, officer.rank, serves_in(officer)) == (home, rank, home)
        entry = last_entry()
        assert (entry.act, entry.changed, entry.why) == (
            "officer.undo_transfer", ["rank", "unit"], "Era otro efectivo",
        )  # fmt: skip
        transfer(officer=officer, unit=right, rank=rank, since=TODAY, by=hr, why="x")
        assert list(officer.postings.values_list("unit", "until")) == [(right.pk, None), (home.pk, TODAY)]

    def test_only_the_newest_act_about_the_officer_is_undone_and_once(self, hr: Officer) -> None:
        officer = make_officer()
        with pytest.raises(NoLatestTransfer):
            undo_transfer(officer=officer, by=hr, why="x")
        transfer(officer=officer, unit=make_unit(), rank=make_rank(), since=TODAY - DAY, by=hr, why="x")
        transfer(officer=officer, unit=make_unit(), rank=make_rank(), since=TODAY, by=hr, why="x")
        record(by=officer, act="officer.choose_language", on=officer, changed=["language"])
        undo_transfer(officer=officer, by=hr, why="x")
        with pytest.raises(NoLatestTransfer):
            undo_transfer(officer=officer, by=hr, why="x")
        transfer(officer=officer, unit=make_unit(), rank=make_rank(), since=TODAY, by=hr, why="x")
        record(by=hr, act="officer.change_status", on=officer, changed=["status"])
        with pytest.raises(NoLatestTransfer):
            undo_transfer(officer=officer, by=hr, why="x")

    def test_what_rests_on_it_keeps_it(self, hr: Officer) -> None:
        officer, there = make_officer(), make_unit()
        home = serves_in(officer)
        transfer(officer=officer, unit=there, rank=make_rank(), since=TODAY, by=hr, why="x")
        held = Grant.objects.create(officer=officer, role="station_commander", unit=there, since=TODAY, reason="x")
        with pytest.raises(RolesRestOnIt):
            undo_transfer(officer=officer, by=hr, why="x")
        Grant.objects.filter(pk=held.pk).update(withdrawn_at=timezone.now())
        Unit.objects.filter(pk=home.pk).update(closed_on=TODAY)
        with pytest.raises(EarlierUnitClosed):
            undo_transfer(officer=officer, by=hr, why="x")
        assert serves_in(officer) == there

    def test_it_needs_the_right_over_both_units_and_a_reason(self, hr: Officer) -> None:
        region = make_unit(kind="region")
        clerk, officer = make_officer(), make_officer()
        grant(clerk, "hr_verifier", unit=region)
        transfer(officer=officer, unit=make_unit(parent=region), rank=make_rank(), since=TODAY, by=hr, why="x")
        with pytest.raises(NotPermitted):
            undo_transfer(officer=officer, by=clerk, why="x")
        with pytest.raises(ReasonMissing):
            undo_transfer(officer=officer, by=hr, why=" ")


class TestPlaceUnit:
    def test_what_is_below_moves_along(self, hr: Officer) -> None:
        old, new = make_unit(kind="region"), make_unit(kind="region")
        station = make_unit(parent=old)
        section = make_unit(parent=station, kind="section")
        place_unit(unit=station, parent=new, since=TODAY, by=hr, why="D.S. de reorganización")
        section.refresh_from_db()
        assert section.path == f"/{new.pk}/{station.pk}/{section.pk}/"
        assert new.contains(section)
        assert not old.contains(section)
        assert list(station.parents.order_by("since").values_list("parent", "until")) == [
            (old.pk, TODAY), (new.pk, None),
        ]  # fmt: skip
        assert last_entry().act == "unit.place"

    def test_a_new_unit_gets_its_first_place(self) -> None:
        top = Unit.objects.create(code="CG", name="Comandancia", kind="command")
        place_unit(unit=top, parent=None, since=TODAY, by=None, why="instalación")
        top.refresh_from_db()
        assert top.path == f"/{top.pk}/"
        assert UnitParent.objects.get(unit=top).parent is None

    def test_the_tree_has_no_circle(self, hr: Officer) -> None:
        top = make_unit(kind="region")
        below = make_unit(parent=top)
        for parent in (top, below):
            with pytest.raises(UnitInItself):
                place_unit(unit=top, parent=parent, since=TODAY, by=hr, why="x")

    def test_it_needs_the_right(self) -> None:
        with pytest.raises(NotPermitted):
            place_unit(unit=make_unit(), parent=make_unit(), since=TODAY, by=make_officer(), why="x")

    def test_a_prefix_of_digits_is_no_parent(self, hr: Officer) -> None:
        """``/1/`` is no part of ``/12/``: the path ends every id with a stroke."""
        assert not Unit(path="/1/").contains(Unit(path="/12/"))


class TestGrants:
    def give(self, by: Officer | None, officer: Officer, role: Role = Role.AUTHOR, **more: Any) -> Grant:
        if not {"area", "unit", "course"} & set(more):
            more["area"] = make_area()
        return grant_role(
            officer=officer, role=role, by=by, reason=more.pop("reason", "Resolución 12"), since=TODAY, **more
        )

    def test_a_role_is_given_audited_and_told(self, administrator: Officer) -> None:
        officer, area = make_officer(), make_area()
        given = self.give(administrator, officer, area=area)
        assert may(officer, "content.edit", on=Scope(area_id=area.pk))
        assert officer.is_staff
        entry = last_entry()
        assert (entry.act, entry.on_id, entry.why) == ("role.grant", str(given.pk), "Resolución 12")
        assert Notice.objects.get(officer=officer).kind == "officers.role_given"

    def test_it_holds_for_its_scope_only(self, administrator: Officer) -> None:
        officer = make_officer()
        self.give(administrator, officer, area=make_area())
        assert not may(officer, "content.edit", on=Scope(area_id=make_area("intelligence", "Inteligencia").pk))
        assert not may(officer, "content.edit")

    def test_a_role_without_the_cms_shows_no_way_to_it(self, administrator: Officer) -> None:
        officer = make_officer()
        self.give(administrator, officer, role=Role.INSTRUCTOR)
        assert not officer.is_staff

    def test_nobody_gives_without_the_right_or_beyond_it(self, hr: Officer) -> None:
        with pytest.raises(NotPermitted):
            self.give(hr, make_officer())
        region = make_unit(kind="region")
        local = make_officer()
        grant(local, "administrator", unit=region)
        with pytest.raises(NotPermitted):
            self.give(local, make_officer())
        assert self.give(local, make_officer(), role=Role.STATION_COMMANDER, unit=make_unit(parent=region))

    def test_nobody_gives_to_himself(self, administrator: Officer) -> None:
        with pytest.raises(OwnGrant):
            self.give(administrator, administrator)

    def test_what_makes_no_sense_is_refused(self, administrator: Officer) -> None:
        officer = make_officer()
        with pytest.raises(TooManyScopes):
            self.give(administrator, officer, area=make_area(), course=uuid.uuid4())
        with pytest.raises(ReasonMissing):
            self.give(administrator, officer, reason="  ")
        with pytest.raises(DaysOutOfOrder):
            self.give(administrator, officer, until=TODAY)
        self.give(administrator, officer, area=make_area())
        with pytest.raises(AlreadyGranted):
            self.give(administrator, officer, area=make_area())
        with pytest.raises(AccountClosed):
            self.give(administrator, make_officer(status="dismissed"))
        assert Grant.objects.filter(officer=officer).count() == 1

    def test_a_role_is_given_for_what_it_means_something(self, administrator: Officer) -> None:
        unit, officer = make_unit(), make_officer()
        for role, scope in ((Role.STATION_COMMANDER, {}), (Role.AUTHOR, {}), (Role.AUTHOR, {"unit": unit}),
                            (Role.HR_VERIFIER, {"area": make_area()})):  # fmt: skip
            for by in (administrator, None):
                with pytest.raises(ScopeOfOtherRoles):
                    grant_role(officer=officer, role=role, by=by, reason="x", since=TODAY, **scope)
        before = grant(officer, "station_commander")  # made before that was so
        assert may(officer, "record.view")
        withdraw_role(grant=before, by=administrator, reason="x")

    def test_a_role_is_withdrawn_never_deleted(self, administrator: Officer) -> None:
        officer = make_officer()
        given = self.give(administrator, officer)
        withdraw_role(grant=given, by=administrator, reason="Cambio de funciones")
        officer = Officer.objects.get(pk=officer.pk)
        assert not may(officer, "content.edit", on=Scope(area_id=make_area().pk))
        assert not officer.is_staff
        assert last_entry().act == "role.withdraw"
        with pytest.raises(AlreadyWithdrawn):
            withdraw_role(grant=given, by=administrator, reason="otra vez")

    def test_withdrawing_needs_the_right(self, administrator: Officer, hr: Officer) -> None:
        with pytest.raises(NotPermitted):
            withdraw_role(grant=self.give(administrator, make_officer()), by=hr, reason="x")

    def test_the_copy_follows_grants_that_begin_and_end_by_date(self) -> None:
        ended, begun, right = make_officer(is_staff=True), make_officer(), make_officer()
        grant(ended, "author", until=TODAY)
        grant(begun, "author")
        grant(right, "author", withdrawn_at=timezone.now())
        assert settle_grants() == 2
        assert list(Officer.objects.filter(is_staff=True)) == [begun]
        assert settle_grants() == 0


class TestAccounts:
    def register(self, by: Officer | None, **more: Any) -> Officer:
        fields: dict[str, Any] = {
            "cip": "312345", "dni": "41234567", "given_names": "José", "paternal_surname": "Ñaupari",
            "rank": make_rank(), "unit": make_unit(), "since": TODAY, **more,
        }  # fmt: skip
        return register_officer(by=by, **fields)

    def test_a_person_is_registered_with_a_first_posting_and_no_password(self, hr: Officer) -> None:
        officer = self.register(hr)
        assert (officer.login, officer.cip, officer.search_name) == ("00312345", "00312345", "naupari jose")
        assert officer.postings.get().unit == officer.unit
        assert not officer.has_usable_password()
        assert set(Entry.objects.values_list("act", flat=True)) == {"officer.register", "officer.transfer"}

    def test_a_civilian_has_the_dni_for_a_login(self, hr: Officer) -> None:
        for cip in (None, ""):
            with pytest.raises(CipMissing):
                self.register(hr, cip=cip)
        civil = make_rank("CIVIL", category="civilian", arm="none")
        assert self.register(hr, cip=None, rank=civil).login == "D41234567"

    def test_numbers_are_one_persons(self, hr: Officer) -> None:
        self.register(hr)
        with pytest.raises(AlreadyRegistered):
            self.register(hr, dni="49999999")

    def test_somebody_without_a_number_is_nobody(self, hr: Officer) -> None:
        with pytest.raises(NumberMissing):
            self.register(hr, cip=None, dni=None)

    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("cip", "12"), ("dni", "4123456A"), ("given_names", "R0sa"), ("paternal_surname", "Quispe\u202e"),
            ("paternal_surname", "=HYPERLINK()"), ("given_names", "<script>"), ("given_names", "Ж" * 3),
            ("given_names", "a" * 120), ("email", "nobody"),
        ],
    )  # fmt: skip
    def test_a_value_of_another_form_is_refused_at_its_field(self, hr: Officer, field: Any, value: str) -> None:
        with pytest.raises(ValidationError) as refused:
            self.register(hr, **{field: value})
        assert list(refused.value.message_dict) == [field]
        assert not Officer.objects.filter(dni="41234567").exists()

    def test_registering_needs_the_right(self) -> None:
        with pytest.raises(NotPermitted):
            self.register(make_officer())

    def test_a_password_handed_out_works_once_and_asks_for_another(self, hr: Officer) -> None:
        officer = make_officer()
        password = issue_password(officer=officer, by=hr, why="La olvidó; llamó de la comisaría")
        officer.refresh_from_db()
        assert officer.check_password(password)
        assert officer.password_chosen_at is None
        assert password not in str(Entry.objects.values())
        with pytest.raises(NotPermitted):
            issue_password(officer=officer, by=make_officer(), why="x")

    def test_a_closed_account_cannot_log_in_and_holds_nothing(self, hr: Officer, administrator: Officer) -> None:
        officer = make_officer()
        grant(officer, "author")
        close_account(officer=officer, by=hr, why="Pase a la situación de retiro por medida disciplinaria")
        officer = Officer.objects.get(pk=officer.pk)
        assert (officer.status, officer.is_active, officer.is_staff) == ("dismissed", False, False)
        assert not officer.grants.in_force().exists()
        assert officer.postings.count() == 1
        with pytest.raises(AlreadyClosed):
            close_account(officer=officer, by=hr, why="otra vez")

    def test_nobody_closes_his_own_account_or_one_that_is_not_his_to_close(self, hr: Officer) -> None:
        with pytest.raises(OwnAccount):
            close_account(officer=hr, by=hr, why="x")
        with pytest.raises(NotPermitted):
            close_account(officer=make_officer(), by=make_officer(), why="x")


def test_what_is_deleted_is_no_history() -> None:
    """Wrong passwords are the only rows of this app that go; everything else is protected."""
    LoginFailure.objects.create(address="10.0.0.1", login="x")
    assert LoginFailure.objects.all().delete()[0] == 1
    assert Rank._meta.get_field("code").unique
