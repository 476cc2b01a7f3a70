"""Two people have the same page open: the second is told who saved it meanwhile, and sees what changed."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from lms.demo.load import PASSWORD
from tests.browser import officer
from tests.browser.conftest import Product

#: Two directors of the same areas: who opens the page first, and who saves it meanwhile.
FIRST, MEANWHILE = "31570209", "31570212"


@pytest.fixture
def desks(browser: Browser, browser_context_args: dict[str, Any], product: Product) -> Iterator[list[Page]]:
    """A browser for each of the two."""
    with ExitStack() as stack:
        pages = []
        for login in (FIRST, MEANWHILE):
            size = {"width": 1280, "height": 900}
            context = stack.enter_context(browser.new_context(**{**browser_context_args, "viewport": size}))
            pages.append(context.new_page())
            officer.log_in(pages[-1], product, login, PASSWORD)
        yield pages


def test_who_comes_second_is_told_who_saved_and_is_led_to_what_changed(desks: list[Page], product: Product) -> None:
    first, meanwhile = desks
    first.goto(f"{product.url}/admin/courses/in-202/tree/")
    place = first.locator("li[data-kind=activity] .tree-name a").first.get_attribute("href")
    for desk in desks:
        desk.goto(f"{product.url}{place}", wait_until="networkidle")
    title = f"{meanwhile.locator('[name=title]').input_value()} de quien llegó antes"
    meanwhile.locator("[name=title]").fill(title)
    meanwhile.locator("footer .action-save").first.click()
    expect(meanwhile.locator(".messages .success")).to_be_visible()
    name = meanwhile.locator(".sidebar-footer__account-label").inner_text()
    expect(first.locator(".w-editing-sessions__session--saved")).to_be_visible(timeout=40_000)
    first.locator("[name=title]").fill("Título de quien llegó después")
    first.locator("footer .action-save").first.click()
    dialog = first.locator("#w-save-confirmation-dialog")
    expect(dialog).to_contain_text(name)
    with first.expect_popup() as opened:
        dialog.locator("a[href*='/revisions/compare/']").click()
    expect(opened.value.locator("main")).to_contain_text("de quien llegó antes")
