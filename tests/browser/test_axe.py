"""Every page of ours on a phone, light and dark: axe finds nothing, nothing is too wide, too heavy or elsewhere."""

import re
import sqlite3
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect

from certificates.serials import Serial
from lms.demo.load import PASSWORD
from officers.limits import Limit
from tests.browser import officer
from tests.browser.conftest import Product
from tests.browser.look import Look

HALF_WAY, FAILED, HOLDER, NEVER_IN = "31570201", "31570202", "31570203", "31570207"
#: One of each verdict.
HOLDERS = {"valid": HOLDER, "expired": "31570204", "revoked": "31570205"}

_SERIALS = """
from certificates.models import Certificate
for login, serial in Certificate.objects.values_list("award__officer__login", "serial"):
    print("SERIAL", login, serial)
"""


@pytest.fixture
def look(browser: Browser, product: Product, browser_context_args: dict[str, Any]) -> Iterator[Look]:
    """Looks at pages; in the end nothing may be wrong."""
    made = Look(browser, product.url, browser_context_args)
    yield made
    assert made.wrong == []


@pytest.fixture(scope="module")
def serials(product: Product) -> dict[str, str]:
    """Log-in → serial of the certificates of the demo."""
    lines = re.findall(r"SERIAL (\S+) (\S+)", product.manage("shell", "-c", _SERIALS))
    return dict(lines)


def as_person(look: Look, product: Product, login: str) -> Any:
    return look.state_of(login, lambda page: officer.log_in(page, product, login, PASSWORD))


def addresses_on(browser: Browser, product: Product, state: Any, address: str, pattern: str) -> list[str]:
    """Return the addresses to which a page leads, each once."""
    with browser.new_context(storage_state=state) as context:
        page = context.new_page()
        page.goto(product.url + address)
        links = page.locator("main a[href]").evaluate_all("all => all.map(each => each.getAttribute('href'))")
    return [link for link in dict.fromkeys(links) if re.fullmatch(pattern, link)]


def test_pages_that_anybody_may_see(look: Look, serials: dict[str, str]) -> None:
    look.at("/accounts/login/", "/catalogue/", "/catalogue/?q=zzzz", "/catalogue/pc-101/", "/privacy/", "/verify/")
    look.at("/verify/?serial=2026-000001", "/forgotten-password/", "/forgotten-password/asked/")
    for login in HOLDERS.values():
        look.at(f"/v/{serials[login]}/")
    known = serials[HOLDER]
    look.at(f"/v/{Serial(2026, 999_999, 1)}/", f"/v/{known[:-1]}{'A' if known[-1] != 'A' else 'B'}/")


def test_pages_of_whoever_learns(look: Look, product: Product, browser: Browser) -> None:
    state = as_person(look, product, HALF_WAY)
    look.at("/learn/", "/profile/", "/notices/", "/certificates/", "/accounts/password/change/", state=state)
    look.at("/accounts/logout/", "/catalogue/pc-101/", state=state)
    outline = addresses_on(browser, product, state, "/learn/", r"/learn/[0-9a-f-]+/")[0]
    activities = addresses_on(browser, product, state, outline, rf"{outline}[0-9a-f-]+/")
    assert len(activities) == 41
    # Module 1 whole with its two practices, of what follows one activity in eight, and the exam.
    look.at(outline, *activities[:7], *activities[9:-1:8], activities[-1], state=state)


def test_pages_of_a_sitting_and_what_follows(look: Look, product: Product, browser: Browser, page: Page) -> None:
    login, password = officer.register(product)
    officer.log_in(page, product, login, password)
    look.on(page, "the first log-in")
    page.locator("main form button").last.click()
    look.on(page, "the first log-in, refused")
    officer.welcome(page)
    outline = officer.enrol(page, product, "PC-101-2026-2")
    officer.open_exam(page, outline, "Examen final")
    officer.begin(page)
    state = page.context.storage_state()
    sitting = page.url.removeprefix(product.url).partition("#")[0]
    look.at(sitting, f"{sitting}submit/", state=state)
    page.context.clear_cookies()
    officer.log_in(page, product, login, officer.NEW_PASSWORD)
    page.goto(product.url + sitting)
    look.on(page, "whether to continue here")
    officer.continue_here(page)
    officer.submit(page)
    look.at(f"{sitting}review/", outline.removeprefix(product.url), "/learn/", state=state)
    officer.open_exam(page, outline, "Examen final")
    look.on(page, "an exam that may be taken again")

    failed = as_person(look, product, FAILED)
    place = addresses_on(browser, product, failed, "/learn/", r"/learn/[0-9a-f-]+/")[0]
    exam = addresses_on(browser, product, failed, place, rf"{place}[0-9a-f-]+/")[-1]
    reviews = addresses_on(browser, product, failed, exam, r"/sit/[0-9a-f-]+/review/")
    assert reviews
    look.at("/learn/", place, exam, *reviews[:1], state=failed)


def test_pages_of_whoever_has_a_certificate(look: Look, product: Product, serials: dict[str, str]) -> None:
    for login in HOLDERS.values():
        state = as_person(look, product, login)
        look.at("/certificates/", f"/certificates/{serials[login]}/", state=state)
    look.at("/learn/", "/notices/", state=as_person(look, product, HOLDER))


def test_pages_of_refusals(look: Look, product: Product, page: Page) -> None:
    look.at("/no/such/page/", status=404, state=as_person(look, product, HALF_WAY))

    login, password = officer.register(product)
    officer.log_in(page, product, login, password)
    officer.welcome(page)
    outline = officer.enrol(page, product, "PC-101-2026-3")
    officer.open_exam(page, outline, "Examen final")
    exam = page.url.removeprefix(product.url)
    page.goto(outline)
    page.locator("main summary", has_text="convocatoria").click()
    look.on(page, "leaving a run")
    page.locator("form[action$='/withdraw/'] button").click()
    page.wait_for_url(f"{product.url}/learn/")
    look.on(page, "after a run was left")
    look.at(exam, status=403, state=page.context.storage_state())

    page.context.clear_cookies()
    page.goto(f"{product.url}/accounts/login/")
    page.context.clear_cookies()
    page.locator("[name=login]").fill(login)
    page.locator("[name=password]").fill("no es esta")
    with page.expect_response(lambda answer: answer.status == 403):
        page.locator("main form button").first.click()
    page.wait_for_load_state()
    look.on(page, "a form whose token is gone (403)")

    for _ in range(Limit.parse(settings.LOGIN_FAILURES_PER_ACCOUNT).amount):
        officer.log_in(page, product, login, "no es esta")
    look.on(page, "a wrong password")
    officer.log_in(page, product, login, password)
    expect(page.locator("main h1")).to_have_text("Demasiados intentos")
    look.on(page, "too many wrong passwords (429)")


def test_too_many_verifications(look: Look, product: Product, page: Page, serials: dict[str, str]) -> None:
    address = f"/v/{serials[HOLDER]}/"
    try:
        for _ in range(Limit.parse(settings.VERIFICATIONS_PER_ADDRESS).amount * 2):
            if page.request.get(product.url + address).status == 429:
                break
        look.at(address, status=429)
    finally:
        product.manage("shell", "-c", "from django.core.cache import cache; cache.clear()")


def test_a_fault_of_ours(look: Look, product: Product, serials: dict[str, str]) -> None:
    with sqlite3.connect(f"{product.env['VAR_DIR']}/demo.sqlite3") as database:
        database.execute("ALTER TABLE certificates_certificate RENAME TO certificates_certificate_away")
    try:
        look.at(f"/v/{serials[HOLDER]}/", status=500)
    finally:
        with sqlite3.connect(f"{product.env['VAR_DIR']}/demo.sqlite3") as database:
            database.execute("ALTER TABLE certificates_certificate_away RENAME TO certificates_certificate")
