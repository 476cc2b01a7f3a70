"""Of an award with a replaced paper, every list shows the one that holds, and counts it once."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from certificates.models import Certificate
from certificates.queries.bundles import to_print
from certificates.queries.certificates import addresses_of
from certificates.queries.checked_file import check_rows
from certificates.queries.checking import check
from certificates.queries.coverage import coverage, coverage_lines
from certificates.queries.record import record_of
from certificates.queries.resting import resting_on
from certificates.queries.search import CertificateFilter, found_certificates, search
from certificates.queries.station import station
from certificates.tables import checked_table
from certificates.verdict import VerdictState
from officers.models import Officer
from tests.certificates.factories import make_certificate, supersede
from tests.courses.factories import course_of
from tests.officers.factories import grant, make_officer, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def hr() -> Officer:
    officer = make_officer()
    grant(officer, "hr_verifier")
    return officer


@pytest.fixture
def papers() -> tuple[Certificate, Certificate]:
    """Return what was issued 1,080 days ago for 36 months and replaced today: it ends soon."""
    old = make_certificate(make_officer(unit=make_unit("Aquí")), at=timezone.now() - timedelta(days=1080))
    return old, supersede(old)


def test_lists_of_hr(hr: Officer, papers: tuple[Certificate, Certificate]) -> None:
    old, new = papers
    now, course = timezone.now(), course_of(old.award.edition)
    today, holder = timezone.localdate(now), old.award.officer
    for state, expected in (("valid", [new]), ("soon", [new]), ("expired", []), ("superseded", [old])):
        assert list(search(hr, CertificateFilter(state=state), today=today)) == expected
    lines = found_certificates(search(hr, CertificateFilter(), today=today), now)
    assert [(line.serial, line.state.value, line.replaced_by) for line in lines] == [
        (new.serial, "valid", ""), (old.serial, "superseded", new.serial),
    ]  # fmt: skip
    record = record_of(holder, by=hr, now=now)
    assert record.all_hours == new.academic_hours
    held = coverage_lines(coverage(hr, course=course, units=[], who="holds", today=today), today)
    assert [(line.serial, line.soon, line.lost_on) for line in held] == [(new.serial, True, None)]
    after = new.expires_on + timedelta(days=1) if new.expires_on else today
    lost = coverage_lines(coverage(hr, course=course, units=[], who="lacks", today=after), after)
    assert [line.lost_on for line in lost if line.login == holder.login] == [new.expires_on]
    assert list(to_print(hr, old.award.enrolment.run)) == [new]
    assert resting_on(new).again == resting_on(old).again == []


def test_a_commanders_station(papers: tuple[Certificate, Certificate]) -> None:
    old, new = papers
    commander, holder = make_officer(), old.award.officer
    grant(commander, "station_commander", unit=holder.unit)
    shown = station(commander, timezone.localdate())
    assert [(course.holding, course.lacking) for course in shown.courses] == [(1, shown.serving - 1)]
    assert [(due.name, due.expires_on) for due in shown.due] == [
        (Officer.objects.get(pk=holder.pk).get_full_name(), new.expires_on)
    ]


def test_counter_and_file(hr: Officer, papers: tuple[Certificate, Certificate]) -> None:
    old, new = papers
    now = timezone.now()
    by_number, by_old, by_new = check(hr, [old.holder_cip, old.serial, new.serial], now)
    assert by_number.best
    assert by_number.best.serial == new.serial
    assert sum(line.state is VerdictState.VALID for line in by_number.certificates) == 1
    assert by_old.best
    assert (by_old.best.state, by_old.best.replaced_by) == (VerdictState.SUPERSEDED, new.serial)
    assert by_new.best
    assert by_new.best.state is VerdictState.VALID
    rows = [["CIP"], [old.holder_cip], [old.serial]]
    table = checked_table(check_rows(hr, "x.csv", rows, 0, now))
    assert [row[-1] for row in table.rows] == [None, new.serial]
    assert {len(row) for row in table.rows} == {len(table.columns)}


def test_counter_and_file_lead_on_to_the_paper_in_its_place(
    hr: Officer, client: Client, papers: tuple[Certificate, Certificate]
) -> None:
    old, new = papers
    client.force_login(hr)
    asked = client.post("/admin/certificates/counter/", {"asked": old.serial}, follow=True)
    file = SimpleUploadedFile("x.csv", f"Serie\n{old.serial}\n".encode())
    sent = client.post("/admin/certificates/file/", {"file": file}, follow=True)
    for answer in (asked, sent):
        assert f'href="/admin/certificates/{new.serial}/"' in answer.content.decode()


def test_what_the_holder_is_led_to(client: Client, papers: tuple[Certificate, Certificate]) -> None:
    old, new = papers
    assert addresses_of([old.award.enrolment_id]) == {old.award.enrolment_id: new.get_absolute_url()}
    client.force_login(old.award.officer)
    shown = client.get("/learn/").content.decode().split('id="certificates"')[1].split("</section>")[0]
    assert new.serial in shown
    assert old.serial not in shown
    assert 'href="/certificates/"' in shown  # where the old one is listed as well
    listed = client.get("/certificates/").content.decode()
    assert listed.index(new.serial) < listed.index(old.serial)
    page = client.get(old.get_absolute_url()).content.decode()
    assert new.get_absolute_url() in page
