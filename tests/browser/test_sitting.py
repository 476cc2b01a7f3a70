"""A sitting in the browser: what waits, what is saved, and two tabs."""

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from lms.demo.load import PASSWORD
from tests.browser import officer
from tests.browser.conftest import Product

#: Half-way through the course, and has not sat the final exam.
LOGIN = "31570201"
SAVED = re.compile(r"^Guardado \d\d:\d\d$")


@pytest.fixture
def sitting(product: Product, page: Page) -> Page:
    """The page of the officer's attempt at the final exam, begun where none is open."""
    officer.log_in(page, product, LOGIN, PASSWORD)
    page.goto(f"{product.url}/learn/")
    page.locator("a[href^='/learn/']", has_text="Examen final").first.click()
    page.locator("form[action$='/start/'] button, a[href^='/sit/']").first.click()
    page.wait_for_url("**/sit/**")
    return page


def choose(page: Page, question: int, option: int) -> None:
    """Choose an option of a question by its number."""
    page.evaluate("hash => { location.hash = hash }", f"#q-{question}")
    page.locator(f"#q-{question} .choice input").nth(option).click()


def first_with_options(page: Page) -> int:
    """Return the number of the first question with at least three options of which one is chosen."""
    number: str = page.evaluate(
        "[...document.querySelectorAll('[data-slot]')]"
        ".find(slot => slot.querySelectorAll('[type=radio]').length > 2).dataset.slot"
    )
    return int(number)


def test_answers_wait_for_the_line_survive_a_reload_and_meet_those_of_another_tab(
    sitting: Page, context: BrowserContext
) -> None:
    page, question = sitting, first_with_options(sitting)
    choose(page, question, 0)
    expect(page.locator(f"#q-{question} [data-slot-status]")).to_have_text(SAVED)

    context.set_offline(True)
    choose(page, question, 1)
    expect(page.locator(f"#q-{question} [data-slot-status]")).not_to_have_text(SAVED)
    expect(page.locator("[data-sum]")).to_contain_text("1 respuesta espera")
    page.locator("[data-check]").first.click()
    expect(page).to_have_url(re.compile(r"/sit/[0-9a-f-]+/(#.*)?$"))

    context.set_offline(False)
    page.reload()
    expect(page.locator("[data-sum]")).to_have_text(SAVED)
    expect(page.locator(f"#q-{question} .choice input").nth(1)).to_be_checked()

    other = context.new_page()
    other.goto(page.url)
    choose(page, question, 2)
    expect(page.locator("[data-sum]")).to_have_text(SAVED)
    choose(other, question, 0)
    expect(other.locator(f"#q-{question} [data-choose]")).to_be_visible()
    other.locator(f"#q-{question} [data-mine]").click()
    expect(other.locator(f"#q-{question} [data-slot-status]")).to_have_text(SAVED)
    other.reload()
    expect(other.locator(f"#q-{question} .choice input").nth(0)).to_be_checked()


def test_what_waits_is_left_by_a_log_out_and_shown_to_nobody_else(sitting: Page, product: Product) -> None:
    page, question = sitting, first_with_options(sitting)
    address = page.url
    page.route("**/save/", lambda route: route.abort())
    choose(page, question, 3 if page.locator(f"#q-{question} .choice input").count() > 3 else 2)
    expect(page.locator("[data-sum]")).to_contain_text("1 respuesta espera")
    waiting = "Object.keys(localStorage).filter(name => name.startsWith('sitting:')).length"
    assert page.evaluate(waiting) == 1
    page.context.clear_cookies()
    answer = page.goto(address)
    assert answer is not None
    assert "/accounts/login/" in page.url
    assert page.evaluate(waiting) == 1
    assert "espera" not in page.locator("body").inner_text()
