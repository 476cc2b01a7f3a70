"""An import of people: what a file comes to, all or nothing, the same history as the single acts, and the way back."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audit.models import Entry
from officers.models import FormerName, ImportedFile, Officer, PeopleImport, Posting
from officers.people_file.comparing import Kind
from officers.services.ask_apply import ManyLeave, NothingToImport, RowsHaveProblems, ask_apply
from officers.services.ask_check import AskedTooLate
from officers.services.ask_undo import ask_undo
from officers.services.discard_import import discard_import
from officers.services.edit_officer import edit_officer
from officers.services.start_import import NotATable, start_import
from officers.services.transfer import transfer
from officers.services.work_on_import import resume_imports
from tests.officers.factories import grant, make_officer, make_rank, make_unit
from tests.officers.people_files import applied, checked, csv, hr, ladder, row_of, station, undone, work, xlsx

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def again(officer: Officer) -> Officer:
    return Officer.objects.get(pk=officer.pk)


def kinds(row: PeopleImport) -> dict[int | None, str]:
    return {each.line: each.kinds.strip() for each in row.rows.all()}


def problems(row: PeopleImport) -> dict[int | None, list[str]]:
    return {each.line: [problem[0] for problem in each.problems] for each in row.rows.of_kind(Kind.PROBLEM)}


def snapshot() -> list[Any]:
    """Everything that an import may change and its undoing must restore."""
    people = Officer.objects.order_by("pk").values(
        "pk", "login", "cip", "dni", "email", "given_names", "paternal_surname", "maternal_surname", "search_name",
        "status", "is_active", "rank", "unit",
    )  # fmt: skip
    postings = Posting.objects.order_by("pk").values("pk", "officer", "unit", "rank", "since", "until")
    grants = Officer.objects.filter(grants__withdrawn_at=None, grants__isnull=False).order_by("pk").values("pk")
    return [list(people), list(postings), list(grants)]


def test_every_row_says_what_would_become_of_the_officer() -> None:
    by, (low, _high), (here, _there) = hr(), ladder(), (station("AQUI"), station("ALLA"))
    people = [make_officer(unit=here, rank=low, dni=f"4100000{n}") for n in range(7)]
    gone = make_officer(unit=here, rank=low, status="retired")
    row = checked(
        csv(
            row_of(people[0]),
            row_of(people[1], unit="alla"),
            row_of(people[2], rank="S1 PNP"),
            row_of(people[3], status="Retiro"),
            row_of(people[4], paternal="Condori"),
            row_of(people[5], email="rosa@pnp.gob.pe"),
            row_of(people[6], rank="S1", unit="ALLA", given="Rosa María"),
            row_of(gone, status="En actividad"),
            ["32000001", "07654321", "Quispe", "", "Ana", "Suboficial de Segunda PNP", "AQUI", "", "", ""],
        ),
        by,
    )
    assert list(kinds(row).values()) == [
        "unchanged", "moved", "promoted", "left", "renamed", "numbers", "moved promoted renamed", "back", "new",
    ]  # fmt: skip
    assert row.counts == {"rows": 9, "unchanged": 1, "moved": 2, "promoted": 2, "left": 1, "renamed": 2, "numbers": 1,
                          "back": 1, "new": 1}  # fmt: skip
    assert again(people[1]).unit == here
    assert not Officer.objects.filter(cip="32000001").exists()


def test_a_unit_is_found_by_its_name_with_or_without_full_stops() -> None:
    by, (low, _high), here = hr(), ladder(), station("AQUI")
    make_unit("Div. Inv. Criminal", code="DIC")
    people = [make_officer(unit=here, rank=low) for _ in range(2)]
    row = checked(csv(row_of(people[0], unit="DIV. INV. CRIMINAL"), row_of(people[1], unit="Div Inv Criminal")), by)
    assert list(kinds(row).values()) == ["moved", "moved"]


def test_an_import_leaves_the_history_that_the_single_acts_leave() -> None:
    by, (low, high), (here, there) = hr(), ladder(), (station("AQUI"), station("ALLA"))
    moved, renamed, leaves = (make_officer(unit=here, rank=low) for _ in range(3))
    grant(leaves, "author")
    row = applied(
        csv(
            row_of(moved, unit="ALLA", rank="S1", since="01/02/2026"),
            row_of(renamed, paternal="Condori"),
            row_of(leaves, status="baja"),
            ["32000002", "", "Ñahui", "Peña", "José", "S2", "ALLA", "jose@pnp.gob.pe", "", "2026-03-01"],
        ),
        by,
        leaving=1,
    )
    assert row.state == "applied"
    assert list(moved.postings.values_list("unit__code", "rank__code", "since", "until", "why")) == [
        ("ALLA", "S1", date(2026, 2, 1), None, "R.D. 123"), ("AQUI", "S2", date(2024, 1, 1), date(2026, 2, 1), ""),
    ]  # fmt: skip
    assert (again(moved).unit, again(moved).rank) == (there, high)
    assert str(FormerName.objects.get(officer=renamed)) == "Rosa Elena Huamán Ñahui"
    assert again(renamed).search_name == "condori nahui rosa elena"
    assert again(renamed).search_former == "huaman nahui rosa elena"
    assert (again(leaves).is_active, leaves.grants.in_force().exists()) == (False, False)
    new = Officer.objects.get(login="32000002")
    assert (str(new), new.unit, new.has_usable_password()) == ("José Ñahui Peña", there, False)
    assert new.postings.get().since == date(2026, 3, 1)
    lines = {(line.on_id, line.act): (line.changed, line.why, line.actor_login) for line in Entry.objects.all()}
    assert lines[str(moved.pk), "officer.import"] == (["rank", "unit"], "R.D. 123", by.login)
    assert lines[str(leaves.pk), "officer.import"] == (["grants", "status"], "R.D. 123", by.login)
    assert lines[str(new.pk), "officer.register"] == ([], "R.D. 123", by.login)
    assert (str(row.pk), "people_import.apply") in lines
    assert not ImportedFile.objects.exists()


def test_seven_faulty_rows_of_five_hundred_stop_all_and_each_says_why() -> None:
    by, (low, _high), here = hr(), ladder(), station("AQUI")
    station("CERRADA", closed_on=date(2025, 1, 1))
    taken = make_officer(unit=here, rank=low, dni="41999999", email="tomado@pnp.gob.pe")
    good = [[f"{33_000_000 + n}", "", "Quispe", "", "Ana", "S2", "AQUI", "", "", ""] for n in range(493)]
    faulty = [
        ["abc", "", "Quispe", "", "Ana", "S2", "AQUI", "", "", ""],
        ["34000001", "", "Quispe", "", "Ana", "Mariscal", "AQUI", "", "", ""],
        ["34000002", "", "Quispe", "", "Ana", "S2", "NINGUNA", "", "", ""],
        ["34000003", taken.dni or "", "Quispe", "", "Ana", "S2", "AQUI", "", "", ""],
        ["33000000", "", "Quispe", "", "Ana", "S2", "AQUI", "", "", ""],
        ["34000004", "", "Quispe", "", "Ana", "S2", "CERRADA", "", "", ""],
        ["34000005", "", "", "", "Ana", "S2", "AQUI", "tomado@pnp.gob.pe", "quién sabe", "31/02/2026"],
    ]
    row = checked(csv(*good, *faulty), by)
    assert problems(row) == {
        495: ["cip_invalid"], 496: ["rank_unknown"], 497: ["unit_unknown"], 498: ["dni_of_other"],
        499: ["twice_in_file"], 500: ["unit_closed"], 501: ["status_unknown", "date_invalid", "email_of_other"],
    }  # fmt: skip
    assert (row.counts["problem"], row.counts["new"]) == (7, 493)
    with pytest.raises(RowsHaveProblems):
        ask_apply(people_import=row, leaving=None, by=by)
    assert not Officer.objects.filter(cip__startswith="33").exists()
    assert applied(csv(*good), by).state == "applied"
    assert Officer.objects.filter(cip__startswith="33").count() == 493


def test_undoing_gives_everything_back() -> None:
    by, (low, _high), (here, _there) = hr(), ladder(), (station("AQUI"), station("ALLA"))
    people = [make_officer(unit=here, rank=low, dni=f"4200000{n}", email=f"e{n}@pnp.pe") for n in range(4)]
    grant(people[2], "author")
    before = snapshot()
    made = applied(
        csv(
            row_of(people[0], unit="ALLA", rank="S1"),
            row_of(people[1], paternal="Condori", email="otra@pnp.pe", dni="42999999"),
            row_of(people[2], status="retirado"),
            ["32000003", "", "Ñahui", "", "José", "S2", "ALLA", "", "", ""],
        ),
        by,
        leaving=1,
    )
    assert snapshot() != before
    row = undone(made, by)
    assert (row.state, row.trouble) == ("undone", {})
    assert snapshot() == before
    names = FormerName.objects.filter(officer=people[1]).order_by("pk")
    assert [former.paternal_surname for former in names] == ["Huamán", "Condori"]
    assert names[1].since == names[1].until == TODAY
    people[1].refresh_from_db()
    assert people[1].search_former == "huaman nahui rosa elena condori nahui rosa elena"
    assert Entry.objects.filter(act="officer.undo_import").count() == 3
    assert Entry.objects.filter(act="officer.remove_imported").count() == 1


def test_an_import_whose_officers_were_changed_since_is_not_undone_and_says_whose() -> None:
    by, (low, _high), (here, there) = hr(), ladder(), (station("AQUI"), station("ALLA"))
    calm, edited = make_officer(unit=here, rank=low), make_officer(unit=here, rank=low)
    made = applied(csv(row_of(calm, unit="ALLA"), row_of(edited, email="x@pnp.pe")), by)
    edit_officer(officer=edited, cip=edited.cip, dni=None, email="y@pnp.pe", by=by, why="x")
    row = undone(made, by)
    assert (row.state, row.trouble["code"], row.trouble["params"]) == (
        "applied", "changed_since_import", {"count": "1", "who": edited.login},
    )  # fmt: skip
    assert again(calm).unit == there


def test_what_an_officer_gave_up_and_another_bears_by_now_is_not_taken_back() -> None:
    by, (low, _high), here = hr(), ladder(), station("AQUI")
    officer = make_officer(unit=here, rank=low, email="vieja@pnp.pe")
    made = applied(csv(row_of(officer, email="nueva@pnp.pe")), by)
    make_officer(unit=here, rank=low, email="vieja@pnp.pe")
    assert undone(made, by).trouble["code"] == "changed_since_import"
    assert again(officer).email == "nueva@pnp.pe"


def test_whoever_was_registered_and_has_used_the_account_is_not_removed() -> None:
    by, _ranks, here = hr(), ladder(), station("AQUI")
    made = applied(csv(["32000004", "", "Soto", "", "Ana", "S2", "AQUI", "", "", ""]), by)
    officer = Officer.objects.get(cip="32000004")
    officer.notices.create(kind="x", arguments={})
    assert undone(made, by).trouble["params"]["who"] == "32000004"
    assert again(officer).unit == here


def test_officers_changed_after_the_check_stop_the_import() -> None:
    by, (low, _high), (here, _there) = hr(), ladder(), (station("AQUI"), station("ALLA"))
    moved, other = make_officer(unit=here, rank=low), make_officer(unit=here, rank=low)
    row = checked(csv(row_of(moved, unit="ALLA"), row_of(other, email="x@pnp.pe")), by)
    transfer(officer=moved, unit=station("OTRA"), rank=low, since=TODAY, by=by, why="x")
    ask_apply(people_import=row, leaving=None, by=by)
    row = work(row)
    assert (row.state, row.trouble["code"], row.trouble["params"]["who"]) == (
        "checked", "changed_since_check", moved.login,
    )  # fmt: skip
    assert again(other).email is None


def test_an_e_mail_or_number_that_was_taken_after_the_check_stops_the_import() -> None:
    by, (low, _high), here = hr(), ladder(), station("AQUI")
    officer, other = make_officer(unit=here, rank=low), make_officer(unit=here, rank=low)
    new = ["32000005", "42000005", "Soto", "", "Ana", "S2", "AQUI", "", "", ""]
    row = checked(csv(row_of(officer, email="x@pnp.pe"), new), by)
    edit_officer(officer=other, cip=other.cip, dni="42000005", email="x@pnp.pe", by=by, why="x")
    ask_apply(people_import=row, leaving=None, by=by)
    row = work(row)
    assert (row.state, row.trouble["code"], row.trouble["params"]["count"]) == ("checked", "changed_since_check", "2")
    assert again(officer).email is None


def test_nobody_leaves_by_absence_unless_that_is_asked() -> None:
    by, (low, _high), here = hr(), ladder(), station("AQUI")
    stays, absent = make_officer(unit=here, rank=low), make_officer(unit=here, rank=low)
    elsewhere = make_officer(unit=station("ALLA"), rank=low)
    assert checked(csv(row_of(stays)), by).counts == {"rows": 1, "unchanged": 1}
    row = checked(csv(row_of(stays)), by, absent="retired", unit=here)
    assert row.counts == {"rows": 1, "unchanged": 1, "left": 1, "absent": 1}
    with pytest.raises(ManyLeave):
        ask_apply(people_import=row, leaving=None, by=by)
    with pytest.raises(ManyLeave):
        ask_apply(people_import=row, leaving=2, by=by)
    ask_apply(people_import=row, leaving=1, by=by)
    work(row)
    assert [again(each).status for each in (stays, absent, elsewhere, by)] == ["active", "retired", "active", "active"]


def test_a_file_that_changes_nothing_and_an_act_too_late_are_refused() -> None:
    by, (low, _high), here = hr(), ladder(), station("AQUI")
    officer = make_officer(unit=here, rank=low)
    row = checked(csv(row_of(officer)), by)
    with pytest.raises(NothingToImport):
        ask_apply(people_import=row, leaving=None, by=by)
    with pytest.raises(AskedTooLate):
        ask_undo(people_import=row, why="x", by=by)
    assert discard_import(people_import=row, by=by).state == "discarded"
    assert (row.rows.count(), ImportedFile.objects.count()) == (0, 0)
    with pytest.raises(AskedTooLate):
        discard_import(people_import=row, by=by)


def test_hr_of_a_region_imports_for_its_own_units_only() -> None:
    region = make_unit("Región", kind="region", code="REG")
    by, (low, _high) = hr(unit=region), ladder()
    mine, other = station("MIA", parent=region), station("AJENA")
    here, there = make_officer(unit=mine, rank=low), make_officer(unit=other, rank=low)
    row = checked(csv(row_of(here, unit="AJENA"), row_of(there, unit="MIA"), row_of(here)), by, absent="dismissed")
    assert problems(row) == {2: ["unit_unknown"], 3: ["elsewhere"], 4: ["twice_in_file"]}
    assert row.counts.get("absent", 0) == 0


def test_whoever_lost_the_right_meanwhile_changes_nothing() -> None:
    by, (low, _high), here = hr(), ladder(), station("AQUI")
    officer = make_officer(unit=here, rank=low)
    row = checked(csv(row_of(officer, email="x@pnp.pe")), by)
    ask_apply(people_import=row, leaving=None, by=by)
    by.grants.update(withdrawn_at=timezone.now())
    row = work(row)
    assert (row.state, row.trouble["code"], again(officer).email) == ("checked", "not_permitted", None)


def test_nobody_ends_his_own_service_nor_the_last_administrators() -> None:
    by, (low, _high) = hr(), ladder()
    last = make_officer(unit=station("AQUI"), rank=low)
    grant(last, "administrator")
    assert problems(checked(csv(row_of(by, status="retiro")), by)) == {2: ["own_status"]}
    other = make_officer(unit=station("ALLA"), rank=low)
    grant(other, "administrator")
    row = checked(csv(row_of(last, status="retiro")), by)
    other.grants.update(withdrawn_at=timezone.now())
    ask_apply(people_import=row, leaving=1, by=by)
    row = work(row)
    assert (row.state, row.trouble["code"], again(last).status) == ("checked", "last_administrator", "active")


def test_the_row_by_which_nobody_would_be_left_to_give_roles_is_a_problem_at_the_check() -> None:
    by, (low, _high), here = hr(), ladder(), station("AQUI")
    first, last, stays = (make_officer(unit=here, rank=low) for _ in range(3))
    for officer in (first, last):
        grant(officer, "administrator")
    grant(stays, "administrator", unit=here)  # gives no role elsewhere
    assert problems(checked(csv(row_of(first, status="retiro")), by)) == {}
    both = checked(csv(row_of(first, status="retiro"), row_of(last, status="baja")), by)
    assert problems(both) == {3: ["last_administrator"]}
    absent = checked(csv(row_of(first, status="retiro"), row_of(stays)), by, absent="retired", unit=here)
    assert absent.counts["absent"] == 1
    assert problems(absent) == {None: ["last_administrator"]}
    assert (absent.rows.of_kind(Kind.PROBLEM).get().login, absent.changing) == (last.login, 1)
    with pytest.raises(RowsHaveProblems):
        ask_apply(people_import=absent, leaving=1, by=by)


def test_a_new_member_of_the_police_has_a_cip_trainees_and_civilians_need_none() -> None:
    by, _ranks = hr(), ladder()
    station("AQUI")
    make_rank("CIVIL", name="Personal civil", abbreviation="PC", category="civilian", arm="none")
    make_rank("ALUMNO", name="Alumno", abbreviation="ALU", category="trainee", arm="none")
    rows = [["", f"4300000{n}", "Soto", "", "Ana", rank, "AQUI", "", "", ""]
            for n, rank in enumerate(["S2", "CIVIL", "ALUMNO"])]  # fmt: skip
    row = checked(csv(*rows), by)
    assert problems(row) == {2: ["cip_missing"]}
    assert list(kinds(row).values()) == ["problem", "new", "new"]


def test_the_sweep_takes_up_what_a_dead_worker_left_and_a_task_that_comes_twice_does_it_once() -> None:
    by, (low, _high), here = hr(), ladder(), station("AQUI")
    officer = make_officer(unit=here, rank=low)
    row = checked(csv(row_of(officer, email="x@pnp.pe")), by)
    ask_apply(people_import=row, leaving=None, by=by)
    assert resume_imports() == 0
    PeopleImport.objects.update(asked_at=timezone.now() - timedelta(minutes=11))
    assert resume_imports() == 1
    assert work(row).state == "applied"
    assert Entry.objects.filter(act="officer.import").count() == 1


def test_ten_times_the_rows_cost_no_more_statements() -> None:
    by, (low, _high), (here, _there) = hr(), ladder(), (station("AQUI"), station("ALLA"))
    counts = []
    for number in (5, 50):
        people = [make_officer(unit=here, rank=low) for _ in range(number)]
        new = [
            [f"{35_000_000 + number * 100 + n}", "", "Soto", "", "Ana", "S2", "AQUI", "", "", ""] for n in range(number)
        ]
        with CaptureQueriesContext(connection) as seen:
            made = applied(csv(*[row_of(each, unit="ALLA", given="Otra") for each in people], *new), by)
            undone(made, by)
        counts.append(len(seen))
    assert made.count(Kind.MOVED) == 50
    assert counts[1] - counts[0] <= 10  # SQLite cuts long inserts by their parameters


def test_a_workbook_is_read_like_a_csv_with_its_dates_and_lost_zeros() -> None:
    by, (low, _high), here = hr(), ladder(), station("AQUI")
    officer = make_officer(unit=here, rank=low, cip="00123456", dni="07654321")
    station("ALLA")
    row = checked(
        xlsx([123456, 7654321, "HUAMAN", "NAHUI", "ROSA ELENA", "S2", "ALLA", None, None, date(2026, 2, 1)]), by
    )
    only = row.rows.get()
    assert (only.kinds, only.officer_id, only.since) == (" moved ", officer.pk, date(2026, 2, 1))
    assert [note[0] for note in only.notes] == ["zeros_put_back", "zeros_put_back"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04rota", b"\xd0\xcf\x11\xe0", b"CIP;DNI\n", b"\x00" * 50])
def test_what_is_no_table_of_people_is_refused_at_the_file(content: bytes) -> None:
    with pytest.raises(NotATable) as refused:
        start_import(name="x.csv", content=content, by=hr())
    assert refused.value.field == "file"
    assert not PeopleImport.objects.exists()
