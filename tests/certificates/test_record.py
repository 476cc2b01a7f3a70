"""A training record on one page and on paper, and who in a unit holds a course."""

import io
from datetime import timedelta
from typing import Any

import pypdf
import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from audit.models import Entry
from certificates.queries.coverage import coverage, coverage_lines
from certificates.queries.record import record_of
from certificates.services.revoke import revoke_certificate
from courses.models import Progress
from officers.models import Officer
from tests.certificates.factories import make_award, make_certificate
from tests.courses.factories import course_of, let_see, make_course, make_edition, make_enrolment, make_run
from tests.officers.factories import grant, make_officer, make_unit

pytestmark = pytest.mark.django_db

COVERAGE = "/admin/certificates/coverage/"


@pytest.fixture
def hr() -> Officer:
    officer = make_officer()
    grant(officer, "hr_verifier")
    return officer


@pytest.fixture
def at_work(hr: Officer, client: Client) -> Client:
    client.force_login(hr)
    return client


def address(officer: Officer) -> str:
    return f"/admin/certificates/records/{officer.public_id}/"


def test_a_record_has_every_certificate_and_hours_of_what_stands(hr: Officer) -> None:
    second, holder = make_officer(), make_officer()
    grant(second, "hr_verifier")
    old = make_certificate(holder, at=timezone.now() - timedelta(days=2000))
    edition = old.award.edition
    revoked = make_certificate(holder, edition=edition)
    revoke_certificate(certificate=revoked, category="fraud", reason="x", by=hr, second=second)
    new = make_certificate(holder, edition=edition)
    record = record_of(holder, by=hr, now=timezone.now())
    assert {line.serial: str(line.state.value) for line in record.certificates} == {
        old.serial: "expired", revoked.serial: "revoked", new.serial: "valid",
    }  # fmt: skip
    assert record.hours == [(new.completed_on.year, 8), (old.completed_on.year, 8)]
    assert (len(record.courses), len(record.postings)) == (3, 1)


def test_titles_of_a_reserved_course_are_for_need_to_know_and_marks_are_quantised_once(hr: Officer) -> None:
    course = make_course(code="IN-201", classification="reserved")
    edition = make_edition(course, title="Secreto", public_title="Curso de la Dirección")
    award = make_award(edition=edition)
    exam = edition.items.get(label="1.2")
    Progress.objects.create(
        enrolment=award.enrolment, activity_uuid=exam.activity_uuid, state="done", fraction="7/12"
    )  # fmt: skip
    record = record_of(award.officer, by=hr, now=timezone.now())
    (taken,) = record.courses
    assert taken.title == "Curso de la Dirección"
    assert [(mark.label, mark.title, str(mark.mark), mark.passed) for mark in taken.exams] == [
        ("1.2", "", "11.67", True)
    ]  # fmt: skip
    let_see(course, officer=hr)
    (taken,) = record_of(award.officer, by=hr, now=timezone.now()).courses
    assert taken.exams[0].title == exam.title


def test_a_record_costs_the_same_with_little_and_much(hr: Officer, django_assert_max_num_queries: Any) -> None:
    holder = make_officer()
    for _ in range(4):
        make_certificate(holder)
    with django_assert_max_num_queries(6):
        record_of(holder, by=hr, now=timezone.now())


def test_a_record_is_within_the_right_over_the_unit_only(at_work: Client) -> None:
    station = make_unit()
    officer, other = make_officer(unit=station), make_officer()
    limited = make_officer()
    grant(limited, "hr_verifier", unit=station)
    browser = Client()
    browser.force_login(limited)
    assert browser.get(address(officer)).status_code == 200
    assert browser.get(address(other)).status_code == 404
    assert browser.post(f"{address(other)}pdf/").status_code == 404
    assert at_work.get(address(other)).status_code == 200


def test_record_and_page_of_an_officer_lead_to_each_other_for_whoever_may_open_them(client: Client) -> None:
    station = make_unit("Comisaría")
    person = make_officer(unit=station)
    page = f"/admin/officers/{person.public_id}/"
    commander, both = make_officer(unit=station), make_officer()
    grant(commander, "station_commander", unit=station)
    grant(both, "hr_verifier")
    grant(both, "administrator")
    client.force_login(commander)
    assert page not in client.get(address(person)).content.decode()
    client.force_login(both)
    assert page in client.get(address(person)).content.decode()
    assert address(person) in client.get(page).content.decode()


def test_the_paper_of_a_record_says_all_of_it_and_who_took_it(at_work: Client, hr: Officer) -> None:
    holder = make_officer(given_names="Ñusta", paternal_surname="Quispe")
    certificates = [make_certificate(holder) for _ in range(2)]
    answer = at_work.post(f"{address(holder)}pdf/")
    sheets = pypdf.PdfReader(io.BytesIO(answer.content)).pages
    words = " ".join(sheet.extract_text() for sheet in sheets)
    for said in (holder.get_full_name(), holder.login, hr.login, *(row.serial for row in certificates)):
        assert said in words
    assert b"PublicSans" in answer.content
    assert "Ñusta" in words
    assert Entry.objects.get(act="record.take").on_id == str(holder.pk)
    assert at_work.get(f"{address(holder)}pdf/").status_code == 405


def test_a_record_is_found_by_name_also_without_a_certificate(at_work: Client) -> None:
    officer = make_officer(paternal_surname="Zevallos")
    assert officer.public_id in {
        row.public_id for row in at_work.get("/admin/certificates/?q=zevallos").context["people"]
    }


def test_coverage_tells_who_holds_who_lacks_and_whose_ends_soon(hr: Officer) -> None:
    region = make_unit("Región", kind="region")
    holds, lacks, lapsed, twice = (make_officer(unit=make_unit(parent=region)) for _ in range(4))
    edition = make_edition(title="Curso", validity_months=12)
    now = timezone.now()
    make_certificate(holds, edition=edition, at=now - timedelta(days=300))
    make_certificate(lapsed, edition=edition, at=now - timedelta(days=900))
    make_certificate(twice, edition=edition, at=now - timedelta(days=300))
    best = make_certificate(twice, edition=edition)
    make_certificate(lacks)  # of another course
    make_officer(unit=region, status="retired")
    make_certificate(edition=edition)  # elsewhere
    course, today = course_of(edition), timezone.localdate()
    make_enrolment(lapsed, make_run(edition))
    make_enrolment(lacks, make_run(edition), state="withdrawn", ended_at=now)

    def found(who: str) -> dict[str, Any]:
        officers = coverage(hr, course=course, units=[region], who=who, today=today)
        return {line.login: line for line in coverage_lines(officers, today)}

    assert set(found("")) == {holds.login, lacks.login, lapsed.login, twice.login}
    assert set(found("holds")) == {holds.login, twice.login}
    assert set(found("lacks")) == {lacks.login, lapsed.login}
    assert set(found("soon")) == {holds.login}
    assert set(found("learns")) == {lapsed.login}
    assert [line.login for line in found("").values() if line.learning] == [lapsed.login]
    assert found("holds")[twice.login].serial == best.serial
    assert found("lacks")[lapsed.login].lost_on < today
    assert found("lacks")[lacks.login].lost_on is None


def test_coverage_is_a_page_of_constant_cost_and_a_file(at_work: Client, django_assert_num_queries: Any) -> None:
    certificate = make_certificate()
    query = f"?course={certificate.course_code}"
    at_work.get(COVERAGE)
    with django_assert_num_queries(10):
        at_work.get(f"{COVERAGE}{query}")
    for _ in range(4):
        make_certificate(edition=certificate.award.edition)
    with django_assert_num_queries(10):
        assert len(at_work.get(f"{COVERAGE}{query}&who=holds").context["lines"]) == 5
    answer = at_work.post(f"{COVERAGE}export/{query}&who=holds", {"kind": "xlsx"})
    rows = [[cell.value for cell in row] for row in load_workbook(io.BytesIO(answer.content)).active.iter_rows()]
    assert sum(row[0] == certificate.holder_cip for row in rows) == 1
    assert Entry.objects.get(act="record.export").changed == ["course", "who"]
    assert at_work.get(f"{COVERAGE}?course=&who=x").context["form"].errors


def test_nothing_that_is_asked_of_these_pages_is_a_fault(at_work: Client) -> None:
    certificate = make_certificate()
    hostile = ["\x00", "9" * 400, "²", "%", "_", "'", "2026-" + "9" * 400, "٣١٢٣٤٥٦٧"]
    pages = {
        "": ("q", "units", "course", "run", "issued_from", "state", "page"),
        "coverage/": ("course", "units", "who", "page"),
    }
    for page, fields in pages.items():
        for field in fields:
            for text in hostile:
                asked = {"course": certificate.course_code, field: text}
                assert at_work.get(f"/admin/certificates/{page}", asked).status_code == 200, (page, field, text)
    for text in hostile:
        assert at_work.post("/admin/certificates/counter/", {"asked": text}, follow=True).status_code == 200
