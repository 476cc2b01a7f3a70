"""An author writes a question: rows move by script, and by buttons alone where there is none."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from lms.demo.load import PASSWORD
from tests.browser import officer
from tests.browser.conftest import Product

AUTHOR = "D41570208"


# Without script Wagtail's own menu lies over a narrow page.
@pytest.mark.parametrize(("script", "width"), [(True, 360), (False, 1280)])
def test_a_question_is_written_tried_and_saved(
    browser: Browser, browser_context_args: dict[str, Any], product: Product, *, script: bool, width: int
) -> None:
    viewport = {"width": width, "height": 740}
    with browser.new_context(
        **{**browser_context_args, "java_script_enabled": script, "viewport": viewport}
    ) as context:
        page = context.new_page()
        officer.log_in(page, product, AUTHOR, PASSWORD)
        page.goto(f"{product.url}/admin/questions/new/")
        page.locator("select[name=bank]").select_option(label="PC-101")
        page.locator("input[name=kind][value=single_choice]").check()
        page.locator(".nice-padding form[method=get] button").click()
        _write(page)
        page.locator("[name=do][value=try]").click()
        expect(page.locator(".trial .choice")).to_have_text(["Segunda", "Primera", "Quinta"])
        page.locator(".trial .choice input").nth(1).check()
        page.locator("[name=do][value=mark]").click()
        expect(page.locator(".trial-marked")).to_contain_text("1 de 1")
        page.locator("button[name=do][value=save]").last.click()
        expect(page.locator(".listing").first.locator("tbody td:first-child")).to_have_text(
            ["Segunda", "Primera", "Quinta"]
        )


def _write(page: Page) -> None:
    """Fill three rows of five, the right one first; then move that down and take a row away."""
    page.locator("[name=prompt]").fill("¿Cuál va primero?")
    rows = page.locator("[data-rows] > li")
    for row, text in ((0, "Primera"), (1, "Segunda"), (2, "Sobra")):
        rows.nth(row).locator("textarea").first.fill(text)
    rows.nth(0).locator("[name=right]").check()
    page.locator("[data-add]").click()
    expect(rows).to_have_count(5)
    rows.nth(4).locator("textarea").first.fill("Quinta")
    rows.nth(0).locator("[data-down]").click()
    expect(rows.nth(0).locator("textarea").first).to_have_value("Segunda")
    rows.nth(2).locator("[data-remove]").click()
    expect(rows).to_have_count(4)
