"""Enrolling from a list: what comes of each line, at a constant cost, and what is left out as a file."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from audit.models import Entry
from courses.models import CourseRun, Enrolment
from courses.officer_numbers import lines_in, logins_in, mixed_in
from courses.queries.enrol_list import Verdict, verdicts
from courses.services.enrol_listed import enrol_listed
from kernel.sheets import write_xlsx
from officers.models import Notice, Officer
from officers.roles import NotPermitted
from tests.courses.factories import course_of, let_see, make_course, make_edition, make_enrolment, make_run
from tests.officers.factories import grant, make_officer, make_rank, make_unit

pytestmark = pytest.mark.django_db


def director_of(run: CourseRun) -> Any:
    officer = make_officer(is_staff=True)
    grant(officer, "training_director", course=course_of(run.edition).uuid)
    return officer


def client_of(officer: Any) -> Client:
    client = Client()
    client.force_login(officer, backend="officers.backends.OfficerBackend")
    client.cookies["django_language"] = "en"
    return client


def of(run: CourseRun, logins: list[str], by: Any = None) -> dict[str, str]:
    rows = CourseRun.objects.with_course().get(pk=run.pk)
    chunks = verdicts(rows, logins, by=by or director_of(run), at=timezone.now())
    return {f"{line.number} {line.text}": line.verdict.value for chunk in chunks for line in chunk}


@pytest.mark.parametrize(
    ("pasted", "login"),
    [
        ("31570201", "31570201"),
        ("  31.570.201 ", "31570201"),
        ("123456", "00123456"),
        ("7\t123456\tÑahui Huamán, José", "00123456"),
        ("Ñahui Huamán;31570201;S2", "31570201"),
        ("31570201 Ñahui Huamán", "31570201"),
        ("d-0765 4321", "D07654321"),
        ("no hay número", "no hay número"),
    ],
)
def test_a_line_is_read_as_people_paste_it(pasted: str, login: str) -> None:
    assert logins_in(f"\n{pasted}\r\n") == [login]


@pytest.mark.parametrize(
    ("pasted", "lines"),
    [
        ("CIP\tApellidos\n31570201\tÑahui\n\n31570202\n\n", ["", "31570201", "", "31570202"]),
        ("No matriculados en PC-101-2026-3\nA pedido de …\nCIP;Motivo\n31570201;Sin vacante", ["", "", "", "31570201"]),
        ("Efectivo\n31570201", ["", "31570201"]),
        ("31570201\nno hay número", ["31570201", "no hay número"]),
        (" \n ", []),
    ],
)
def test_each_line_keeps_its_number_and_headings_are_nobody(pasted: str, lines: list[str]) -> None:
    assert lines_in(pasted) == lines
    assert lines_in("\n".join(lines)) == lines


@pytest.mark.parametrize(
    ("typed", "logins"),
    [
        ("31570201, 123456;31570203\nD-0765 4321", ["31570201", "00123456", "31570203", "D07654321"]),
        ("31570201\tCastillo Poma, Olinda", ["31570201"]),
        ("Castillo Poma, Olinda", ["CASTILLO", "POMA", "OLINDA"]),
    ],
)
def test_numbers_of_several_lines_or_rows(typed: str, logins: list[str]) -> None:
    assert list(mixed_in(typed)) == logins


def test_each_line_says_what_comes_of_it() -> None:
    first = make_edition(title="Lo primero")
    run = make_run(make_edition(), capacity=2)
    course = course_of(run.edition)
    course.prerequisites.add(course_of(first))
    ready = [make_officer() for _n in range(3)]
    enrolled, taken, new, retired = make_officer(), make_officer(), make_officer(), make_officer(status="retired")
    for officer in (*ready, enrolled, taken):
        make_enrolment(officer, make_run(first), state="completed", ended_at=timezone.now())
    make_enrolment(enrolled, make_run(run.edition), state="requested")
    make_enrolment(taken, run, state="failed", ended_at=timezone.now())
    people = [ready[0], enrolled, taken, new, retired, ready[1], ready[0]]
    lines = of(run, [*[each.login for each in people], "99999999", "x" * 400])
    assert list(lines.values()) == [
        "enrol", "already_enrolled", "run_taken", "prerequisite_missing", "course_not_visible", "wait", "twice",
        "unknown", "unknown",
    ]  # fmt: skip


def test_only_who_needs_to_know_is_enrolled_in_a_reserved_course() -> None:
    run = make_run(make_edition(make_course(classification="reserved")))
    unit = make_unit("DIRIN")
    let_see(course_of(run.edition), unit=unit)
    inside, outside = make_officer(unit=unit), make_officer()
    assert list(of(run, [inside.login, outside.login]).values()) == ["enrol", "course_not_visible"]


def test_the_list_enters_with_audit_and_notices_and_says_what_was_left_out() -> None:
    run = make_run(way_in="list", capacity=1)
    seated, waiting = make_officer(), make_officer()
    lines = enrol_listed(run=run, logins=[seated.login, waiting.login, "99999999"], by=director_of(run), why="R.D. 12")
    assert [line.verdict for line in lines] == [Verdict.ENROL, Verdict.WAIT, Verdict.UNKNOWN]
    assert Enrolment.objects.get(officer=waiting).state == "waiting"
    assert Entry.objects.filter(act="enrolment.make", why="R.D. 12").count() == 2
    assert Notice.objects.get(officer=seated).kind == "enrolment.made"
    assert Notice.objects.get(officer=waiting).kind == "enrolment.waits"
    with pytest.raises(NotPermitted):
        enrol_listed(run=run, logins=[], by=make_officer(), why="x")


def test_ten_thousand_lines_cost_the_same_statements_for_every_thousand() -> None:
    run = make_run()
    by, unit, rank = director_of(run), make_unit(), make_rank()
    Officer.objects.bulk_create(
        Officer(login=f"{n:08}", cip=f"{n:08}", given_names="Ana", paternal_surname="Ríos", search_name="rios ana",
                unit=unit, rank=rank)
        for n in range(100_000, 102_000)
    )  # fmt: skip
    pasted = "\n".join(f"{n}\tRíos Ñahui\tComisaría" for n in range(100_000, 110_000))
    logins = logins_in(pasted)
    counts = []
    for part in (logins[:1000], logins):
        with CaptureQueriesContext(connection) as seen:
            list(verdicts(CourseRun.objects.with_course().get(pk=run.pk), part, by=by, at=timezone.now()))
        counts.append(len(seen))
    assert counts[1] - counts[0] <= 9 * (counts[0] - 1)
    with CaptureQueriesContext(connection) as seen:
        lines = enrol_listed(run=run, logins=logins, by=by, why="R.D. 12")
    assert sum(line.enters for line in lines) == Enrolment.objects.count() == 2000
    assert len(seen) <= 150


# In the CMS --------------------------------------------------------------------------------------


def test_a_list_is_looked_at_then_done_and_the_rest_comes_as_a_file() -> None:
    run = make_run()
    enters, client, address = make_officer(), client_of(director_of(run)), f"/admin/runs/{run.uuid}/enrol/"
    pasted = f"CIP\tNombres\n{enters.login}\tJosé Ñahui\n99999999\tNadie"
    page = client.post(address, {"numbers": pasted}).content.decode()
    assert "Enrol 1 officer" in page
    assert "No officer has this number" in page
    assert "<td>3</td>" in page
    assert not Enrolment.objects.exists()
    confirmed = {"numbers": f"{enters.login}\n99999999", "confirmed": "1"}
    page = client.post(address, {**confirmed, "why": " "}).content.decode()
    assert "error-message" in page
    assert "Enrol 1 officer" in page
    assert not Enrolment.objects.exists()
    page = client.post(address, {**confirmed, "why": "R.D. 12"}).content.decode()
    assert Entry.objects.get(act="enrolment.make").why == "R.D. 12"
    assert Enrolment.objects.get().officer == enters
    assert "Not enrolled in" in page
    left = client.post(f"{address}left-out/", {"numbers": "99999999", "as": "xlsx"})
    sheet = load_workbook(io.BytesIO(left.content)).active
    assert sheet is not None
    last = [cell.value for cell in list(sheet.iter_rows())[-1]]
    assert (last[0], last[-1]) == ("99999999", "No officer has this number")


def test_a_file_is_read_like_a_paste_and_what_is_no_table_is_told_at_its_field() -> None:
    run = make_run()
    officer, client, address = make_officer(), client_of(director_of(run)), f"/admin/runs/{run.uuid}/enrol/"
    sheet = write_xlsx(["N", "CIP"], [[1, officer.login]], [])
    page = client.post(address, {"file": SimpleUploadedFile("lista.xlsx", sheet)}).content.decode()
    assert "Enrol 1 officer" in page
    wrong: list[tuple[bytes, str]] = [
        (b"PK\x03\x04rota", "cannot be read as a table"), (b"\xd0\xcf\x11\xe0", "old format"), (b"\n" * 9, "is empty"),
        (b"1\n" * 20_001, "more than 20000 lines"),
    ]  # fmt: skip
    for data, words in wrong:
        page = client.post(address, {"file": SimpleUploadedFile("x.csv", data), "numbers": "31570201"}).content.decode()
        assert words in page
        assert "31570201" in page


@pytest.mark.parametrize("numbers", ["", " \n ", "\x00", "1\n" * 20_001])
def test_no_numbers_and_nonsense_are_told_at_the_field(numbers: str) -> None:
    run = make_run()
    client, address = client_of(director_of(run)), f"/admin/runs/{run.uuid}/enrol/"
    for more in ({}, {"confirmed": "1"}, {"confirmed": "1", "why": "x"}):
        answer = client.post(address, {"numbers": numbers, **more})
        assert answer.status_code == 200
        assert 'id="panel-child' not in answer.content.decode()
        assert "error-message" in answer.content.decode()
    assert client.post(f"{address}left-out/", {"numbers": numbers}).status_code == 302
