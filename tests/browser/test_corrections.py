"""A director annuls a question of an exam that has been sat, and looks at what another right answer would change."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from lms.demo.load import PASSWORD
from tests.browser import officer
from tests.browser.conftest import Product
from tests.browser.look import Look

DIRECTOR, FAILED = "31570209", "31570202"
WHY = "La opción marcada como correcta no corresponde a la norma vigente"

#: A question of the officer's last attempt with options that he did not have right, and one of the wrong options.
_MISSED = """
import json
from assessments.models import Attempt, QuestionVersion
attempt = Attempt.objects.filter(officer__login={login!r}, state="submitted", passed=False).order_by("-pk")[0]
lines = [line for line in attempt.marks.order_by("-number")[0].slots if line["fraction"] == "0/1" and line["response"]]
versions = [QuestionVersion.objects.get(uuid=line["version"]) for line in lines]
version = next(version for version in versions if version.kind == "single_choice")
wrong = next(option["id"] for option in version.content["options"] if not option["right"])
told = [str(attempt.public_id), str(version.uuid), str(version.question.uuid), str(attempt.mark), wrong]
print("MISSED" + json.dumps(told))
"""


@pytest.fixture
def desk(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[Page]:
    """A page on the director's desk."""
    with browser.new_context(**{**browser_context_args, "viewport": {"width": 1280, "height": 900}}) as context:
        yield context.new_page()


def test_a_question_is_annulled_after_looking_at_every_mark_that_changes(
    desk: Page, page: Page, browser: Browser, browser_context_args: dict[str, Any], product: Product
) -> None:
    printed = product.manage("shell", "-c", _MISSED.format(login=FAILED))
    attempt, version, question, before, wrong = json.loads(printed.partition("MISSED")[2])
    looked = Look(browser, product.url, browser_context_args)
    officer.log_in(desk, product, DIRECTOR, PASSWORD)

    desk.goto(f"{product.url}/admin/questions/{question}/")
    desk.locator(f"a[href='/admin/further/{version}/']").first.click()
    desk.locator("[name=option]").select_option(wrong)
    desk.locator("main form[method=get] button").click()
    expect(desk).to_have_url(f"{product.url}/admin/further/{version}/?option={wrong}")
    expect(desk.locator("[name=why]")).to_be_visible()
    looked.on(desk, "a further answer")

    desk.goto(f"{product.url}/admin/questions/{question}/")
    desk.locator(f"a[href='/admin/annulments/{version}/']").first.click()
    row = desk.locator("table.listing tr", has_text=FAILED)
    expect(row).to_contain_text(before)
    listed = desk.locator("table.listing tbody tr").count()
    looked.on(desk, "the dry run")
    desk.set_viewport_size({"width": 360, "height": 740})
    looked.on(desk, "the dry run on a phone")
    desk.set_viewport_size({"width": 1280, "height": 900})
    desk.locator("main form[method=post] button[type=submit]").click()
    expect(desk.locator("main [role=alert]").first).to_be_visible()
    expect(desk.locator("table.listing tbody tr")).to_have_count(listed)
    desk.locator("[name=why]").fill(WHY)
    desk.locator("main form[method=post] button[type=submit]").click()
    expect(desk.locator("main")).to_contain_text(WHY)
    expect(desk.locator("main form[method=post]")).to_have_count(0)
    looked.on(desk, "annulled")

    officer.log_in(page, product, FAILED, PASSWORD)
    page.goto(f"{product.url}/sit/{attempt}/review/")
    expect(page.locator("main p.mark .value")).not_to_have_text(before)
    expect(page.locator("main .card").first).to_contain_text(before)  # as it was given first
    looked.on(page, "the review")
    page.goto(f"{product.url}/notices/")
    expect(page.locator("main")).to_contain_text(before)
    assert looked.wrong == []
