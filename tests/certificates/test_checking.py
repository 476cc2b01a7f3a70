"""The counter and the file: each text answered in its place, at the same cost for few and many."""

import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from audit.models import Entry
from certificates.checked_words import holds, verdict_words
from certificates.queries import checking
from certificates.queries.checking import NumberKind, check
from certificates.queries.search import StateWanted
from certificates.services.revoke import revoke_certificate
from kernel.sheets import write_xlsx
from officers.models import Officer
from tests.certificates.factories import make_certificate
from tests.courses.factories import course_of
from tests.officers.factories import grant, make_officer, make_unit

pytestmark = pytest.mark.django_db

COUNTER, FILE = "/admin/certificates/counter/", "/admin/certificates/file/"


@pytest.fixture
def hr() -> Officer:
    officer = make_officer()
    grant(officer, "hr_verifier")
    return officer


@pytest.fixture
def at_work(hr: Officer, client: Client) -> Client:
    client.force_login(hr)
    return client


def test_serial_cip_and_dni_are_answered_in_their_order(hr: Officer) -> None:
    certificate = make_certificate(make_officer(cip="00123456", dni="07654321"))
    without = make_officer()
    texts = [
        certificate.serial, "123456", "07654321", without.login, "99999999", "2026-000999-00000000-0", "hola", "",
        certificate.verification_url,
    ]  # fmt: skip
    answers = check(hr, texts, timezone.now())
    assert [answer.asked for answer in answers] == texts
    assert [holds(answer) for answer in answers] == [True, True, True, False, False, False, False, False, True]
    words = [verdict_words(answer) for answer in answers]
    assert len(set(words)) == 7  # each case has its own sentence; three of the same certificate have two


def test_of_a_course_it_says_who_holds_it(hr: Officer) -> None:
    certificate, other = make_certificate(), make_certificate()
    course = course_of(certificate.award.edition)
    texts = [certificate.holder_cip, other.holder_cip]
    assert [holds(answer) for answer in check(hr, texts, timezone.now(), course=course)] == [True, False]


def test_numbers_are_answered_within_the_right_and_serials_as_to_everybody() -> None:
    region = make_unit("Región", kind="region")
    officer = make_officer()
    grant(officer, "hr_verifier", unit=region)
    inside, outside = make_certificate(make_officer(unit=region)), make_certificate()
    texts = [inside.holder_cip, outside.holder_cip, outside.serial]
    assert [holds(answer) for answer in check(officer, texts, timezone.now())] == [True, False, True]


def test_a_chunk_costs_three_statements(
    hr: Officer, django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = [make_certificate().serial, make_certificate().holder_cip]
    check(hr, texts, timezone.now())  # the grants are read
    with django_assert_num_queries(3):
        check(hr, texts * 40, timezone.now())
    monkeypatch.setattr(checking, "CHUNK", 2)
    with django_assert_num_queries(6):
        assert len(check(hr, texts * 2, timezone.now())) == 4


def test_a_number_of_two_persons_is_never_answered_for_one_of_them(hr: Officer) -> None:
    certificate = make_certificate(make_officer(cip="31570203", dni="40000001"))
    other = make_officer(dni="31570203")
    [both] = check(hr, ["31570203"], timezone.now())
    assert not holds(both)
    assert both.best is None
    each = {one.person.named_by: holds(one) for one in both.namesakes if one.person}
    assert each == {NumberKind.CIP: True, NumberKind.DNI: False}
    for numbers, texts in ((NumberKind.DNI, ["31570203"]), (NumberKind.EITHER, ["D31570203"])):
        [named] = check(hr, texts, timezone.now(), numbers=numbers)
        assert (named.person and named.person.cip, named.certificates) == (other.cip, ())
    [named] = check(hr, ["31570203"], timezone.now(), numbers=NumberKind.CIP)
    assert named.best
    assert named.best.serial == certificate.serial


def test_a_number_that_is_nobodys_dni_is_not_answered_by_the_cip_under_that_heading(hr: Officer) -> None:
    make_certificate(make_officer(cip="31570203", dni="40000001"))
    [named] = check(hr, ["31570203"], timezone.now(), numbers=NumberKind.DNI)
    assert (named.person, named.certificates) == (None, ())


def test_one_person_whose_cip_is_the_dni_as_well_is_one_person(hr: Officer) -> None:
    make_certificate(make_officer(cip="31570203", dni="31570203"))
    assert holds(check(hr, ["31570203"], timezone.now())[0])


def test_what_no_longer_holds_is_called_so_also_when_a_person_is_asked_about(hr: Officer) -> None:
    second = make_officer()
    grant(second, "hr_verifier")
    revoked = make_certificate()
    revoke_certificate(certificate=revoked, category="fraud", reason="x", by=hr, second=second)
    expired = make_certificate(at=timezone.now() - timedelta(days=2000))
    answers = check(hr, [revoked.holder_cip, expired.holder_cip], timezone.now())
    assert [holds(answer) for answer in answers] == [False, False]
    words = [verdict_words(answer) for answer in answers]
    for said, wanted in zip(words, (StateWanted.REVOKED, StateWanted.EXPIRED), strict=True):
        assert str(wanted.label) in said


def test_the_counter_answers_and_is_ready_for_the_next(at_work: Client) -> None:
    first, second = make_certificate(), make_certificate()
    assert b"autofocus" in at_work.get(COUNTER).content
    shown = at_work.post(COUNTER, {"asked": first.serial}, follow=True)
    assert first.holder_name in shown.content.decode()
    one = shown.redirect_chain[-1][0]
    shown = at_work.post(one, {"asked": second.serial}, follow=True)
    assert [each.row.asked for each in (*shown.context["answer"], *shown.context["before"])] == [
        second.serial, first.serial,
    ]  # fmt: skip
    assert 'name="asked" value' not in shown.content.decode()
    # Going back asks for the address again, and finds the answer that stood there.
    assert [each.row.asked for each in at_work.get(one).context["answer"]] == [first.serial]
    refused = at_work.post(one, {"asked": " "})
    assert refused.context["form"].errors
    assert [each.row.asked for each in refused.context["before"]] == [first.serial]
    assert at_work.post(one, {"asked": "x\x00"}).status_code == 200


def test_the_counter_keeps_a_few_answers_and_for_whoever_asked(at_work: Client) -> None:
    address = COUNTER
    for _ in range(13):
        address = at_work.post(address, {"asked": "99999999"}).headers["Location"]
    context = at_work.get(address).context
    assert (len(context["answer"]), len(context["before"])) == (1, 10)
    other = make_officer()
    grant(other, "hr_verifier")
    browser = Client()
    browser.force_login(other)
    assert browser.get(address).headers["Location"] == COUNTER


def test_the_counter_shows_both_whose_number_it_is(at_work: Client) -> None:
    holder = make_certificate(make_officer(cip="31570203", dni="40000001")).award.officer
    other = make_officer(dni="31570203", given_names="Homónima")
    page = at_work.post(COUNTER, {"asked": "31570203"}, follow=True).content.decode()
    assert holder.get_full_name() in page
    assert other.get_full_name() in page


def test_a_file_comes_back_with_a_verdict_in_each_row(at_work: Client) -> None:
    certificate = make_certificate(make_officer(cip="00123456"))
    rows = [["1", "Pérez", "00123456"], ["2", "=x", certificate.serial], ["3", "", ""], ["4", "Nadie", "99999999"]]
    sent = SimpleUploadedFile("lista.pdf", write_xlsx(["N.º", "Nombre", "CIP"], rows, []))
    shown = at_work.post(FILE, {"file": sent}, follow=True)
    address = shown.redirect_chain[-1][0]
    assert (shown.context["good"], shown.context["all"]) == (2, 4)
    assert len(at_work.get(f"{address}?only=bad").context["page"]) == 2
    book = load_workbook(io.BytesIO(at_work.post(address, {"kind": "xlsx"}).content))
    table = [[cell.value for cell in row] for row in book.active.iter_rows()]
    body = table[-4:]
    assert table[-5][:3] == ["N.º", "Nombre", "CIP"]
    assert [row[2] for row in body] == ["00123456", certificate.serial, None, "99999999"]
    assert [row[6] for row in body] == [certificate.serial, certificate.serial, None, None]
    assert Entry.objects.get(act="certificate.check_file").why == "XLSX: 4"


def test_under_a_heading_for_dnis_a_cip_is_not_answered(at_work: Client) -> None:
    holder = make_certificate(make_officer(cip="31570203", dni="40000001")).award.officer
    civilian = make_officer(dni="31570203", given_names="Homónima")
    for heading, good, numbers in (("N° DNI", 0, "dni"), ("CIP", 1, "cip"), ("Número", 0, "either")):
        sent = SimpleUploadedFile("dni.csv", f"Nombre;{heading}\nColisión Homónima;31570203\n".encode())
        shown = at_work.post(FILE, {"file": sent}, follow=True)
        assert (heading, shown.context["good"], str(shown.context["result"].numbers)) == (heading, good, numbers)
        text = shown.content.decode()
        assert f"B · {heading}" in text
        assert (holder.get_full_name() in text, civilian.get_full_name() in text) == {
            "dni": (False, True), "cip": (True, False), "either": (True, True),
        }[numbers]  # fmt: skip


def test_every_row_is_counted_under_some_verdict_and_has_the_line_of_the_sheet(at_work: Client) -> None:
    certificate = make_certificate()
    rows = [[certificate.serial, "2026-01-02"], ["", "x"], [f"{certificate.serial} 2026-000002-S4GN2A9Z-D", "y"]]
    sent = SimpleUploadedFile("v.xlsx", write_xlsx(["Serie", "Fecha"], rows, []))
    shown = at_work.post(FILE, {"file": sent}, follow=True)
    assert [count for _words, count in shown.context["counts"]] == [1, 1, 1]
    assert sum(count for _words, count in shown.context["counts"]) == shown.context["all"] == 3
    assert shown.context["good"] == 1  # the cell with two serials is not answered for the first of them
    assert [line for line, _answer in shown.context["page"]] == [2, 3, 4]
    book = load_workbook(io.BytesIO(at_work.post(shown.redirect_chain[-1][0], {"kind": "xlsx"}).content))
    table = [[cell.value for cell in row] for row in book.active.iter_rows()]
    assert table[-3][1].date() == date(2026, 1, 2)
    assert table[-3][4] == StateWanted.VALID.label


def test_a_person_without_a_certificate_leaves_with_both_numbers(at_work: Client) -> None:
    person = make_officer(cip="00123456", dni="07654321")
    sent = SimpleUploadedFile("v.csv", b"DNI\n07654321\n")
    address = at_work.post(FILE, {"file": sent}).headers["Location"]
    book = load_workbook(io.BytesIO(at_work.post(address, {"kind": "xlsx"}).content))
    row = [cell.value for cell in list(book.active.iter_rows())[-1]]
    assert row[5:8] == [person.get_full_name(), "00123456", "07654321"]


def test_a_result_is_for_whoever_asked(at_work: Client) -> None:
    sent = SimpleUploadedFile("a.csv", make_certificate().serial.encode())
    address = at_work.post(FILE, {"file": sent}).headers["Location"]
    other = make_officer()
    grant(other, "hr_verifier")
    browser = Client()
    browser.force_login(other)
    assert browser.get(address).headers["Location"] == FILE


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"hola,mundo\n", "nothing_asked"),
        (b"%PDF\x00", "not_a_table"),
        (b"\x89PNG" + b"0" * 99, "not_a_table"),
        (b"123456\n" * 10_002, "too_many_rows"),
    ],
)
def test_what_is_wrong_with_a_file_is_told_at_the_field(at_work: Client, content: bytes, code: str) -> None:
    form = at_work.post(FILE, {"file": SimpleUploadedFile("a.xlsx", content)}).context["form"]
    assert set(form.errors) == {"file"}
    assert form.errors.as_data()["file"][0].code == code
