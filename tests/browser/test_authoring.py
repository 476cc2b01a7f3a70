"""A director makes a course from nothing: questions of each kind, an exam, a trial of it, an edition and a run."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from assessments.question_types.registry import kinds
from lms.demo.load import PASSWORD
from tests.browser import officer
from tests.browser.conftest import Product
from tests.browser.look import Look
from tests.browser.question_forms import ROWS, Row

DIRECTOR = "31570209"
CODE = "PC-150"
#: The kinds that an exam draws together.
DRAWN = {kind: row for kind, row in ROWS.items() if row.is_drawn}


@pytest.fixture
def desk(browser: Browser, browser_context_args: dict[str, Any], product: Product) -> Iterator[Page]:
    """The director's desk."""
    with browser.new_context(**{**browser_context_args, "viewport": {"width": 1280, "height": 900}}) as context:
        page = context.new_page()
        officer.log_in(page, product, DIRECTOR, PASSWORD)
        yield page


def test_every_kind_of_question_has_its_row() -> None:
    assert set(ROWS) == set(kinds())


def test_a_course_is_made_from_nothing_tried_published_and_offered(
    desk: Page, product: Product, browser: Browser, browser_context_args: dict[str, Any]
) -> None:
    tree = f"{product.url}/admin/courses/{CODE.lower()}/tree/"
    looked = Look(browser, product.url, browser_context_args)
    _begin_the_course(desk, product)
    for kind, row in ROWS.items():
        _write_a_question(desk, product, kind, row, looked)
    desk.goto(tree)
    desk.locator(".tree-add a[href*='/modulepage/']").click()
    _begin_a_page(desk, "Único")
    _ready(desk)
    desk.goto(tree)
    desk.locator(".tree-add a[href*='/exampage/']").click()
    _write_the_exam(desk)
    desk.goto(tree)
    expect(desk.locator("li[data-kind=activity]")).to_have_count(1)
    desk.locator("li[data-kind=activity] .tree-name a").click()
    _look(looked, desk, "the exam")
    desk.locator(".exam-check a[href$='/trial/']").click()
    _sit_the_trial(desk, looked)
    desk.goto(f"{tree}?check=1")
    assert desk.locator(".tree-problems").all_inner_texts() == []
    desk.goto(f"{product.url}/admin/courses/{CODE.lower()}/publish/")
    desk.locator("[name=notes]").fill("Primera edición.")
    desk.locator("main form button[type=submit]").click()
    officer.follow_edition(desk)
    expect(desk.locator("main table tbody tr")).to_have_count(1)
    _offer_a_run(desk, product)
    assert looked.wrong == []


def _look(looked: Look, page: Page, name: str) -> None:
    """Look at a page as it is open, at a desk and on a phone."""
    looked.on(page, f"{name}, wide")
    wide = page.viewport_size
    page.set_viewport_size({"width": 360, "height": 740})
    looked.on(page, name)
    assert wide is not None
    page.set_viewport_size(wide)


def test_a_page_is_dragged_to_its_place_and_back(desk: Page, product: Product) -> None:
    desk.goto(f"{product.url}/admin/courses/pc-101/tree/")
    rows = desk.locator("li[data-kind=activity]")
    first = rows.nth(0).locator(".tree-name a").inner_text()
    rows.nth(0).locator("[data-handle]").drag_to(rows.nth(2), target_position={"x": 300, "y": 40})
    expect(desk.locator(".messages .success")).to_be_visible()
    expect(rows.nth(2)).to_contain_text(first)
    desk.locator("main form:has([name=seen]) button[name=move]").first.click()
    expect(rows.nth(0)).to_contain_text(first)


def test_back_after_an_error_keeps_what_was_typed(desk: Page, product: Product) -> None:
    desk.goto(f"{product.url}/admin/questions/new/")
    desk.locator("select[name=bank]").select_option(label="PC-101")
    desk.locator("input[name=kind][value=single_choice]").check()
    desk.locator(".nice-padding form[method=get] button").click()
    _err_and_go_back(desk, "prompt", "¿Qué se hace primero?", "button[name=do][value=save]")
    desk.goto(f"{product.url}/admin/runs/")
    desk.locator("main a[href$='/new/']").first.click()
    _err_and_go_back(desk, "code", "no vale", "main form button[type=submit]")


def _err_and_go_back(desk: Page, name: str, typed: str, send: str) -> None:
    """Send a form that is not complete, past the browser's own questions, and go back."""
    desk.locator(f"[name={name}]").fill(typed)
    desk.locator("main form[method=post]").last.evaluate("form => { form.noValidate = true; }")
    with desk.expect_navigation():
        desk.locator(send).last.click()
    expect(desk.locator("main .error-message, main [role=alert], main .errorlist").first).to_be_visible()
    desk.go_back()
    expect(desk.locator(f"[name={name}]")).to_have_value(typed)


def _begin_the_course(desk: Page, product: Product) -> None:
    desk.goto(f"{product.url}/admin/courses/new/")
    desk.locator("[name=code]").fill(CODE)
    desk.locator("[name=title]").fill("Curso desde cero")
    desk.locator("[name=summary]").fill("Un curso para probarlo todo.")
    desk.locator("[name=area]").select_option(index=1)
    desk.locator("main form button[type=submit]").click()
    desk.wait_for_url("**/admin/pages/**")
    if not desk.locator("#objectives-root").count():
        desk.goto(f"{product.url}/admin/courses/{CODE.lower()}/tree/")
        desk.locator(".tree-top a").click()
    desk.locator("#objectives-root button[title]").first.click()
    desk.locator("[name$=value-text]").first.fill("Resolver un problema del barrio.")
    _ready(desk)


def _begin_a_page(desk: Page, title: str) -> None:
    """Give a new page its title, until the CMS has saved it by itself: a button pressed meanwhile makes two pages."""
    made = re.compile("/edit/")
    for n in range(10):
        desk.locator("[name=title]").fill(f"{title} {n}")
        with suppress(PlaywrightTimeout):
            desk.wait_for_url(made, timeout=3000)
            break
    expect(desk).to_have_url(made)


def _ready(desk: Page) -> None:
    desk.wait_for_load_state("networkidle")
    desk.locator("footer [data-w-dropdown-target=toggle]").click()
    desk.locator("[name=action-publish]").click()
    expect(desk.locator(".messages .success")).to_be_visible()


def _write_a_question(desk: Page, product: Product, kind: str, row: Row, looked: Look) -> None:
    desk.goto(f"{product.url}/admin/questions/new/")
    if not desk.locator("select[name=bank] option", has_text=CODE).count():
        desk.locator("form[action*='/questions/new/bank/']", has_text=CODE).locator("button").click()
    desk.locator("select[name=bank]").select_option(label=CODE)
    desk.locator(f"input[name=kind][value={kind}]").check()
    desk.locator(".nice-padding form[method=get] button").click()
    desk.locator("[name=prompt]").fill(row.prompt % kind)
    row.write(desk)
    if desk.locator("[name=tags]").count():
        desk.locator("[name=tags]").fill("todo" if row.is_drawn else "aparte")
    _look(looked, desk, f"the form of {kind}")
    desk.locator("button[name=do][value=ready]").last.click()
    expect(desk.locator(".messages .success")).to_be_visible()


def _write_the_exam(desk: Page) -> None:
    expect(desk.locator("select[name=bank] option:checked")).to_have_text(CODE)
    expect(desk.locator("datalist#exam-tags option[value=todo]")).to_have_count(1)
    _begin_a_page(desk, "Examen de todo")
    desk.locator("#sections-root button[title]").first.click()
    add = desk.locator("#sections-root [data-contentpath='draws'] [data-streamfield-list-add]").last
    expect(add).to_be_visible()  # the section is drawn by script: before, nothing of it can be counted
    tag = desk.locator("[name$='-value-tag']")
    if not tag.count():
        add.click()
    tag.first.fill("todo")
    expect(desk.locator("input[list=exam-tags] + output").first).to_contain_text(str(len(DRAWN)))
    desk.locator("[name$='-value-count']").first.fill(str(len(DRAWN)))
    desk.locator("[name=minutes]").fill("20")
    desk.locator("[name=attempts]").fill("2")
    _ready(desk)


def _sit_the_trial(desk: Page, looked: Look) -> None:
    expect(desk.locator(".numbers li")).to_have_count(len(DRAWN))
    expect(desk.locator("[data-clock]")).to_contain_text("19:")
    expect(desk.locator("form[data-save]")).to_have_count(0)
    for kind, row in DRAWN.items():
        if row.answer is not None:
            row.answer(desk.locator("[data-slot]", has_text=row.prompt % kind))
    _look(looked, desk, "the trial")
    desk.locator("[data-check]").click()
    expect(desk.locator("main .mark .value")).to_be_visible()
    _look(looked, desk, "the review of the trial")
    expect(desk.locator("main section.slot")).to_have_count(len(DRAWN))


def _offer_a_run(desk: Page, product: Product) -> None:
    desk.goto(f"{product.url}/admin/runs/")
    desk.locator(f"main a[href$='/{CODE.lower()}/1/new/']").click()
    today = timezone.localtime()
    desk.locator("[name=code]").fill(f"{CODE}-2030-1")
    for name, days in {"enrolment_opens_at": -2, "starts_at": -1, "enrolment_closes_at": 20, "ends_at": 30}.items():
        desk.locator(f"[name={name}]").fill(f"{today + timedelta(days=days):%Y-%m-%dT%H:%M}")
    desk.locator("main form button[type=submit]").click()
    expect(desk.locator("main h1")).to_contain_text(f"{CODE}-2030-1")
