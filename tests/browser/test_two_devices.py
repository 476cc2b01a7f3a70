"""A sitting on two devices, and one that is sealed without a line and delivered when it returns."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from lms.demo.load import PASSWORD
from tests.browser import officer
from tests.browser.conftest import Product
from tests.browser.test_sitting import KEPT, LOGIN, SAVED, choose, first_with_options, sitting

__all__ = ["sitting"]


@pytest.fixture
def other(browser: Browser, browser_context_args: dict[str, Any], product: Product) -> Iterator[Page]:
    """A page of another device, its officer logged in."""
    with browser.new_context(**browser_context_args) as context:
        page = context.new_page()
        officer.log_in(page, product, LOGIN, PASSWORD)
        yield page


def test_the_second_device_is_asked_and_the_first_reads_from_its_next_save_on(sitting: Page, other: Page) -> None:
    page, question = sitting, first_with_options(sitting)
    address = page.url.partition("#")[0]
    choose(page, question, 0)
    expect(page.locator(f"#q-{question} [data-slot-status]")).to_have_text(SAVED)

    other.goto(address)
    expect(other).to_have_url(re.compile("/pen/$"))
    expect(other.locator("main .card")).to_contain_text(re.compile(r"\d\d:\d\d"))
    expect(other.locator("[data-slot]")).to_have_count(0)
    officer.continue_here(other)
    expect(other.locator(f"#q-{question} .choice input").nth(0)).to_be_checked()

    choose(page, question, 1)
    expect(page.locator("[data-alert]")).to_contain_text(re.compile(r"\d\d:\d\d"))
    expect(page.locator("[data-alert] [data-pen]")).to_be_visible()
    expect(page.locator(f"#q-{question} .choice input").nth(2)).to_be_disabled()
    choose(other, question, 2)
    expect(other.locator(f"#q-{question} [data-choose]")).to_be_visible()
    other.locator(f"#q-{question} [data-mine]").click()
    expect(other.locator(f"#q-{question} [data-slot-status]")).to_have_text(SAVED)
    expect(other.locator("[data-alert]")).to_be_hidden()

    page.locator("[data-alert] [data-pen]").click()
    officer.continue_here(page)
    expect(page.locator(f"#q-{question} .choice input").nth(2)).to_be_checked()
    expect(page.locator(f"#q-{question} .choice input").nth(2)).to_be_enabled()


DELIVERED = """
import json
from assessments.models import Attempt, Delivery
held = Delivery.objects.select_related("attempt").latest("pk")
attempt = held.attempt
print("FOUND" + json.dumps([held.broken_at, sorted(held.became.values()), attempt.state, attempt.submitted_by]))
"""


def test_what_was_sealed_without_a_line_goes_out_when_the_exam_is_opened_again(
    sitting: Page, context: BrowserContext, product: Product
) -> None:
    page, question = sitting, first_with_options(sitting)
    address = page.url.partition("#")[0]
    context.set_offline(True)
    choose(page, question, 0)
    choose(page, question, 1)
    expect(page.locator("[data-sum]")).to_contain_text("2 respuestas esperan")
    page.locator("[data-check]").first.click()
    page.locator("[data-alert] [data-deliver]").click()
    expect(page.locator(f"#q-{question} .choice input").nth(0)).to_be_disabled()
    expect(page.locator("[data-alert] [data-deliver]")).to_be_hidden()
    page.wait_for_function(f"({KEPT})().then(kept => kept.length === 1)")
    page.close()

    context.set_offline(False)
    page = context.new_page()
    page.goto(address)
    page.wait_for_url("**/review/")
    page.wait_for_function(f"({KEPT})().then(kept => kept.length === 0)")
    found = json.loads(product.manage("shell", "-c", DELIVERED).partition("FOUND")[2])
    assert found == [None, ["counted", "counted"], "submitted", "officer"]
