"""The end of the time in the browser, where the page and the server do not agree; and a browser that is closed."""

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, Playwright, expect

from lms.demo.load import PASSWORD
from tests.browser import officer
from tests.browser.conftest import Product
from tests.browser.test_sitting import LOGIN, SAVED, choose, first_with_options, open_sitting, sitting

__all__ = ["sitting"]  # a fixture

#: A clock that shows a quarter of an hour or less.
QUARTER = re.compile(r"^1[0-4]:\d\d$")

#: A clock that the page's script counts down; the server writes "Hasta 10:42".
RUNNING = re.compile(r"^\d+:\d\d")


END_SOON = """
from datetime import timedelta
from django.utils import timezone
from assessments.models import Attempt
Attempt.objects.filter(state="open").update(ends_at=timezone.now() + timedelta(seconds={seconds}))
"""


#: Notes in the tab that the page was closed for writing: it may be open again before anybody has looked.
NOTE_CLOSED = """() => new MutationObserver(() => sessionStorage.setItem("closed", "yes"))
  .observe(document.querySelector("[data-slot] input"), { attributes: true, attributeFilter: ["disabled"] })"""


def test_time_given_during_the_sitting_opens_the_page_again(sitting: Page, product: Product) -> None:
    page, question = sitting, first_with_options(sitting)
    product.manage("shell", "-c", END_SOON.format(seconds=25))
    page.reload()
    page.evaluate(NOTE_CLOSED)
    product.manage("shell", "-c", END_SOON.format(seconds=900))
    expect(page.locator("[data-clock]")).to_have_text(QUARTER, timeout=60_000)
    assert page.evaluate("sessionStorage.getItem('closed')") == "yes"
    choose(page, question, 1)
    officer.saved(page, question)


def test_a_computer_whose_clock_is_set_forward_ends_no_sitting(sitting: Page) -> None:
    page, question = sitting, first_with_options(sitting)
    expect(page.locator("[data-clock]")).to_have_text(RUNNING)  # what began later would count from the clock as set
    page.evaluate("const now = Date.now; window.isSetForward = true; Date.now = () => now() + 86400000")
    page.wait_for_function("() => window.isSetForward === undefined")  # it has been loaded again
    expect(page.locator(f"#q-{question} .choice input").first).to_be_enabled()
    choose(page, question, 1)
    officer.saved(page, question)


def test_a_portal_that_answers_for_the_server_saves_nothing(sitting: Page, context: BrowserContext) -> None:
    page, question = sitting, first_with_options(sitting)
    context.route("**/save/", lambda route: route.fulfill(content_type="text/html", body="<h1>Bienvenido</h1>"))
    choose(page, question, 2)
    expect(page.locator(f"#q-{question} [data-slot-status]")).to_have_text("En este equipo; espera ser enviada")
    context.unroute("**/save/")
    page.evaluate("dispatchEvent(new Event('online'))")
    officer.saved(page, question)


def test_a_browser_that_was_closed_sends_what_waited_when_it_is_opened_again(
    product: Product,
    playwright: Playwright,
    browser_type_launch_args: dict[str, Any],
    browser_context_args: dict[str, Any],
    tmp_path: Path,
) -> None:
    def opened() -> BrowserContext:
        options = {**browser_type_launch_args, **browser_context_args}
        return playwright.chromium.launch_persistent_context(tmp_path, **options)

    context = opened()
    page = open_sitting(context.new_page(), product)
    address, question = page.url.partition("#")[0], first_with_options(page)
    context.set_offline(True)
    choose(page, question, 0)
    choose(page, question, 2)
    expect(page.locator("[data-sum]")).to_contain_text("2 respuestas esperan")
    expect(page.locator(f"#q-{question} [data-slot-status]")).to_have_text("En este equipo; espera ser enviada")
    context.close()

    context = opened()
    page = context.new_page()
    page.goto(address)
    if "/accounts/login/" in page.url:
        officer.log_in(page, product, LOGIN, PASSWORD)
        page.goto(address)
    officer.continue_here(page)
    expect(page.locator("[data-sum]")).to_have_text(SAVED)
    expect(page.locator(f"#q-{question} .choice input").nth(2)).to_be_checked()
    context.close()


def test_at_the_end_without_a_line_the_page_stays_until_there_is_one(
    sitting: Page, product: Product, context: BrowserContext
) -> None:
    page, question = sitting, first_with_options(sitting)
    other = context.new_page()
    product.manage("shell", "-c", END_SOON.format(seconds=20))
    other.goto(page.url.partition("#")[0] + "submit/")
    page.reload()
    context.set_offline(True)
    choose(page, question, 0)
    choose(page, question, 1)
    expect(page.locator("[data-alert]")).to_contain_text("2 respuestas esperan", timeout=30_000)
    expect(page.locator("[data-alert]")).to_contain_text("no cierre")
    expect(page.locator("[data-alert]")).to_be_in_viewport(ratio=1)
    expect(page).to_have_url(re.compile(r"/sit/[0-9a-f-]+/(#.*)?$"))
    expect(other.locator("form[data-behaviour=exam-waiting] button:not([type=button])")).to_be_disabled()
    context.set_offline(False)
    page.wait_for_url("**/review/")
    other.wait_for_url("**/review/")
