"""HR's way at a desk: people by file, a transfer, slips for a first log-in, an export, a revocation by two."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.browser import officer
from tests.browser.conftest import Product
from tests.browser.look import Look

HR, SECOND, PASSWORD = "31570210", "31570212", "comisaria segura 2026"
HOLDER = "31570203"
#: Serves at Comisaría La Victoria since 2020.
MOVED = "31580186"
HEADINGS = "CIP;DNI;Apellido paterno;Apellido materno;Nombres;Grado;Código de unidad;Correo;Situación;Fecha"
#: Seven rows that each have a trouble of their own, by their place in the file.
FAULTY = {
    20: "3299;42990020;Ñaupari;Ríos;Ana;S2 PNP;CIA-COMAS;;;",
    60: "32990060;42990060;Ñaupari;Ríos;Ana;Almirante;CIA-COMAS;;;",
    110: "32990110;42990110;Ñaupari;Ríos;Ana;S2 PNP;CIA-LUNA;;;",
    200: "32990001;42990200;Ñaupari;Ríos;Ana;S2 PNP;CIA-COMAS;;;",
    290: "32990290;42990290;Ñaupari;Ríos;Ana;S2 PNP;CIA-COMAS;;;31/02/2026",
    370: "32990370;42990370;;;Ana;S2 PNP;CIA-COMAS;;;",
    480: "32990480;42990480;Ñaupari;Ríos;Ana;S2 PNP;CIA-COMAS;ana en casa;;",
}


def rows(*, mended: bool) -> str:
    """Return the file of 500 that a unit sends, as a spreadsheet in Peru writes it."""
    made = [HEADINGS]
    for number in range(1, 501):
        good = f"32990{number:03};42990{number:03};Ñaupari;Ríos;Ana María;S2 PNP;CIA-COMAS;;;"
        made.append(good if mended else FAULTY.get(number, good))
    return "\r\n".join(made)


@pytest.fixture
def desk(browser: Browser, product: Product, browser_context_args: dict[str, Any]) -> Iterator[Page]:
    """A wide screen at which HR has logged in."""
    with browser.new_context(**{**browser_context_args, "viewport": {"width": 1280, "height": 900}}) as context:
        page = context.new_page()
        officer.log_in(page, product, HR, PASSWORD)
        expect(page).to_have_url(f"{product.url}/admin/")
        yield page


def upload(page: Page, product: Product, text: str) -> None:
    """Upload a file of people and have it checked with the columns that were recognised."""
    page.goto(f"{product.url}/admin/people-imports/new/")
    page.locator("main [type=file]").set_input_files(
        {"name": "personal.csv", "mimeType": "text/csv", "buffer": text.encode("cp1252")}
    )
    page.locator("main form button[type=submit]").last.click()
    page.locator("main [name=why]").fill("R.D. 123-2026")
    page.locator("main form button[type=submit]").last.click()
    expect(page.locator("main .ways")).to_be_visible(timeout=60_000)


def test_500_people_by_file_of_which_seven_are_faulty_then_all_and_back(
    desk: Page, product: Product, browser: Browser, browser_context_args: dict[str, Any]
) -> None:
    looked = Look(browser, product.url, browser_context_args)
    upload(desk, product, rows(mended=False))
    expect(desk.locator("main .ways")).to_contain_text(re.compile(r"\b7\b.*problema"))
    expect(desk.locator("main a[href$='/apply/']")).to_have_count(0)
    desk.locator("main .ways a[href$='kind=problem']").click()
    expect(desk.locator("main table.listing").last.locator("tbody tr")).to_have_count(7)
    for said in ("Almirante", "CIA-LUNA", "ana en casa", "31/02/2026", "3299"):
        expect(desk.locator("main table.listing").last).to_contain_text(said)
    looked.on(desk, "rows with problems")

    upload(desk, product, rows(mended=True))
    expect(desk.locator("main .ways")).to_contain_text(re.compile(r"\b500\b"))
    desk.locator("main a[href$='/apply/']").click()
    desk.locator("main form button[type=submit]").last.click()
    expect(desk.locator("main a[href$='/undo/']")).to_be_visible(timeout=90_000)
    looked.on(desk, "imported")
    desk.goto(f"{product.url}/admin/officers/?q=ñaupari 32990480")
    expect(desk.locator("main table.listing tbody tr")).to_have_count(1)

    desk.go_back()
    desk.locator("main a[href$='/undo/']").click()
    desk.locator("main [name=why]").fill("El archivo era de otra unidad")
    desk.locator("main form button[type=submit]").last.click()
    expect(desk.locator("main")).to_contain_text("Deshecho", timeout=90_000)
    desk.goto(f"{product.url}/admin/officers/?q=32990480")
    expect(desk.locator("main table.listing tbody tr")).to_have_count(0)
    assert looked.wrong == []


def test_an_officer_is_transferred_and_gets_a_slip_for_the_first_log_in(
    desk: Page, product: Product, browser: Browser, browser_context_args: dict[str, Any]
) -> None:
    login, _password = officer.register(product, unit="CIA-ATE")
    desk.goto(f"{product.url}/admin/officers/?q={MOVED}")
    desk.locator("main table.listing tbody a").first.click()
    desk.locator("main a[href$='/posting/']").click()
    desk.locator("main [name=unit]").fill("CIA-CUSCO")
    desk.locator("main [name=why]").fill("R.D. 77-2026")
    desk.locator("main form button[type=submit]").last.click()
    postings = desk.locator("main table").filter(has_text="Comisaría La Victoria")
    expect(postings).to_contain_text("Comisaría Cusco")
    expect(postings).to_contain_text("R.D. 77-2026")

    desk.goto(f"{product.url}/admin/login-links/")
    desk.locator("main form[method=get] input").first.fill("CIA-ATE")
    desk.locator("main form[method=get] button").click()
    desk.locator("main a", has_text="Comisaría Ate").click()
    desk.locator("main [name=why]").fill("Personal nuevo de la comisaría")
    with desk.expect_download() as slips:
        desk.locator("main form button[type=submit]").last.click()
    assert Path(slips.value.path()).read_bytes().startswith(b"%PDF-")

    desk.goto(f"{product.url}/admin/login-links/?officer={login}")
    desk.locator("main [name=why]").fill("Lo pidió en ventanilla con su carné")
    desk.locator("main form[method=post] button[type=submit]").last.click()
    address = desk.locator("main code").inner_text()
    with browser.new_context(**browser_context_args) as context:
        phone = context.new_page()
        phone.goto(address)
        phone.locator("[name=password]").fill(officer.NEW_PASSWORD)
        phone.locator("[name=again]").fill(officer.NEW_PASSWORD)
        phone.locator("main form button").click()
        officer.log_in(phone, product, login, officer.NEW_PASSWORD)
        expect(phone).to_have_url(re.compile("/welcome/"))


def test_what_is_listed_is_exported_and_reads_the_same(desk: Page, product: Product) -> None:
    desk.goto(f"{product.url}/admin/certificates/?q=Quispe")
    shown = desk.locator("main table tbody tr")
    listed = [row.locator("td").nth(0).inner_text().strip() for row in shown.all()]
    cips = [re.search(r"\b\d{8}\b", row.locator("td").nth(2).inner_text()) for row in shown.all()]
    assert listed
    with desk.expect_download() as download:
        desk.locator("main button[name=kind][value=xlsx]").click()
    sheet = load_workbook(io.BytesIO(Path(download.value.path()).read_bytes())).active
    assert sheet is not None
    values = list(sheet.iter_rows(values_only=True))
    start = next(index for index, row in enumerate(values) if row[0] == "Número de serie")
    body = [row for row in values[start + 1 :] if row[0]]
    assert [row[0] for row in body] == listed
    assert all(cip and cip.group() in row for cip, row in zip(cips, body, strict=True))
    assert any("Gladys Espinoza Cárdenas" in str(cell) for row in values[:start] for cell in row)


def test_a_certificate_is_revoked_by_two_and_restored_by_two(
    desk: Page, product: Product, browser: Browser, browser_context_args: dict[str, Any]
) -> None:
    desk.goto(f"{product.url}/admin/")
    officer.look_for(desk, HOLDER)
    desk.locator("main a[href*='/certificates/records/']").first.click()
    expect(desk.locator("main")).to_contain_text("Quispe Mamani")
    with desk.expect_download() as download:
        desk.locator("main form[action$='/pdf/'] button").click()
    assert "Quispe Mamani" in PdfReader(download.value.path()).pages[0].extract_text()
    desk.locator("main a", has_text=re.compile(r"^20\d\d-\d{6}-")).first.click()
    serial = desk.url.rstrip("/").rsplit("/", 1)[-1]
    public = f"{product.url}/v/{serial}/"

    def two(act: str, choose: tuple[str, ...], verdict: str) -> None:
        desk.goto(f"{product.url}/admin/certificates/{serial}/{act}/")
        for name in choose:
            desk.locator(f"main [name={name}]").first.select_option(index=1)
        desk.locator("main [name=reason], main [name=why]").fill("Prueba de la orden de dos personas")
        desk.locator("main form button[type=submit]").last.click()
        with browser.new_context(**browser_context_args) as context:
            other = context.new_page()
            officer.log_in(other, product, SECOND, PASSWORD)
            other.goto(f"{product.url}/admin/proposals/")
            waiting = other.locator("main section", has_text=serial)
            waiting.locator("a[href$='/confirm/']").click()
            other.locator("main form button[type=submit]").click()
            other.goto(public)
            expect(other.locator("main")).to_contain_text(verdict)

    two("revoke", ("category",), "Certificado revocado")
    two("reinstate", (), "Certificado válido")


def test_a_replacement_that_waits_is_confirmed_and_the_old_paper_names_the_new_one(
    product: Product, browser: Browser, browser_context_args: dict[str, Any]
) -> None:
    with browser.new_context(**browser_context_args) as context:
        second = context.new_page()
        officer.log_in(second, product, SECOND, PASSWORD)
        second.goto(f"{product.url}/admin/proposals/")
        waiting = second.locator("main section", has_text="Su DNI dice otra cosa.")
        serial = re.search(r"20\d\d-\d{6}-\w{8}-\w", waiting.locator("h2").inner_text())
        assert serial
        waiting.locator("a[href$='/confirm/']").click()
        second.locator("main form button[type=submit]").click()
        second.goto(f"{product.url}/v/{serial[0]}/")
        expect(second.locator("main")).to_contain_text("Certificado reemplazado")
        second.locator("main .verdict a").click()
        expect(second.locator("main")).to_contain_text("Certificado válido")
        expect(second.locator("main")).not_to_contain_text(serial[0])


def test_scans_on_a_slow_line_are_all_answered_and_no_old_answer_stands_meanwhile(desk: Page, product: Product) -> None:
    desk.goto(f"{product.url}/admin/certificates/")
    serials = desk.locator("main td.serial a").all_inner_texts()[:2]
    desk.goto(f"{product.url}/admin/certificates/counter/")
    line = desk.context.new_cdp_session(desk)
    slow = {"offline": False, "latency": 700, "downloadThroughput": 50_000, "uploadThroughput": 25_000}
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", slow)
    newest, before = desk.locator("#counter-answer"), desk.locator("#counter-before")
    desk.keyboard.type(f"{serials[0]}\n", delay=4)
    expect(newest.locator("a.serial")).to_have_text(serials[0])
    desk.keyboard.type(f"{serials[1]}\n99999999\n", delay=4)
    expect(newest).not_to_contain_text(serials[0], timeout=300)
    expect(newest.locator("p.answer")).to_have_count(2)
    expect(before.locator(".serial")).to_have_text([serials[1], serials[0]], timeout=15_000)
    expect(newest).to_contain_text("99999999")
    line.send("Network.emulateNetworkConditions", {**slow, "latency": 0, "downloadThroughput": -1})
    before.locator("a.serial").first.click()
    desk.go_back()
    expect(newest).to_contain_text("99999999")
