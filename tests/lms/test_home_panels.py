"""The first page of the CMS: each role finds its work there, and nothing that leads to a refusal."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from assessments.models import Complaint
from certificates.models import Revocation
from certificates.services.propose_revocation import propose_revocation
from courses.gate.reach import Tree
from courses.models import CourseRun, Progress
from courses.queries.since_edition import since_editions, troubled_exams
from officers.models import Officer, PeopleImport, Role
from officers.services.ask_for_password import ask_for_password
from tests.assessments.factories import Exam
from tests.assessments.test_submit_attempt import sit
from tests.certificates.factories import make_certificate
from tests.courses.factories import add_item, make_course, make_edition, make_enrolment, make_run
from tests.doors.world import MARKER, build
from tests.officers.factories import grant, make_area, make_officer, make_unit

pytestmark = pytest.mark.django_db


def staff(*roles: str, **scope: Any) -> Officer:
    officer = make_officer(is_staff=True)
    for role in roles:
        grant(officer, role, **scope)
    return officer


def first_page(officer: Officer) -> str:
    client = Client()
    client.force_login(officer)
    client.cookies["django_language"] = "en"
    answer = client.get("/admin/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_address_with_nothing_leads_back_to_it_in_words_of_ours() -> None:
    client = Client()
    client.force_login(staff(Role.STATION_COMMANDER, unit=make_unit()))
    answer = client.get(f"/admin/certificates/records/{uuid4()}/")
    assert answer.status_code == 404
    shown = answer.content.decode().partition("<main")[2]
    assert 'href="/admin/"' in shown
    assert "Wagtail" not in shown


def headings(page: str) -> set[str]:
    return set(re.findall(r'<section class="w-mb-8" aria-labelledby="([a-z-]+)"', page))


@pytest.mark.parametrize(
    ("roles", "shown"),
    [
        ([Role.HR_VERIFIER], {"find"}),
        ([Role.AUDITOR], {"find", "own-courses", "own-guidelines"}),
        ([Role.ADMINISTRATOR], {"system", "grants"}),
        ([Role.AUTHOR], {"own-courses", "own-guidelines"}),
        ([Role.TRAINING_DIRECTOR], {"own-courses", "own-guidelines"}),
    ],
)
def test_each_role_finds_its_own_work(roles: list[str], shown: set[str]):
    build()
    assert headings(first_page(staff(*roles))) == shown


def test_a_commander_sees_the_station_and_nothing_of_the_others():
    station, other = make_unit("Comisaría de Collique"), make_unit("Comisaría de Ancón")
    commander = make_officer(is_staff=True, unit=station)
    grant(commander, Role.STATION_COMMANDER, unit=station)
    edition = make_edition(title="Policía comunitaria", validity_months=36)
    ended = timezone.now() - timedelta(days=36 * 30)
    here = [make_officer(unit=make_unit(parent=station), given_names=name) for name in ("Ana", "Bea", "Carla")]
    make_certificate(here[0], edition=edition)
    due = make_certificate(here[1], edition=edition, at=ended)
    renewed = make_officer(unit=station, given_names="Delia")
    make_certificate(renewed, edition=edition, at=ended)
    make_certificate(renewed, edition=edition)
    make_enrolment(here[2], make_run(edition))
    stranger = make_officer(unit=other, given_names="Zarzamora")
    make_certificate(stranger, edition=edition, at=ended)
    for officer in (here[2], stranger):
        ask_for_password(login=officer.login, address="10.0.0.1")
    page = first_page(commander)
    assert headings(page) == {"station", "find", "forgotten"}
    assert "Zarzamora" not in page
    assert "Comisaría de Ancón" not in page
    assert "5 officers serve here or below" in page
    row = re.search(r"<tr>\s*<td>[^<]*Policía comunitaria</td>(.*?)</tr>", page, re.DOTALL)
    assert row
    assert re.findall(r">(\d+)<", row[1]) == ["3", "2", "1"]
    assert re.findall(r"<li><a [^>]*>(Bea|Delia) ", page) == ["Bea"]
    assert str(due.award.officer.public_id) in page
    client = Client()
    client.force_login(commander)
    ways = re.findall(r'href="(/admin/(?:certificates|password-requests)/[^"]*)"', page)
    assert {client.get(way.replace("&amp;", "&")).status_code for way in ways} == {200}


def test_a_director_sees_what_waits_with_the_way_to_it_and_nothing_of_other_areas():
    kinds = ["single_choice", "single_choice"]
    exam, other = Exam(kinds=kinds), make_run(make_edition(make_course(area=make_area("x", "X"))), way_in="approval")
    approval = make_run(exam.edition, way_in="approval")
    for run in (approval, approval, other):
        make_enrolment(run=run, state="requested")
    Complaint.objects.create(attempt=sit(exam, True, False), slot=0, version=None, text="x")
    director = staff(Role.TRAINING_DIRECTOR, area=exam.course.area)
    grant(director, Role.HR_VERIFIER)
    propose_revocation(
        certificate=make_certificate(), category=Revocation.Category.IDENTITY_ERROR, reason="x",
        by=staff(Role.HR_VERIFIER),
    )  # fmt: skip
    page = first_page(director)
    assert "waiting" in headings(page)
    part = page.split('aria-labelledby="waiting"')[1].split("</section>")[0]
    assert f'/admin/runs/{approval.uuid}/?state=requested">{approval.code} (2)</a>' in part
    assert 'complaints/?state=filed">' in part
    assert '/admin/proposals/">' in part
    stranger = staff(Role.TRAINING_DIRECTOR, area=make_area("intelligence", "Inteligencia"))
    assert "waiting" not in headings(first_page(stranger))


def test_hr_begins_with_the_search():
    certificate = make_certificate()
    page = first_page(staff(Role.HR_VERIFIER))
    assert page.index('id="find-q"') < page.index(certificate.serial)


def test_whoever_learns_too_has_a_way_back_to_it():
    officer = staff(Role.HR_VERIFIER)
    make_enrolment(officer)
    assert 'href="/learn/"' in first_page(officer)


def test_what_is_of_another_area_or_reserved_is_not_named():
    world = build()
    director = world.director
    Officer.objects.filter(pk=director.pk).update(is_staff=True)
    page = first_page(Officer.objects.get(pk=director.pk))
    assert world.open.course.code in page
    assert MARKER not in page
    assert world.internal.course.code not in page


def test_pages_changed_since_the_edition_are_counted():
    world = build()
    tree = Tree(world.open.course, world.open.page)
    world.open.lesson.refresh_from_db()
    make_edition(world.open.course, revisions={"lesson": world.open.lesson.live_revision_id})
    [before] = since_editions([tree]).values()
    assert (before.ready, before.drafts) == (0, 1)
    world.open.lesson.title = "Otra"
    world.open.lesson.save_revision().publish()
    [after] = since_editions([tree]).values()
    assert (after.ready, after.drafts) == (1, 0)


def test_an_exam_that_most_did_not_pass_is_told_of_and_others_are_not():
    edition = make_edition()
    hard, easy = (
        add_item(edition, kind="exam", title=title, label=f"2.{n}", order=10 + n)
        for n, title in enumerate(("Duro", "Fácil"), 1)
    )
    run = make_run(edition)
    for n in range(6):
        enrolment = make_enrolment(run=run)
        for item, passed in ((hard, n < 2), (easy, n < 3)):
            state = "done" if passed else "failed"
            Progress.objects.create(enrolment=enrolment, activity_uuid=item.activity_uuid, fraction="1/2", state=state)
    [told] = troubled_exams(CourseRun.objects.all(), at=timezone.now())
    assert (told.title, told.sat, told.passed) == ("Duro", 6, 2)
    assert troubled_exams(CourseRun.objects.none(), at=timezone.now()) == []
    # The run goes on in another edition, those who sat keep theirs.
    CourseRun.objects.filter(pk=run.pk).update(edition=make_edition())
    assert troubled_exams(CourseRun.objects.all(), at=timezone.now()) == [told]


@pytest.mark.parametrize("role", [Role.STATION_COMMANDER, Role.HR_VERIFIER, Role.ADMINISTRATOR, Role.TRAINING_DIRECTOR])
def test_it_costs_as_many_statements_for_many_as_for_few(role: str):
    station = make_unit()
    scope = {"unit": station} if role == Role.STATION_COMMANDER else {}
    officer = staff(role, **scope)
    client = Client()
    client.force_login(officer)

    def fill(times: int) -> int:
        for _ in range(times):
            edition = make_edition()
            person = make_officer(unit=station)
            make_certificate(person, edition=edition)
            make_enrolment(person, make_run(edition))
            ask_for_password(login=make_officer(unit=station).login, address="10.0.0.1")
            staff(Role.AUTHOR)
        client.get("/admin/")
        with CaptureQueriesContext(connection) as work:
            client.get("/admin/")
        return len(work)

    few = fill(2)
    assert fill(6) == few


def test_whoever_manages_people_sees_the_latest_imports_and_of_others_nothing():
    mine, other = staff(Role.HR_VERIFIER), staff(Role.HR_VERIFIER, unit=make_unit("Región"))
    told: dict[str, Any] = {"heading_line": 1, "file_sha256": "0" * 64, "checked_at": timezone.now()}
    PeopleImport.objects.create(
        by=mine, file_name="escalafon.xlsx", state="applied", applied_at=timezone.now(),
        counts={"rows": 10, "unchanged": 4, "moved": 6, "promoted": 3, "absent": 1, "left": 1}, **told,
    )  # fmt: skip
    PeopleImport.objects.create(by=mine, file_name="altas.csv", state="checked", counts={"rows": 2, "new": 2}, **told)
    page = first_page(mine)
    assert "imports" in headings(page)
    assert re.search(r"escalafon\.xlsx</a>: Imported, .* · 7 rows changed", page)
    assert re.search(r"altas\.csv</a>: Checked, nothing changed yet, .* · 2 rows would change", page)
    assert "escalafon.xlsx" not in first_page(other)
