"""The counter and the file: each text answered in its place, at the same cost for few and many."""

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from audit.models import Entry
from certificates.checked_words import holds, verdict_words
from certificates.queries import checking
from certificates.queries.checking import check
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


def test_the_counter_answers_and_is_ready_for_the_next(at_work: Client) -> None:
    first, second = make_certificate(), make_certificate()
    assert b"autofocus" in at_work.get(COUNTER).content
    answer = at_work.post(COUNTER, {"asked": first.serial})
    assert first.holder_name in answer.content.decode()
    answer = at_work.post(COUNTER, {"asked": second.serial, "before": [first.serial] * 30})
    assert answer.context["answer"][0].best.serial == second.serial
    assert [row.best.serial for row, _, _ in answer.context["answers"]] == [first.serial] * 10
    assert 'name="asked" value' not in answer.content.decode()
    assert at_work.post(COUNTER, {"asked": " ", "before": [first.serial]}).context["form"].errors
    assert at_work.post(COUNTER, {"asked": "x\x00", "before": ["\x00", "9" * 500]}).status_code == 200


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
    assert [row[5] for row in body] == [certificate.serial, certificate.serial, None, None]
    assert Entry.objects.get(act="certificate.check_file").why == "XLSX: 4"


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
        (b"123456\n" * 10_002, "too_many_rows"),
    ],
)
def test_what_is_wrong_with_a_file_is_told_at_the_field(at_work: Client, content: bytes, code: str) -> None:
    form = at_work.post(FILE, {"file": SimpleUploadedFile("a.xlsx", content)}).context["form"]
    assert set(form.errors) == {"file"}
    assert form.errors.as_data()["file"][0].code == code
