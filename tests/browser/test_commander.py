"""A commander's way, on a phone and at the desk: who forgot the password, and the officer who gets in again."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import officer
from tests.browser.conftest import Product
from tests.browser.look import Look

COMMANDER, PASSWORD = "31570215", "comisaria segura 2026"
_WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.mark.parametrize("width", [360, 1280])
def test_an_officer_who_forgot_the_password_is_confirmed_by_the_commander_and_gets_in(
    page: Page, browser: Browser, browser_context_args: dict[str, Any], product: Product, page_errors: list[str],
    width: int,
) -> None:  # fmt: skip
    page.set_viewport_size({"width": width, "height": 740})
    login, _forgotten = officer.register(product)
    with browser.new_context(**browser_context_args) as context:
        asking = context.new_page()
        asking.goto(f"{product.url}/accounts/login/")
        asking.locator("a[href='/forgotten-password/']").click()
        asking.locator("[name=login]").fill(login)
        asking.locator("main form button").click()
        expect(asking).to_have_url(re.compile("/asked/"))

    officer.log_in(page, product, COMMANDER, PASSWORD)
    expect(page).to_have_url(f"{product.url}/admin/")
    expect(page.locator("#station")).to_contain_text("San Juan de Lurigancho")
    for panel in ("station", "forgotten"):  # whose certificate ends soon, and who asked for a password
        expect(page.locator(f"section[aria-labelledby={panel}] ul")).to_contain_text("Cáceres Ñahui")
    assert not page.evaluate(_WIDER)
    # The heading of the page stays in sight beside the button of the menu.
    page.locator("section[aria-labelledby=forgotten] li", has_text=login).locator("a").click()
    expect(page.locator("main dl.facts")).to_contain_text(login)
    looked = Look(browser, product.url, browser_context_args)
    looked.on(page, "confirm")
    page.locator("[name=how][value=in_person]").check()
    page.locator("main form button[type=submit]").click()
    address = page.locator("main code").inner_text()
    looked.on(page, "the link")
    assert looked.wrong == []

    with browser.new_context(**browser_context_args) as context:
        phone = context.new_page()
        phone.goto(address)
        phone.locator("[name=password]").fill(officer.NEW_PASSWORD)
        phone.locator("[name=again]").fill(officer.NEW_PASSWORD)
        phone.locator("main form button").click()
        officer.log_in(phone, product, login, officer.NEW_PASSWORD)
        phone.locator("[name=accepted]").check()
        phone.locator("main form button").last.click()
        expect(phone).to_have_url(re.compile("/learn/$"))
        phone.goto(f"{product.url}/notices/")
        expect(phone.locator("main")).to_contain_text("Tejada")
        phone.goto(address)
        expect(phone.locator("[name=password]")).to_have_count(0)

    page.goto(f"{product.url}/admin/password-requests/")
    expect(page.locator("main")).not_to_contain_text(login)
    assert page_errors == []
