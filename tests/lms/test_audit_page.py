"""The audit page: who may read it, which lines it shows, what it withholds, and what an export leaves."""

import csv
import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audit import words
from audit.models import Entry
from audit.queries.lines import Wanted, entries, in_chunks, page_of
from audit.services.record import record
from audit.services.record_reading import record_reading
from lms.audit_filter import AuditFilter
from lms.services import export_audit as exporting
from officers.models import Officer, Role
from tests.architecture.test_shape import tracked
from tests.assessments.factories import make_bank
from tests.certificates.factories import make_certificate
from tests.courses.factories import let_see, make_course, make_edition
from tests.courses.media_factory import make_image
from tests.courses.pages_factory import make_course_page
from tests.officers.factories import grant, make_area, make_officer, make_unit

pytestmark = pytest.mark.django_db
ACTS, READINGS = "/admin/audit/", "/admin/audit/readings/"


def browser(role: str = Role.AUDITOR, **scope: Any) -> tuple[Client, Officer]:
    officer = make_officer(is_staff=True)
    grant(officer, role, **scope)
    client = Client()
    client.force_login(officer)
    return client, officer


def reasons(client: Client, address: str = ACTS, **query: str) -> list[str]:
    """Return the reasons of the lines shown, the newest first."""
    return re.findall(r'<td class="running">(.*?)</td>', client.get(address, query).content.decode())


def test_the_audit_is_for_who_checks_everything_and_for_nobody_else():
    for client, _officer in (browser(Role.ADMINISTRATOR), browser(Role.HR_VERIFIER), browser(unit=make_unit())):
        assert [client.get(ACTS).status_code, client.get(READINGS).status_code, client.post(ACTS).status_code] == [
            404, 404, 404,
        ]  # fmt: skip
        assert ACTS not in client.get("/admin/").content.decode()
    client, _officer = browser()
    assert ACTS in client.get("/admin/").content.decode()


def test_lines_are_found_by_who_act_row_and_days():
    client, officer = browser()
    other = make_officer()
    record(by=officer, act="officer.transfer", on=other, changed=["unit"], why="uno")
    record(by=other, act="officer.register", on=officer, why="dos")
    record(by=None, act="officer.register", on=other, why="tres")
    assert reasons(client) == ["tres", "dos", "uno"]
    assert reasons(client, who=other.login.lstrip("0")) == ["dos"]
    assert reasons(client, act="officer.register") == ["tres", "dos"]
    assert reasons(client, kind="officers.Officer", row=str(other.pk)) == ["tres", "uno"]
    today = timezone.localdate()
    assert len(reasons(client, since=str(today - timedelta(1)), until=str(today + timedelta(1)))) == 3
    assert reasons(client, until=str(today - timedelta(2))) == []


def test_what_is_no_filter_is_said_at_its_field_and_fails_nowhere():
    client, officer = browser()
    record(by=officer, act="officer.register", on=officer, why="uno")
    for query in (
        {"since": "ayer"}, {"since": "2026-05-02", "until": "2026-05-01"}, {"act": "x"}, {"kind": "\0"}, {"who": "\0"},
        {"row": "1\0"}, {"row": "nada"}, {"row": "#999999999"}, {"kind": "officers.Officer", "row": "99999999"},
        {"who": "Gladys"}, {"who": "99999999"},
        {"before": "1e400"}, {"before": f"{'9' * 17}-{'9' * 18}", "who": "9" * 400}, {"after": "x-y"},
    ):  # fmt: skip
        answer = client.get(ACTS, query)
        assert answer.status_code == 200, query
        asked = {"row"} if "row" in query else {"since", "act", "kind", "who"} & set(query)
        assert not asked or any(field in answer.context["form"].errors for field in [*asked, "until"]), query
    assert client.post(ACTS, {"since": "ayer"}).headers["Content-Type"].startswith("text/html")


def test_what_happened_to_a_person_or_a_certificate_is_found_by_the_number_that_people_know():
    client, auditor = browser()
    officer, other = make_officer(cip="30111222", dni="07654321"), make_officer(dni="30111222")
    certificate = make_certificate()
    made = grant(officer, "station_commander", unit=make_unit("Comisaría Ñaña"))
    for on, why in ((officer, "persona"), (other, "otra"), (made, "rol"), (certificate, "papel")):
        record(by=auditor, act="officer.edit", on=on, why=why)
    assert reasons(client, row="07654321") == reasons(client, row="7654321") == ["rol", "persona"]
    assert reasons(client, row="30111222") == ["rol", "otra", "persona"]  # one's CIP, the other's DNI
    assert reasons(client, row="30111222", kind="officers.Grant") == ["rol"]
    assert reasons(client, row=certificate.serial.lower().replace("-", " "))[0] == "papel"
    assert reasons(client, row=f"#{officer.pk}", kind="officers.Officer") == ["persona"]
    assert "Comisaría Ñaña" in client.get(ACTS, {"kind": "officers.Grant"}).content.decode()


def test_who_acted_is_found_by_dni_and_by_a_log_in_that_nobody_bears_any_more():
    client, auditor = browser()
    officer = make_officer(cip="30111222", dni="07654321")
    record(by=officer, act="officer.edit", on=auditor, why="uno")
    assert reasons(client, who="07654321") == reasons(client, who="30111222") == ["uno"]
    Officer.objects.filter(pk=officer.pk).update(cip="30111333", login="30111333")
    assert reasons(client, who="30111222") == ["uno"]


def test_no_number_finds_what_the_reader_may_not_be_told_of():
    client, auditor = browser()
    reserved = make_course(code="IN-900", area=make_area("intelligence", "Inteligencia"), classification="reserved")
    record(by=auditor, act="course.create", on=reserved)
    assert "row" in client.get(ACTS, {"row": "IN-900"}).context["form"].errors
    let_see(reserved, officer=auditor)
    assert "row" not in client.get(ACTS, {"row": "in-900"}).context["form"].errors


def test_pages_by_key_show_every_line_once_in_both_directions():
    officer = make_officer()
    for n in range(7):
        record(by=officer, act="officer.register", on=officer, why=str(n))  # on PostgreSQL all at one moment
    rows = entries(Wanted())
    first = page_of(rows, size=3)
    second = page_of(rows, before=first.older, size=3)
    third = page_of(rows, before=second.older, size=3)
    assert [[line.why for line in page.lines] for page in (first, second, third)] == [
        ["6", "5", "4"], ["3", "2", "1"], ["0"],
    ]  # fmt: skip
    assert (first.newer, third.older) == ("", "")
    back = page_of(rows, after=third.newer, size=3)
    assert [line.pk for line in back.lines] == [line.pk for line in second.lines]
    assert page_of(rows, after=back.newer, size=3).newer == ""
    assert [len(chunk) for chunk in in_chunks(rows, size=3)] == [3, 3, 1]


def test_a_page_asks_as_much_of_the_database_with_five_lines_as_with_fifty():
    client, officer = browser()

    def asked() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(ACTS).status_code == 200
        return len(caught)

    for _n in range(5):
        record(by=officer, act="officer.register", on=make_officer())
    client.get(ACTS)
    few = asked()
    for _n in range(45):
        record(by=officer, act="officer.register", on=make_officer())
    assert asked() == few


def test_reserved_material_has_a_name_and_a_reason_only_for_who_may_see_it():
    client, auditor = browser()
    course = make_course(code="IN-900", area=make_area("intelligence", "Inteligencia"), classification="reserved")
    edition = make_edition(course, title="Zarzamora", public_title="Curso de la Dirección")
    record(by=None, act="edition.publish", on=edition, why="Añade la zarzamora")
    record_reading(by=auditor, on=edition)
    image = make_image(course, title="Plano de la zarzamora", classification="reserved")
    page = make_course_page(course, title="Borrador zarzamora")
    for on in (make_bank(course, name="Banco zarzamora"), image, page):
        record_reading(by=auditor, on=on)
    for address in (ACTS, READINGS):
        shown = client.get(address).content.decode()
        assert "arzamora" not in shown
        assert "IN-900" not in shown
        assert "Curso de la Dirección" in shown
    assert client.get(READINGS).content.decode().count("Curso de la Dirección") == 3  # edition, bank, page
    assert "Inteligencia" in client.get(READINGS).content.decode()
    assert "arzamora" not in b"".join(client.post(ACTS)).decode()
    let_see(course, officer=auditor)
    assert "IN-900" in client.get(READINGS).content.decode()
    assert reasons(client)[-1] == "Añade la zarzamora"


def test_an_export_holds_the_lines_of_the_filter_and_leaves_one_of_its_own():
    client, officer = browser()
    other = make_officer()
    record(by=other, act="officer.register", on=other, why="=1+1")
    record(by=officer, act="officer.transfer", on=other, why="otra")
    answer = client.post(ACTS, {"who": other.login})
    rows = list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))
    assert officer.login in rows[0][0]
    assert [row[8] for row in rows[3:]] == ["'=1+1"]
    left = Entry.objects.get(act="audit.export")
    assert (left.actor_login, left.why) == (officer.login, f"{AuditFilter.base_fields['who'].label}: {other.login}")


def test_a_list_longer_than_one_export_is_refused_with_its_filter_kept(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(exporting, "MOST", 1)
    client, officer = browser()
    for _n in range(2):
        record(by=officer, act="officer.register", on=officer)
    answer = client.post(ACTS, {"who": officer.login})
    assert answer.context["form"].non_field_errors()
    assert f'name="who" value="{officer.login}"' in answer.content.decode()
    assert not Entry.objects.filter(act="audit.export").exists()


def test_what_changed_is_said_in_words():
    assert words.field_words("officers.Officer", "unit") == "unidad"
    assert words.field_words("officers.Officer", "grants") == "asignaciones"
    assert words.field_words("gone.Model", "gone") == "gone"


def test_every_act_that_is_written_has_words():
    written = {
        act for path in tracked("*.py") if "tests" not in path.parts
        for act in re.findall(r"""\bact="([a-z_]+(?:\.[a-z_]+)+)\"""", path.read_text())
    }  # fmt: skip
    assert sorted(written - set(words.acts())) == []
