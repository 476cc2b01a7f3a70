"""The practice of module 1 in the browser: dragging, the keyboard, and what is saved of either."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from lms.demo.load import PASSWORD
from tests.browser import officer
from tests.browser.conftest import Product

LOGIN = "31570201"


@pytest.fixture
def practice(product: Product, page: Page) -> Page:
    """The page of the officer's attempt at the practice, begun where none is open."""
    officer.log_in(page, product, LOGIN, PASSWORD)
    page.goto(f"{product.url}/learn/")
    here = page.locator("a[href^='/learn/']", has_text="Examen final").first.get_attribute("href")
    page.goto(f"{product.url}/learn/{str(here).split('/')[2]}/")
    page.locator("a[href^='/learn/']", has_text="Práctica").first.click()
    page.locator("form[action$='/start/'] button, a[href^='/sit/']").first.click()
    page.wait_for_url("**/sit/**")
    officer.continue_here(page)
    return page


def question(page: Page, behaviour: str) -> Locator:
    """Show the first question with a behaviour."""
    slot = page.locator(f"[data-slot]:has([data-behaviour={behaviour}])").first
    page.evaluate("hash => { location.hash = hash }", f"#{slot.get_attribute('id')}")
    return slot


def drag(page: Page, grip: Locator, onto: Locator, *, low: bool = False) -> None:
    """Take something by its grip and let it go on another."""
    grip.evaluate("grip => grip.closest('[data-slot]').scrollIntoView({ block: 'start', behavior: 'instant' })")
    taken, there = grip.bounding_box(), onto.bounding_box()
    assert taken is not None
    assert there is not None
    page.mouse.move(taken["x"] + taken["width"] / 2, taken["y"] + taken["height"] / 2)
    page.mouse.down()
    page.mouse.move(there["x"] + 40, there["y"] + there["height"] * (0.8 if low else 0.4), steps=8)
    page.mouse.up()


def saved(slot: Locator) -> None:
    expect(slot.locator("[data-slot-status]")).to_have_text(re.compile(r"^Guardado \d\d:\d\d$"))


def test_an_order_is_dragged_and_moved_by_keyboard_and_stays_after_a_reload(practice: Page) -> None:
    practice.set_viewport_size({"width": 1280, "height": 900})
    slot = question(practice, "exam-order")
    labels = slot.locator("[data-item] label")
    before = labels.all_inner_texts()
    drag(practice, slot.locator("[data-grip]").first, slot.locator("[data-item]").nth(2), low=True)
    expect(labels).to_have_text([before[1], before[2], before[0], *before[3:]])
    saved(slot)

    slot.locator("[data-up]").nth(2).focus()
    practice.keyboard.press("Enter")
    practice.keyboard.press("Enter")
    expect(labels).to_have_text([before[0], before[1], before[2], *before[3:]])
    expect(slot.locator("[data-up]").first).to_be_focused()
    expect(slot.locator("[data-heard]")).to_contain_text(before[0])
    practice.keyboard.press("Tab")
    practice.keyboard.press("Enter")
    after = [before[1], before[0], *before[2:]]
    expect(labels).to_have_text(after)
    saved(slot)
    practice.reload()
    expect(question(practice, "exam-order").locator("[data-item] label")).to_have_text(after)


def test_things_are_dragged_into_categories_or_chosen_by_keyboard(practice: Page) -> None:
    practice.set_viewport_size({"width": 1280, "height": 1400})
    slot = question(practice, "exam-sort")
    bins = slot.locator("[data-bin]")
    first, second = (slot.locator("[data-item]").nth(n).locator("label").inner_text() for n in (0, 1))
    drag(practice, slot.locator("[data-unsorted] [data-grip]").first, bins.nth(1))
    expect(bins.nth(1)).to_contain_text(first)
    select = slot.locator("[data-unsorted] select").first
    select.focus()
    practice.keyboard.press("ArrowDown")
    expect(bins.nth(0)).to_contain_text(second)
    expect(bins.nth(0).locator("select")).to_be_focused()
    saved(slot)
    practice.reload()
    slot = question(practice, "exam-sort")
    expect(slot.locator("[data-bin]").nth(1)).to_contain_text(first)
    expect(slot.locator("[data-bin]").nth(0)).to_contain_text(second)


def test_two_windows_tell_the_other_answer_in_words_and_take_it(practice: Page) -> None:
    slot = practice.locator("[data-slot]:has(.gapped select)").first
    number = slot.get_attribute("data-slot")
    officer.go_to(practice, number)
    other = practice.context.new_page()
    other.goto(practice.url)
    index = slot.locator("select").first.evaluate("select => 1 + select.selectedIndex % 3")
    slot.locator("select").first.select_option(index=index)
    saved(slot)
    chosen = slot.locator("select").first.evaluate("select => select.selectedOptions[0].textContent.trim()")
    there = other.locator(f"#q-{number}")
    there.locator("select").first.select_option(index=4)
    expect(there.locator("[data-newer]")).to_contain_text(chosen)
    there.locator("[data-keep]").click()
    expect(there.locator("select").first).to_have_value(slot.locator("select").first.input_value())
