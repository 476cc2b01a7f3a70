"""A sitting on two devices, and one that is sealed without a line and delivered when it returns."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from lms.demo.load import PASSWORD
from tests.browser import officer
from tests.browser.conftest import Product
from tests.browser.test_sitting import KEPT, LOGIN, SAVED, choose, first_typed, first_with_options, sitting

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


def _too_large(route: Route) -> None:
    """Answer as a server does that reads no body of this size."""
    route.fulfill(status=413, content_type="text/html", body="<h1>413</h1>")


def _is_sent_one_by_one(page: Page, question: int, option: int) -> None:
    """The page says so, and the answer is on the server."""
    expect(page.locator("[data-alert]")).to_contain_text("respuesta por respuesta")
    expect(page.locator(f"#q-{question} [data-slot-status]")).to_have_text(SAVED)
    page.wait_for_function(f"({KEPT})().then(kept => kept.length === 0)")
    page.reload()
    expect(page.locator(f"#q-{question} .choice input").nth(option)).to_be_checked()
    expect(page.locator(f"#q-{question} .choice input").nth(option)).to_be_enabled()


def test_an_envelope_that_is_too_large_for_the_server_is_opened(sitting: Page, context: BrowserContext) -> None:
    page, question = sitting, first_with_options(sitting)
    page.route("**/deliver/", _too_large)
    context.set_offline(True)
    choose(page, question, 0)
    choose(page, question, 2)
    page.locator("[data-check]").first.click()
    page.locator("[data-alert] [data-deliver]").click()
    page.wait_for_function(f"({KEPT})().then(kept => kept.length === 1)")
    context.set_offline(False)
    _is_sent_one_by_one(page, question, 2)


def test_what_is_sealed_while_an_answer_is_on_its_way_goes_out_after_it(sitting: Page) -> None:
    page, question = sitting, first_with_options(sitting)
    page.route("**/deliver/", _too_large)
    page.route("**/save/", lambda route: route.abort())
    choose(page, question, 0)
    choose(page, question, 1)
    page.locator("[data-check]").first.click()
    expect(page.locator("[data-alert] [data-deliver]")).to_be_visible()
    under_way: list[Route] = []
    page.route("**/save/", lambda route: under_way.append(route))
    with page.expect_request("**/save/"):
        page.evaluate("dispatchEvent(new Event('online'))")
    page.locator("[data-alert] [data-deliver]").click()
    page.wait_for_function(f"({KEPT})().then(kept => kept.length === 1)")
    page.unroute("**/save/")
    with page.expect_request("**/deliver/"):
        under_way[0].continue_()
    _is_sent_one_by_one(page, question, 1)


def test_too_much_is_not_sealed_and_the_page_says_so(sitting: Page, context: BrowserContext) -> None:
    page = sitting
    number = first_typed(page)
    context.set_offline(True)
    typed = page.locator(f"#q-{number} [inputmode=decimal]")
    typed.evaluate("input => { input.removeAttribute('maxlength'); }")
    typed.fill("5" * 210_000)
    typed.press("Tab")
    page.locator("[data-check]:visible").first.click()
    expect(page.locator("[data-alert]")).to_contain_text(re.compile("sealed|sellar"))
    expect(page.locator("[data-alert] [data-deliver]")).to_be_hidden()
    context.set_offline(False)
    expect(page.locator(f"#q-{number} [data-slot-status]")).to_contain_text("como máximo")
    typed.fill("5")
    typed.press("Tab")
    expect(page.locator(f"#q-{number} [data-slot-status]")).to_have_text(SAVED)
    page.wait_for_function(f"({KEPT})().then(kept => kept.length === 0)")


#: What waits once an act was done while the storage was being read: whether anything is sealed, and how many answers.
MEANWHILE = """async (act) => {
  const { Waiting } = await import("aula/exam-storage");
  const seal = document.querySelector("[data-seal]").dataset.seal;
  const waiting = await Waiting.open({ attempt: "another", owner: act, seal });
  const entry = { client: 1, sequence: 1001, slot: 1, value: "bcdf", base: "", at: 1 };
  const envelope = { answers: [{ ...entry, sha256: "" }], sealed_at: 1, sha256: "" };
  await waiting.add(entry);
  if (act === "disclose") await waiting.enclose(envelope);
  const open = waiting.seal.open.bind(waiting.seal);
  let begun;
  let go;
  const isBegun = new Promise((resolve) => { begun = resolve; });
  const mayGo = new Promise((resolve) => { go = resolve; });
  waiting.seal.open = async (...row) => { begun(); await mayGo; return open(...row); };
  const reading = waiting.refresh();
  await isBegun;
  if (act === "disclose") await waiting.disclose(waiting.envelope);
  else if (act === "enclose") await waiting.enclose(envelope);
  else await waiting.remove(entry);
  go();
  await reading;
  const found = [waiting.envelope !== null, waiting.all().length];
  waiting.seal.open = open;
  await waiting.refresh();
  return [found, [waiting.envelope !== null, waiting.all().length]];
}"""


@pytest.mark.parametrize(("act", "waits"), [("disclose", [False, 1]), ("enclose", [True, 0]), ("remove", [False, 0])])
def test_reading_what_waits_undoes_nothing_that_is_done_meanwhile(sitting: Page, act: str, waits: list[Any]) -> None:
    assert sitting.evaluate(MEANWHILE, act) == [waits, waits]


#: What is left to do when the server refuses an envelope that another page has taken away by then.
TAKEN_AWAY = """async () => {
  const { Queue } = await import("aula/exam-queue");
  const { Waiting } = await import("aula/exam-storage");
  const waiting = new Waiting("");
  waiting.envelope = { answers: [{ client: 1, sequence: 1001, slot: 1, sha256: "" }], sealed_at: 1, sha256: "" };
  const said = [];
  const queue = new Queue({ waiting, onState: () => {}, onDelivered: (reply) => said.push(reply.opened) });
  queue.send = async () => { waiting.envelope = null; return { refused: {} }; };
  return [await queue.runSealed(), waiting.all().length, said];
}"""


def test_an_envelope_that_another_page_took_away_stops_no_queue(sitting: Page) -> None:
    assert sitting.evaluate(TAKEN_AWAY) == [True, 1, [True]]


#: Whether so many answers may be sealed, and after how many milliseconds a send of so many letters is given up.
FITS = """async (many) => (await import("aula/exam-envelope")).fits(Array.from({ length: many }, () => ({})))"""
GIVEN_UP = """async (letters) => {
  const { Queue } = await import("aula/exam-queue");
  const [wait, ask] = [window.setTimeout, window.fetch];
  let found;
  window.setTimeout = (done, after) => { found = after; return wait(done, after); };
  window.fetch = () => Promise.reject();
  await Queue.prototype.send("", "x".repeat(letters), () => false);
  [window.setTimeout, window.fetch] = [wait, ask];
  return found;
}"""


def test_how_many_may_be_sealed_and_how_long_a_slow_line_has(sitting: Page) -> None:
    assert [sitting.evaluate(FITS, many) for many in (500, 501)] == [True, False]
    assert [sitting.evaluate(GIVEN_UP, letters) for letters in (2, 199_998)] == [15_001, 65_000]
