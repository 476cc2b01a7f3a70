"""What is done to an officer: numbers, name, status; what is kept, refused, and held against races."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from audit.models import Entry
from officers.dated_rows import DayInFuture
from officers.edits import ChangedMeanwhile, edits_since, newest_edit
from officers.models import FormerName, Officer
from officers.roles import NotPermitted
from officers.services.change_status import OwnStatus, SameStatus, change_status
from officers.services.correct_name import BeforeLastCorrection, correct_name
from officers.services.edit_officer import NothingToSave, edit_officer
from officers.services.register_officer import AlreadyRegistered, NumberMissing, register_officer
from officers.services.transfer import UnitClosed, transfer
from tests.officers.factories import grant, make_officer, make_rank, make_unit

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def hr() -> Officer:
    officer = make_officer(given_names="Gladys")
    grant(officer, "hr_verifier")
    return officer


@pytest.fixture
def stranger() -> Officer:
    """HR of another region."""
    officer = make_officer()
    grant(officer, "hr_verifier", unit=make_unit(kind="region"))
    return officer


def again(officer: Officer) -> Officer:
    return Officer.objects.get(pk=officer.pk)


class TestNumbers:
    def test_the_log_in_follows_the_numbers(self, hr: Officer) -> None:
        officer = make_officer(cip="31000001", dni="40000001")
        edit_officer(
            officer=officer, cip="31.000.002", dni="40000001", email="r@pnp.pe", by=hr, why="Error de digitación"
        )
        assert (again(officer).login, again(officer).cip) == ("31000002", "31000002")
        edit_officer(officer=officer, cip=None, dni="40000001", email="r@pnp.pe", by=hr, why="Pasa a civil")
        assert again(officer).login == "D40000001"
        entry = Entry.objects.latest("pk")
        assert (entry.act, entry.changed, entry.why) == ("officer.edit", ["cip"], "Pasa a civil")

    def test_another_persons_number_is_refused_at_its_field(self, hr: Officer) -> None:
        make_officer(dni="40000009")
        officer = make_officer(cip="31000003", dni="40000003")
        with pytest.raises(AlreadyRegistered) as refused:
            edit_officer(officer=officer, cip="31000003", dni="40000009", email=None, by=hr, why="x")
        assert refused.value.field == "dni"
        with pytest.raises(AlreadyRegistered) as refused:
            register_officer(
                cip="31000003", dni=None, given_names="Ana", paternal_surname="Paz", rank=make_rank(), unit=make_unit(),
                since=TODAY, by=hr,
            )  # fmt: skip
        assert refused.value.field == "cip"

    def test_a_number_and_a_change_are_needed(self, hr: Officer) -> None:
        officer = make_officer(cip="31000004", dni="40000004")
        with pytest.raises(NumberMissing):
            edit_officer(officer=officer, cip=None, dni=None, email=None, by=hr, why="x")
        with pytest.raises(NothingToSave):
            edit_officer(officer=officer, cip="31 000 004", dni="40000004", email="", by=hr, why="x")


class TestNames:
    def correct(self, officer: Officer, by: Officer, names: str, since: date = TODAY) -> FormerName:
        given, paternal, maternal = names.split("/")
        return correct_name(
            officer=officer, given_names=given, paternal_surname=paternal, maternal_surname=maternal, since=since,
            by=by, why="Partida 12",
        )  # fmt: skip

    def test_the_old_name_is_kept_with_its_dates_and_its_reason(self, hr: Officer) -> None:
        officer = make_officer(given_names="Rosa", paternal_surname="Huaman", maternal_surname="Ñahui")
        self.correct(officer, hr, "Rosa/Huamán/Ñahui", TODAY - timedelta(days=9))
        self.correct(officer, hr, "Rosa/Huamán/")
        kept = officer.former_names.order_by("pk").values_list("paternal_surname", "maternal_surname", "since", "until")
        assert list(kept) == [
            ("Huaman", "Ñahui", None, TODAY - timedelta(days=9)),
            ("Huamán", "Ñahui", TODAY - timedelta(days=9), TODAY),
        ]
        assert (again(officer).search_name, officer.former_names.earliest("pk").why) == ("huaman rosa", "Partida 12")

    def test_days_follow_one_another_and_a_slip_is_mended_the_same_day(self, hr: Officer) -> None:
        officer = make_officer()
        self.correct(officer, hr, "Rossa/Quispe/")
        self.correct(officer, hr, "Rosa/Quispe/")
        with pytest.raises(BeforeLastCorrection):
            self.correct(officer, hr, "Rosa/Quispe/Li", TODAY - timedelta(days=1))
        with pytest.raises(DayInFuture):
            self.correct(officer, hr, "Rosa/Quispe/Li", TODAY + timedelta(days=1))


class TestStatus:
    def test_whoever_no_longer_serves_loses_every_role(self, hr: Officer) -> None:
        officer = make_officer(is_staff=True)
        grant(officer, "author")
        change_status(officer=officer, status="on_leave", by=hr, why="Licencia")
        assert officer.grants.in_force().exists()
        change_status(officer=officer, status="retired", by=hr, why="R.D. 5")
        assert not officer.grants.in_force().exists()
        assert (again(officer).is_staff, again(officer).is_active) == (False, True)

    def test_the_dismissed_may_not_log_in_and_may_come_back(self, hr: Officer) -> None:
        officer = make_officer()
        change_status(officer=officer, status="dismissed", by=hr, why="R.D. 6")
        assert not again(officer).is_active
        change_status(officer=officer, status="active", by=hr, why="Reincorporado por mandato judicial")
        assert again(officer).is_active

    def test_nobody_comes_back_to_a_closed_unit(self, hr: Officer) -> None:
        officer = make_officer(unit=make_unit(closed_on=date(2025, 1, 1)), status="retired")
        with pytest.raises(UnitClosed):
            change_status(officer=officer, status="active", by=hr, why="x")

    def test_nobody_changes_his_own_and_none_changes_to_itself(self, hr: Officer) -> None:
        with pytest.raises(OwnStatus):
            change_status(officer=hr, status="retired", by=hr, why="x")
        with pytest.raises(SameStatus):
            change_status(officer=make_officer(), status="active", by=hr, why="x")


def test_another_regions_hr_may_do_none_of_it(stranger: Officer) -> None:
    officer = make_officer(cip="31000005")
    acts = [
        lambda: edit_officer(officer=officer, cip="31000006", dni=None, email=None, by=stranger, why="x"),
        lambda: correct_name(officer=officer, given_names="Ana", paternal_surname="Paz", maternal_surname="",
                             since=TODAY, by=stranger, why="x"),
        lambda: change_status(officer=officer, status="retired", by=stranger, why="x"),
    ]  # fmt: skip
    for act in acts:
        with pytest.raises(NotPermitted):
            act()


def test_the_second_of_two_editors_is_refused_what_the_first_changed(hr: Officer) -> None:
    officer, colleague = make_officer(cip="31000007"), make_officer(given_names="Iván")
    grant(colleague, "hr_verifier")
    seen = newest_edit(officer)
    edit_officer(officer=officer, cip="31000007", dni=None, email="a@pnp.pe", by=colleague, why="x", seen=seen)
    with pytest.raises(ChangedMeanwhile):
        edit_officer(officer=officer, cip="31000007", dni=None, email="b@pnp.pe", by=hr, why="x", seen=seen)
    edits = edits_since(officer, seen, ["email", "dni"])
    assert [(edit.by, edit.fields) for edit in edits] == [(colleague.get_full_name(), frozenset({"email"}))]
    # What the first changed is no matter of a transfer.
    transfer(officer=officer, unit=make_unit(), rank=make_rank(), since=TODAY, by=hr, why="x", seen=seen)
