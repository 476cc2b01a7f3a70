"""What the page of a sitting tells of itself: that it was left and come back to, in order with the answers."""

import json
from typing import Any

from playwright.sync_api import Page, Request, Response, expect

from tests.browser import officer
from tests.browser.conftest import Product
from tests.browser.test_end_of_time import END_SOON
from tests.browser.test_sitting import SAVED, choose, first_with_options, sitting

__all__ = ["sitting"]

#: No browser hides a page by itself in a test.
HIDE = """hidden => {
  Object.defineProperty(document, "hidden", { get: () => hidden, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


def sent_by(request: Request) -> dict[str, Any]:
    """Return the JSON that was sent."""
    sent: dict[str, Any] = json.loads(request.post_data or "{}")
    return sent


def told(page: Page, *, hidden: bool) -> Response:
    """Leave the page or come back to it; returns the server's answer."""
    with page.expect_response("**/events/") as answer:
        page.evaluate(HIDE, hidden)
    return answer.value


def test_leaving_and_coming_back_are_told_and_what_had_no_line_goes_with_the_next(
    sitting: Page, product: Product
) -> None:
    page, question = sitting, first_with_options(sitting)
    choose(page, question, 0)
    expect(page.locator(f"#q-{question} [data-slot-status]")).to_have_text(SAVED)
    page.route("**/events/", lambda route: route.abort())
    with page.expect_event("requestfailed", lambda request: request.url.endswith("/events/")):
        page.evaluate(HIDE, True)
    page.unroute("**/events/")
    answer = told(page, hidden=False)
    assert answer.status == 204
    sent = sent_by(answer.request)
    (left, one, _), (returned, other, _) = sent["events"]
    assert (one, other) == ("left", "returned")
    assert 1001 < left < returned
    assert sent_by(told(page, hidden=True).request)["events"][0][1] == "left"
    with page.expect_request("**/save/") as saved:
        choose(page, question, 1)
    assert sent_by(saved.value)["sequence"] > returned


#: Notes in the tab what the page tells as it is left: nothing that is sent by then is seen from outside.
NOTE_TOLD = """(() => {
  const send = window.fetch;
  window.fetch = (address, ...rest) => {
    if (address.endsWith("/events/")) sessionStorage.setItem("told", rest[0].body);
    return send(address, ...rest);
  };
})()"""


def test_our_own_buttons_are_no_leaving(sitting: Page, product: Product) -> None:
    sitting.add_init_script(NOTE_TOLD)
    sitting.reload()
    officer.scripted(sitting)
    sitting.evaluate("sessionStorage.removeItem('told')")
    sitting.locator("[data-check]").first.click()
    sitting.wait_for_url("**/submit/")
    assert sitting.evaluate("sessionStorage.getItem('told')") is None


def test_the_end_of_the_time_is_no_leaving(sitting: Page, product: Product) -> None:
    sitting.add_init_script(NOTE_TOLD)
    product.manage("shell", "-c", END_SOON.format(seconds=15))
    sitting.reload()
    officer.scripted(sitting)
    sitting.evaluate("sessionStorage.removeItem('told')")
    sitting.wait_for_url("**/review/", timeout=60_000)
    assert sitting.evaluate("sessionStorage.getItem('told')") is None
