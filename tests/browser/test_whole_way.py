"""The whole way of an officer, on a phone, with a line that drops."""

import re
import time
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser import officer
from tests.browser.conftest import Product

RUN = "PC-101-2026-2"


def test_an_officer_learns_fails_passes_and_is_verified(
    page: Page, context: BrowserContext, product: Product, page_errors: list[str], tmp_path: Path
):
    login, password = officer.register(product)
    officer.log_in(page, product, login, password)
    officer.welcome(page)
    outline = officer.enrol(page, product, RUN)
    officer.finish_later_modules(product, login, RUN)
    officer.read_lessons(page, outline)

    officer.open_exam(page, outline, "Control de lectura")
    attempt = officer.begin(page)
    for slot, value in officer.right_answers(product, attempt).items():
        officer.answer(page, slot, value)
    officer.submit(page)

    officer.open_exam(page, outline, "Examen final")
    officer.begin(page)
    officer.submit(page)
    expect(page.locator("main .mark")).to_have_class(re.compile("not-passed"))

    officer.open_exam(page, outline, "Examen final")
    attempt = officer.begin(page)
    right = officer.right_answers(product, attempt)
    _sit_on_a_poor_line(page, context, right)
    officer.submit(page)
    expect(page.locator("main .mark .value")).to_have_text("20.00")

    page.goto(f"{product.url}/certificates/")
    page.locator("main a[href^='/certificates/']").first.click()
    pdf = _download(page)
    address = officer.decode_qr(pdf, tmp_path)
    assert address.startswith(f"{product.url}/v/")
    anonymous = context.browser.new_context(locale="es-PE").new_page()  # type: ignore[union-attr]
    anonymous.goto(address)
    expect(anonymous.locator("main .verdict")).to_have_class(re.compile("good"))
    expect(anonymous.locator("main")).to_contain_text("Sonia Cárdenas Ñique")
    assert [error for error in page_errors if "ERR_INTERNET_DISCONNECTED" not in error] == []


def _sit_on_a_poor_line(page: Page, context: BrowserContext, right: dict[int, object]) -> None:
    """Answer with the network cut, reload, and a second tab in between; nothing may be lost."""
    slots = list(right)
    officer.answer(page, slots[0], right[slots[0]])
    officer.saved(page, slots[0])

    context.set_offline(True)
    officer.answer(page, slots[1], right[slots[1]])
    expect(page.locator("[data-sum]")).to_have_class(re.compile("waits"))
    expect(page.locator(f"#q-{slots[1]} [data-slot-status]")).not_to_contain_text("Guardado")
    context.set_offline(False)
    officer.saved(page, slots[1])

    page.reload()
    for slot in slots[:2]:
        expect(page.locator(f"[data-number='{slot}']")).to_have_class(re.compile("done"))

    second = context.new_page()
    second.goto(page.url)
    for slot in slots[2:5]:
        officer.answer(second, slot, right[slot])
        officer.saved(second, slot)
    second.close()
    # The first tab has not seen those answers: its own is shown beside the newer one, and the officer chooses.
    stale = slots[2]
    _answer_otherwise(page, stale, right[stale])
    choice = page.locator(f"#q-{stale} [data-choose]")
    expect(choice).to_be_visible()
    choice.locator("[data-keep]").click()
    for slot in slots[5:]:
        officer.answer(page, slot, right[slot])
        officer.saved(page, slot)


def _answer_otherwise(page: Page, slot: int, right: object) -> None:
    officer.go_to(page, slot)
    inputs = page.locator(f"#q-{slot} [name=slot-{slot}]")
    if isinstance(right, list):
        keys = [element.get_attribute("value") for element in inputs.all()]
        inputs.nth(next(index for index, key in enumerate(keys) if key not in right)).check()
    else:
        inputs.fill("999")
        inputs.press("Tab")


def _download(page: Page) -> bytes:
    for _ in range(120):
        link = page.locator("main a[href$='/pdf/']")
        if link.count():
            answer = page.request.get(page.url.split("/certificates/")[0] + (link.first.get_attribute("href") or ""))
            assert answer.headers["content-type"] == "application/pdf"
            return answer.body()
        time.sleep(0.5)
        page.reload()
    raise AssertionError("the certificate was not drawn within a minute")


def test_the_way_without_javascript_by_keyboard(browser: Browser, product: Product, tmp_path: Path) -> None:
    context = browser.new_context(java_script_enabled=False, locale="es-PE", viewport={"width": 1280, "height": 800})
    page = context.new_page()
    login, password = officer.register(product)
    page.goto(f"{product.url}/accounts/login/")
    page.locator("[name=login]").focus()
    page.keyboard.type(login)
    page.keyboard.press("Tab")
    page.keyboard.type(password)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/welcome/"))
    page.locator("[name=password]").focus()
    page.keyboard.type(officer.NEW_PASSWORD)
    page.locator("[name=again]").focus()
    page.keyboard.type(officer.NEW_PASSWORD)
    page.locator("[name=accepted]").focus()
    page.keyboard.press("Space")
    officer.by_keyboard(page.locator("main form button").last)
    expect(page).not_to_have_url(re.compile("/welcome/"))
    outline = officer.enrol(page, product, RUN, press=officer.by_keyboard)
    officer.finish_later_modules(product, login, RUN)
    officer.read_lessons(page, outline, press=officer.by_keyboard)

    for title in ("Control de lectura", "Examen final"):
        officer.open_exam(page, outline, title)
        _sit_by_keyboard(page, product)
        expect(page.locator("main .mark .value")).to_have_text("20.00")

    page.goto(f"{product.url}/certificates/")
    officer.by_keyboard(page.locator("main a[href^='/certificates/']").first)
    page.goto(officer.decode_qr(_download(page), tmp_path))
    expect(page.locator("main .verdict")).to_have_class(re.compile("good"))
    context.close()


def _sit_by_keyboard(page: Page, product: Product) -> None:
    right = officer.right_answers(product, officer.begin(page, press=officer.by_keyboard))
    for slot, value in right.items():
        _answer_by_keyboard(page, slot, value)
    officer.by_keyboard(page.locator("[name=save]").last)
    page.goto(page.url.split("#")[0])
    assert page.locator("[data-number].done").count() == len(right)
    officer.by_keyboard(page.locator("main [name=check]").last)
    officer.by_keyboard(page.locator("main form button:not([type=button])").first)
    page.wait_for_url(re.compile("/review/"))


def _answer_by_keyboard(page: Page, slot: int, value: object) -> None:
    card = page.locator(f"#q-{slot}")
    if isinstance(value, list):
        for key in value:
            card.locator(f"input[value='{key}']").focus()
            page.keyboard.press("Space")
    else:
        card.locator(f"[name=slot-{slot}]").focus()
        page.keyboard.type(str(value))
