"""What could lose an answer in the browser, or show another one than counts: each as it was found, by its own steps."""

import json
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Request, Route, expect

from tests.browser import officer
from tests.browser.conftest import Product
from tests.browser.test_sitting import (
    KEPT,
    SAVED,
    choose,
    first_typed,
    first_with_options,
    hold_back,
    open_plan,
    sitting,
)

__all__ = ["sitting"]


def waiting(page: Page, act: str) -> Any:
    """Do something with what waits for this attempt, as another page of it would, and return what that gives."""
    return page.evaluate(
        f"""async () => {{
          const {{ Waiting }} = await import("aula/exam-storage");
          const waiting = await Waiting.open(document.querySelector("[data-seal]").dataset);
          const act = async () => {{ {act} }};
          const found = await act();
          await waiting.refresh();
          return found;
        }}"""
    )


def status(page: Page, question: int) -> Any:
    """What is said at a question."""
    return page.locator(f"#q-{question} [data-slot-status]")


def typed(page: Page, question: int) -> Any:
    """Where a number is typed."""
    return page.locator(f"#q-{question} [inputmode=decimal]")


@pytest.fixture
def sent(sitting: Page) -> list[dict[str, Any]]:
    """The answers that the page sends, as they are sent."""
    bodies: list[dict[str, Any]] = []

    def note(request: Request) -> None:
        if request.url.endswith("/save/"):
            bodies.append(json.loads(request.post_data or "{}"))

    sitting.on("request", note)
    return bodies


def test_what_was_typed_and_taken_back_is_no_answer_of_the_next_page(sitting: Page) -> None:
    page, question = sitting, first_typed(sitting)
    typed(page, question).fill("42")
    typed(page, question).press("Tab")
    officer.saved(page, question)
    typed(page, question).press("End")
    typed(page, question).press("3")
    typed(page, question).press("Backspace")
    expect(status(page, question)).to_have_text(SAVED)
    page.wait_for_function(f"({KEPT})().then(kept => kept.length === 0)")
    page.reload()
    expect(typed(page, question)).to_have_value("42")


def test_who_types_without_a_pause_gives_an_answer_all_the_same(sitting: Page, sent: list[dict[str, Any]]) -> None:
    page, question = sitting, first_typed(sitting)
    page.evaluate("performance.now = (now => () => now() + (window.later ?? 0))(performance.now.bind(performance))")
    typed(page, question).fill("1")
    page.evaluate("window.later = 31000")
    with page.expect_request("**/save/"):
        page.evaluate(
            """(selector) => {
              const input = document.querySelector(selector);
              const type = () => { input.value += "1"; input.dispatchEvent(new Event("input", { bubbles: true })); };
              for (let key = 0; key < 12; key += 1) setTimeout(type, key * 100);
            }""",
            f"#q-{question} [inputmode=decimal]",
        )
    assert len(sent[-1]["value"]) < 13


def test_what_was_typed_at_a_question_that_is_not_shown_is_sent_from_any_page(sitting: Page) -> None:
    page, question = sitting, first_typed(sitting)
    draft = f"client: 1, sequence: 900000, slot: {question}, value: '77', base: document.querySelector('#q-{question}')"
    waiting(page, f"await waiting.draft({{ {draft}.dataset.base, at: 1 }})")
    page.goto(page.url.partition("#")[0] + "submit/")
    expect(page.locator("[data-alert]")).to_contain_text("Se envió")
    page.goto(page.url.replace("submit/", ""))
    expect(typed(page, question)).to_have_value("77")
    shown = "const drafts = waiting.takeDrafts((slot) => slot === 1); return [drafts.length, waiting.all().length]"
    first, second = "client: 1, sequence: 900001, slot: 1", "client: 1, sequence: 900002, slot: 99"
    more = "value: '', base: '', at: 1"
    keep = f"await waiting.draft({{ {first}, {more} }}); await waiting.draft({{ {second}, {more} }});"
    assert waiting(page, f"{keep} await waiting.refresh(); {shown}") == [1, 1]


def test_a_seal_that_the_browser_does_not_keep_leaves_the_page_and_its_answers(
    sitting: Page, context: BrowserContext
) -> None:
    page, question = sitting, first_with_options(sitting)
    page.evaluate("() => { IDBObjectStore.prototype.put = () => { throw new Error('full'); }; }")
    context.set_offline(True)
    choose(page, question, 1)
    expect(page.locator("[data-alert]")).to_contain_text("no cierre")
    page.locator("[data-check]:visible").first.click()
    page.locator("[data-alert] [data-deliver]").click()
    expect(page.locator("[data-alert]")).to_contain_text("no cierre")
    expect(page.locator(f"#q-{question} .choice input").nth(0)).to_be_enabled()
    with page.expect_event("dialog") as asked:
        page.evaluate("() => { setTimeout(() => location.reload()); }")
    assert asked.value.type == "beforeunload"
    asked.value.dismiss()
    context.set_offline(False)
    officer.saved(page, question)


def test_an_answer_that_was_followed_by_another_is_not_shown_over_it(sitting: Page, sent: list[dict[str, Any]]) -> None:
    page, question = sitting, first_with_options(sitting)
    choose(page, question, 0)
    officer.saved(page, question)
    choose(page, question, 1)
    officer.saved(page, question)
    choose(page, question, 2)
    officer.saved(page, question)
    older = [body for body in sent if body["slot"] == question][-2]
    waiting(page, f"await waiting.add({json.dumps(older)})")
    page.reload()
    expect(page.locator(f"#q-{question} .choice input").nth(2)).to_be_checked()
    expect(status(page, question)).to_have_text(SAVED)
    page.wait_for_function(f"({KEPT})().then(kept => kept.length === 0)")
    expect(page.locator(f"#q-{question} .choice input").nth(2)).to_be_checked()


def test_a_choice_between_two_answers_ends_when_there_is_nothing_to_choose(
    sitting: Page, context: BrowserContext
) -> None:
    page, question = sitting, first_with_options(sitting)
    other = context.new_page()
    other.goto(page.url)
    officer.scripted(other)
    choose(page, question, 0)
    officer.saved(page, question)
    choose(other, question, 1)
    choose(other, question, 2)
    expect(other.locator(f"#q-{question} [data-choose]")).to_be_visible()
    officer.go_to(other, 1)
    other.locator("[data-check]:visible").first.click()
    expect(other.locator(f"#q-{question} [data-choose]")).to_be_in_viewport()
    choose(other, question, 0)
    expect(other.locator(f"#q-{question} [data-choose]")).to_be_hidden()
    expect(status(other, question)).to_have_text(SAVED)
    choose(other, question, 1)
    expect(status(other, question)).to_have_text(SAVED)
    expect(other.locator(f"#q-{question} [data-choose]")).to_be_hidden()
    other.reload()
    expect(other.locator(f"#q-{question} .choice input").nth(1)).to_be_checked()


def test_a_tab_that_sends_what_another_one_gave_shows_it(sitting: Page, context: BrowserContext) -> None:
    page, question = sitting, first_with_options(sitting)
    choose(page, question, 0)
    officer.saved(page, question)
    other = context.new_page()
    other.goto(page.url)
    officer.scripted(other)
    hold_back(page)
    choose(other, question, 1)
    expect(status(other, question)).to_have_text("En este equipo; espera ser enviada")
    other.close()
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("[data-sum]")).to_contain_text("1 respuesta espera")
    expect(status(page, question)).to_have_text(SAVED)
    context.unroute("**/save/")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator(f"#q-{question} .choice input").nth(1)).to_be_checked()
    expect(status(page, question)).to_have_text(SAVED)


def test_a_clock_that_went_back_turns_no_answers_of_two_pages_round(sitting: Page) -> None:
    entries = [
        {"client": client, "sequence": 1001, "slot": 1, "value": str(client), "base": "", "at": 10 - client}
        for client in (10, 2)
    ]
    add = "".join(f"await waiting.add({json.dumps(entry)});" for entry in entries)
    ask = "const found = waiting.all().map(({ client }) => client);"
    gone = "for (const entry of waiting.all()) await waiting.remove(entry);"
    assert waiting(sitting, f"{add} {ask} {gone} return found") == [2, 10]


def test_a_page_that_stays_after_all_forgets_what_was_saved_meanwhile_all_at_once(sitting: Page) -> None:
    page, question = sitting, first_with_options(sitting)
    page.clock.install()
    page.evaluate("dispatchEvent(new Event('beforeunload'))")
    choose(page, question, 0)
    expect(status(page, question)).to_have_text(SAVED)
    page.clock.fast_forward(55_000)
    page.evaluate("dispatchEvent(new Event('beforeunload'))")
    choose(page, question, 1)
    page.evaluate("dispatchEvent(new Event('online'))")  # looks at the storage again
    expect(page.locator("[data-sum]")).to_have_text(SAVED)
    page.clock.fast_forward(10_000)
    assert waiting(page, "return waiting.all().length") == 2
    page.clock.fast_forward(51_000)
    page.wait_for_function(f"({KEPT})().then(kept => kept.length === 0)")


def test_an_envelope_that_was_delivered_takes_no_other_one_with_it(sitting: Page) -> None:
    entry = {"client": 1, "sequence": 1001, "slot": 1, "value": "", "base": "", "at": 1}
    one, other = ({"answers": [{**entry, "sha256": ""}], "sealed_at": 1, "sha256": name * 64} for name in "ab")
    seal = f"await waiting.enclose({json.dumps(one)}); await waiting.enclose({json.dumps(other)});"
    ask = f"await waiting.delivered({json.dumps(one)}); await waiting.refresh(); const left = waiting.envelope?.sha256;"
    assert waiting(sitting, f"{seal} {ask} await waiting.delivered(waiting.envelope); return left") == "b" * 64


def test_the_answer_after_one_that_is_refused_in_a_queue_counts(sitting: Page) -> None:
    page, question = sitting, first_typed(sitting)
    hold_back(page)
    typed(page, question).evaluate("input => input.removeAttribute('maxlength')")
    typed(page, question).fill("5" * 3000)
    typed(page, question).press("Tab")
    expect(page.locator("[data-sum]")).to_contain_text("1 respuesta espera")
    typed(page, question).fill("55")
    typed(page, question).press("Tab")
    expect(page.locator("[data-sum]")).to_contain_text("2 respuestas esperan")
    page.context.unroute("**/save/")
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(status(page, question)).to_have_text(SAVED)
    expect(page.locator(f"#q-{question} [data-choose]")).to_be_hidden()
    page.reload()
    expect(typed(page, question)).to_have_value("55")


def test_what_is_refused_is_there_after_a_reload(sitting: Page) -> None:
    page, question = sitting, first_typed(sitting)
    typed(page, question).evaluate("input => input.removeAttribute('maxlength')")
    typed(page, question).fill("5" * 3000)
    typed(page, question).press("Tab")
    expect(status(page, question)).to_contain_text("como máximo")
    page.wait_for_function(f"({KEPT})().then(kept => kept.length === 1)")
    typed(page, question).press("End")
    typed(page, question).press("3")
    typed(page, question).press("Backspace")
    page.locator("[data-check]:visible").first.click()
    page.wait_for_url("**/submit/")
    page.locator("main a.btn.quiet").click()
    expect(status(page, question)).to_contain_text("como máximo")
    expect(typed(page, question)).to_have_value("5" * 3000)
    first_typed(page)
    typed(page, question).fill("5")
    typed(page, question).press("Tab")
    expect(status(page, question)).to_have_text(SAVED)
    page.wait_for_function(f"({KEPT})().then(kept => kept.length === 0)")


def test_what_was_refused_is_not_put_over_what_was_answered_since(sitting: Page, sent: list[dict[str, Any]]) -> None:
    page, question = sitting, first_typed(sitting)
    typed(page, question).fill("41")
    typed(page, question).press("Tab")
    officer.saved(page, question)
    older = {**[body for body in sent if body["slot"] == question][-1], "sequence": 900_003, "value": "5" * 3000}
    typed(page, question).fill("42")
    typed(page, question).press("Tab")
    officer.saved(page, question)
    waiting(page, f"await waiting.add({json.dumps(older)})")
    page.reload()
    page.wait_for_function(f"({KEPT})().then(kept => kept.every(([name]) => name.includes('refused')))")
    page.reload()
    officer.scripted(page)
    expect(typed(page, question)).to_have_value("42")
    page.wait_for_function(f"({KEPT})().then(kept => kept.length === 0)")


def test_each_draft_has_a_number_of_its_own(sitting: Page, context: BrowserContext) -> None:
    page, question = sitting, first_typed(sitting)
    hold_back(page)
    other = context.new_page()
    for text in ("1", "12"):
        typed(page, question).evaluate(
            "(input, text) => { input.value = text; input.dispatchEvent(new Event('input', { bubbles: true })); }", text
        )
        page.wait_for_function(f"({KEPT})().then(kept => kept.some(([name]) => name.includes('draft:')))")
        other.goto(page.url.partition("#")[0] + "submit/")
        other.wait_for_function(f"({KEPT})().then(kept => kept.every(([name]) => !name.includes('draft:')))")
    numbers = waiting(other, "return waiting.all().map(({ sequence }) => sequence)")
    assert len(set(numbers)) == len(numbers) >= 2
    context.unroute("**/save/")


def test_of_two_files_that_are_sent_the_one_that_was_chosen_last_counts(product: Product, page: Page) -> None:
    slot = open_plan(page, product)
    number = int(slot.get_attribute("data-slot") or "")
    officer.go_to(page, number)
    picture = page.screenshot(clip={"x": 0, "y": 0, "width": 8, "height": 8})
    held: list[Route] = []
    page.route("**/upload/*/", lambda route: held.append(route))
    for count, name in enumerate(("primero.png", "segundo.png"), 1):
        slot.locator("[type=file]").set_input_files({"name": name, "mimeType": "image/png", "buffer": picture})
        while len(held) < count:
            page.wait_for_timeout(50)
    held[1].continue_()
    officer.saved(page, number)
    expect(slot.locator("[data-name]")).to_have_text("segundo.png")
    page.unroute("**/upload/*/")
    page.wait_for_timeout(500)
    expect(slot.locator("[data-name]")).to_have_text("segundo.png")
