"""A sitting in the browser: what waits, what is saved, and two tabs."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from assessments.prose import prose
from assessments.question_types.numeric.reading import read
from lms.demo.load import PASSWORD
from tests.browser import officer
from tests.browser.conftest import Product
from tests.content.curriculum_files import COURSES, bank

#: Half-way through the course, and has not sat the final exam.
LOGIN = "31570201"
SAVED = re.compile(r"^Guardado \d\d:\d\d$")


@pytest.fixture
def sitting(product: Product, page: Page) -> Page:
    """The page of the officer's attempt at the final exam."""
    return open_sitting(page, product)


def open_sitting(page: Page, product: Product) -> Page:
    """Open the officer's attempt at the final exam, begun where none is open."""
    officer.log_in(page, product, LOGIN, PASSWORD)
    page.goto(f"{product.url}/learn/")
    page.locator("a[href^='/learn/']", has_text="Examen final").first.click()
    _begin(page)
    return page


def _begin(page: Page) -> None:
    page.locator("form[action$='/start/'] button, a[href^='/sit/']").first.click()
    page.wait_for_url("**/sit/**")
    officer.continue_here(page)
    officer.scripted(page)


def choose(page: Page, question: int, option: int) -> None:
    """Choose an option of a question by its number, once the page's script works."""
    officer.scripted(page)
    click(page, question, option)


def click(page: Page, question: int, option: int) -> None:
    """Choose an option, whether the page's script has come or not."""
    officer.go_to(page, question)
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
    expect(page.locator("[data-alert]")).to_contain_text("luego podrá entregar")
    expect(page).to_have_url(re.compile(r"/sit/[0-9a-f-]+/(#.*)?$"))

    context.set_offline(False)
    page.reload()
    expect(page.locator("[data-sum]")).to_have_text(SAVED)
    expect(page.locator(f"#q-{question} .choice input").nth(1)).to_be_checked()

    other = context.new_page()
    other.goto(page.url)
    officer.scripted(other)  # else it may find the next answer waiting, and show it
    choose(page, question, 2)
    expect(page.locator("[data-sum]")).to_have_text(SAVED)
    choose(other, question, 0)
    expect(other.locator(f"#q-{question} [data-choose]")).to_be_visible()
    other.locator(f"#q-{question} [data-mine]").click()
    expect(other.locator(f"#q-{question} [data-slot-status]")).to_have_text(SAVED)
    other.reload()
    expect(other.locator(f"#q-{question} .choice input").nth(0)).to_be_checked()


#: What this browser keeps of sittings, as whoever sits at it can read it: names, and each item's bytes as text.
KEPT = """() => new Promise((resolve) => {
  indexedDB.open("aula-sitting").onsuccess = ({ target }) => {
    const read = target.result.transaction("waiting").objectStore("waiting").getAll();
    read.onsuccess = () => { target.result.close(); resolve(read.result.map((item) => [
      item.name, new TextDecoder("latin1").decode(item.box)])); };
  };
})"""

#: Puts each item under the name of the one before it, as somebody would who wants another answer to be sent.
SWAP = """() => new Promise((resolve) => {
  indexedDB.open("aula-sitting").onsuccess = ({ target }) => {
    const store = target.result.transaction("waiting", "readwrite").objectStore("waiting");
    store.transaction.oncomplete = () => { target.result.close(); resolve(); };
    store.getAll().onsuccess = ({ target: { result } }) => result.forEach(
      (item, index) => store.put({ ...item, name: result.at(index - 1).name }));
  };
})"""


def hold_back(page: Page) -> None:
    """Let no answer reach the server."""
    page.context.route("**/save/", lambda route: route.abort())


def test_what_waits_is_left_by_a_log_out_sealed_and_sent_when_its_officer_returns(
    sitting: Page, product: Product, context: BrowserContext
) -> None:
    page, question = sitting, first_with_options(sitting)
    address = page.url.partition("#")[0]
    hold_back(page)
    choose(page, question, 2)
    expect(page.locator(f"#q-{question} [data-slot-status]")).to_have_text("En este equipo; espera ser enviada")
    key: str = page.evaluate(f"document.querySelector('#q-{question} input:checked').value")
    context.clear_cookies()
    page.close()
    page = context.new_page()
    answer = page.goto(address)
    assert answer is not None
    assert "/accounts/login/" in page.url
    assert "espera" not in page.locator("body").inner_text()
    [(name, sealed)] = page.evaluate(KEPT)
    assert len(sealed) % 256 == 16  # blocks, and the tag
    assert key not in sealed
    assert "slot" not in sealed + name
    context.unroute("**/save/")
    officer.log_in(page, product, LOGIN, PASSWORD)
    page.goto(address)
    officer.continue_here(page)  # without its cookies it is another browser
    expect(page.locator(f"#q-{question} .choice input").nth(2)).to_be_checked()
    expect(page.locator("[data-sum]")).to_have_text(SAVED)
    page.wait_for_function(f"({KEPT})().then(kept => kept.length === 0)")


def test_what_was_changed_in_the_storage_is_not_sent(sitting: Page, context: BrowserContext) -> None:
    page, question = sitting, first_with_options(sitting)
    hold_back(page)
    choose(page, question, 0)
    choose(page, question, 2)
    expect(page.locator("[data-sum]")).to_contain_text("2 respuestas esperan")
    expect(page.locator(f"#q-{question} [data-slot-status]")).to_have_text("En este equipo; espera ser enviada")
    page.evaluate(SWAP)
    sent: list[str] = []
    page.reload()
    context.unroute("**/save/")
    page.on("request", lambda request: sent.append(request.post_data or "") if "/save/" in request.url else None)
    page.evaluate("dispatchEvent(new Event('online'))")
    choose(page, question, 1)
    officer.saved(page, question)
    assert [entry.partition('"slot":')[2][:1] for entry in sent] == [str(question)]


def test_a_browser_that_keeps_nothing_says_so_and_sends_all_the_same(sitting: Page, context: BrowserContext) -> None:
    page, question = sitting, first_with_options(sitting)
    page.add_init_script("Object.defineProperty(window, 'indexedDB', { value: undefined })")
    page.reload()
    hold_back(page)
    choose(page, question, 0)
    expect(page.locator("[data-alert]")).to_contain_text("no cierre la página")
    expect(page.locator(f"#q-{question} [data-slot-status]")).to_have_text("Aún sin guardar")
    context.unroute("**/save/")
    page.evaluate("dispatchEvent(new Event('online'))")
    officer.saved(page, question)


def first_typed(page: Page) -> int:
    """Return the number of the first question whose answer is a number."""
    number: str = page.evaluate("document.querySelector('[inputmode=decimal]').closest('[data-slot]').dataset.slot")
    officer.go_to(page, number)
    return int(number)


def test_a_character_that_nobody_sees_keeps_no_answer_from_being_saved(sitting: Page) -> None:
    number = first_typed(sitting)
    typed = sitting.locator(f"#q-{number} [inputmode=decimal]")
    typed.evaluate(
        "input => { input.value = '4\\u00002'; input.dispatchEvent(new Event('change', { bubbles: true })); }"
    )
    expect(sitting.locator(f"#q-{number} [data-slot-status]")).to_have_text(SAVED)
    sitting.reload()
    expect(sitting.locator(f"#q-{number} [inputmode=decimal]")).to_have_value("42")


def test_a_new_log_in_in_another_tab_sends_what_waited(
    sitting: Page, product: Product, context: BrowserContext
) -> None:
    page, question = sitting, first_with_options(sitting)
    context.clear_cookies(name="sessionid")
    choose(page, question, 1)
    choose(page, question, 0)
    expect(page.locator("[data-alert]")).to_be_in_viewport(ratio=1)
    expect(page.locator("[data-alert]")).to_contain_text("sesión")
    page.locator("[data-check]").first.click()
    expect(page.locator("[data-alert] [data-login]")).to_be_in_viewport()
    with context.expect_page() as opened:
        page.locator("[data-alert] [data-login]").click()
    other = opened.value
    officer.log_in(other, product, LOGIN, PASSWORD)
    page.bring_to_front()
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("[data-sum]")).to_have_text(SAVED)
    expect(page.locator("[data-alert]")).to_be_hidden()
    page.reload()
    expect(page.locator(f"#q-{question} .choice input").nth(0)).to_be_checked()
    page.locator("[data-check]").first.click()
    page.wait_for_url("**/submit/")


def test_what_is_typed_is_not_called_saved_and_survives_a_reload_at_once(sitting: Page) -> None:
    page, question = sitting, first_typed(sitting)
    hold_back(page)
    page.locator(f"#q-{question} [data-slot] input, #q-{question} [inputmode=decimal]").fill("cinco por ciento")
    expect(page.locator(f"#q-{question} [data-slot-status]")).not_to_contain_text("Guardado", timeout=200)
    page.wait_for_function(f"({KEPT})().then(kept => kept.length > 0)")
    page.context.unroute("**/save/")
    page.reload()
    expect(page.locator(f"#q-{question} [inputmode=decimal]")).to_have_value("cinco por ciento")
    expect(page.locator(f"#q-{question} [data-format]")).to_be_visible()
    expect(page.locator("[data-sum]")).to_have_text(SAVED)
    page.locator(f"#q-{question} [inputmode=decimal]").fill("5,5 %")
    page.locator(f"#q-{question} [inputmode=decimal]").press("Tab")
    expect(page.locator(f"#q-{question} [data-format]")).to_be_hidden()
    officer.saved(page, question)


def test_an_answer_that_is_saved_while_an_older_page_is_on_its_way_is_shown_all_the_same(
    sitting: Page, context: BrowserContext
) -> None:
    page, question, address = sitting, first_with_options(sitting), sitting.url.partition("#")[0]
    choose(page, question, 0)
    officer.saved(page, question)
    hold_back(page)
    choose(page, question, 1)
    expect(page.locator(f"#q-{question} [data-slot-status]")).to_have_text("En este equipo; espera ser enviada")
    heard: list[str] = []
    page.on("response", lambda response: heard.append(response.url) if response.url.endswith("/save/") else None)

    def late(route: Route) -> None:
        older = route.fetch()
        context.unroute("**/save/")
        while not heard:
            page.wait_for_timeout(50)
        page.wait_for_timeout(300)  # the page that goes has heard it as well
        route.fulfill(response=older)

    page.route(address, late)
    page.reload()
    page.unroute(address)
    expect(page.locator(f"#q-{question} .choice input").nth(1)).to_be_checked()
    expect(page.locator("[data-sum]")).to_have_text(SAVED)
    page.wait_for_function(f"({KEPT})().then(kept => kept.length === 0)")


@contextmanager
def late_scripts(page: Page) -> Iterator[None]:
    """Let the scripts of a sitting come when the block has ended; until then the page tells of earlier answers."""
    held: list[Route] = []
    page.route("**/exam-*.js", lambda route: held.append(route))
    yield
    while not held:
        page.wait_for_timeout(50)
    for route in held:
        route.continue_()
    page.unroute("**/exam-*.js")
    officer.scripted(page)


def test_what_is_answered_before_the_script_has_come_is_saved_as_well(sitting: Page) -> None:
    page, question, typed = sitting, first_with_options(sitting), first_typed(sitting)
    choose(page, question, 0)
    officer.saved(page, question)
    with late_scripts(page):
        page.reload(wait_until="commit")
        click(page, question, 2)
        officer.go_to(page, typed)
        page.locator(f"#q-{typed} [inputmode=decimal]").fill("37,5")
    officer.saved(page, question)
    officer.saved(page, typed)
    page.reload()
    expect(page.locator(f"#q-{question} .choice input").nth(2)).to_be_checked()
    expect(page.locator(f"#q-{typed} [inputmode=decimal]")).to_have_value("37,5")


def open_plan(page: Page, product: Product) -> Locator:
    """Open the exam that asks for a file, and return that question."""
    officer.log_in(page, product, LOGIN, PASSWORD)
    page.goto(f"{product.url}/learn/")
    page.locator("a[href^='/learn/']", has_text="Examen final").first.click()
    officer.open_exam(page, re.sub(r"(/learn/[^/]+/).*", r"\1", page.url), "Práctica: el plan de mi sector")
    _begin(page)
    return page.locator("[data-slot]", has=page.locator("[data-file-answer]"))


def test_a_file_that_is_chosen_before_the_scripts_have_come_is_handed_in(product: Product, page: Page) -> None:
    slot = open_plan(page, product)
    with late_scripts(page):
        page.reload(wait_until="commit")
        number = slot.get_attribute("data-slot")
        officer.go_to(page, number)
        picture = page.screenshot(clip={"x": 0, "y": 0, "width": 8, "height": 8})
        slot.locator("[type=file]").set_input_files({"name": "plano.png", "mimeType": "image/png", "buffer": picture})
    officer.saved(page, int(number or ""))
    page.reload()
    expect(slot.locator("[data-name]")).to_have_text("plano.png")


SLOW = """
const fast = SubtleCrypto.prototype.importKey;
SubtleCrypto.prototype.importKey = async function (...key) {
  await new Promise((done) => setTimeout(done, 4000));
  return fast.apply(this, key);
};
"""


def test_a_slow_computer_finds_what_waits_all_the_same(sitting: Page) -> None:
    page, question = sitting, first_with_options(sitting)
    hold_back(page)
    choose(page, question, 1)
    choose(page, question, 2)
    expect(page.locator(f"#q-{question} [data-slot-status]")).to_have_text("En este equipo; espera ser enviada")
    page.add_init_script(SLOW)
    page.context.unroute("**/save/")
    page.reload()
    expect(page.locator(f"#q-{question} .choice input").nth(2)).to_be_checked(timeout=20_000)
    officer.saved(page, question)


#: Which of these a question would be wider than the screen with.
WIDER = """htmls => {
  const { documentElement: page } = document;
  const prompt = [...document.querySelectorAll(".prompt")].find(each => each.offsetParent);
  return htmls.filter(html => { prompt.innerHTML = html; return page.scrollWidth > page.clientWidth; });
}"""


def test_no_question_is_wider_than_a_phone(sitting: Page) -> None:
    texts = [question["prompt"] for course in COURSES for question in bank(course)]
    assert len(texts) > 400
    assert sitting.evaluate(WIDER, [prose(text) for text in texts]) == []


def test_the_browser_reads_numbers_as_the_server_does(sitting: Page) -> None:
    texts = [
        "5", "-5", "\u22125,5", ".5", "5.", "1.234,5", "1,234.5", "1.234.567", "1 234", "1\u00a0234", "12,34,56",
        "S/ 20", "20 m²", "5 %", "5%.", "1e3", "1/2", "5-6", "cinco", "cinco por ciento", "5 por ciento", "", "%",
        "S/ 20 m", "(5)", "1.2.3", "٣", "12 345 678,9", "+ 7", "7 +", "20°",
    ]  # fmt: skip
    script = "async texts => { const { isNumber } = await import('aula/exam-number'); return texts.map(isNumber); }"
    assert dict(zip(texts, sitting.evaluate(script, texts), strict=True)) == {
        text: read(text) is not None for text in texts
    }


def test_a_clock_set_back_without_a_line_does_not_turn_two_answers_round(
    sitting: Page, context: BrowserContext
) -> None:
    page, question = sitting, first_with_options(sitting)
    context.set_offline(True)
    choose(page, question, 1)
    page.evaluate("const now = Date.now; Date.now = () => now() - 3600000")
    choose(page, question, 2)
    expect(page.locator("[data-sum]")).to_contain_text("2 respuestas esperan")
    context.set_offline(False)
    expect(page.locator("[data-sum]")).to_have_text(SAVED)
    expect(page.locator(f"#q-{question} [data-choose]")).to_be_hidden()
    page.reload()
    expect(page.locator(f"#q-{question} .choice input").nth(2)).to_be_checked()


def test_the_answer_after_a_refused_one_counts(sitting: Page) -> None:
    page, question = sitting, first_with_options(sitting)
    refusal = '{"error": {"code": "bad_answer", "message": "No."}}'
    page.route("**/save/", lambda route: route.fulfill(status=400, content_type="application/json", body=refusal))
    choose(page, question, 0)
    expect(page.locator(f"#q-{question} [data-slot-status]")).to_have_text("No.")
    page.unroute("**/save/")
    choose(page, question, 1)
    expect(page.locator(f"#q-{question} [data-slot-status]")).to_have_text(SAVED)
    expect(page.locator(f"#q-{question} [data-choose]")).to_be_hidden()
    page.reload()
    expect(page.locator(f"#q-{question} .choice input").nth(1)).to_be_checked()


ASK = """async (address) => (await import("aula/exam-check")).ask(address, "3")"""


def test_what_a_page_on_the_way_says_is_not_taken_for_what_an_answer_earned(sitting: Page) -> None:
    headers: dict[str, str] = {}
    sitting.route("**/check/", lambda route: route.fulfill(body="<p>", content_type="text/html", headers=headers))
    assert sitting.evaluate(ASK, "check/") == ""
    headers["X-Checked"] = "2"
    assert sitting.evaluate(ASK, "check/") == ""
    headers["X-Checked"] = "3"
    assert sitting.evaluate(ASK, "check/") == "<p>"


def test_the_ways_on_and_out_of_a_phone(sitting: Page, context: BrowserContext) -> None:
    page = sitting
    last = page.locator("[data-slot]").last.get_attribute("data-slot")
    officer.go_to(page, last)
    context.set_offline(True)
    page.locator(f"#q-{last} [name=check]").click()
    expect(page.locator("[data-alert]")).to_contain_text("No hay conexión")
    choose(page, first_with_options(page), 0)
    choose(page, first_with_options(page), 1)
    officer.go_to(page, last)
    page.locator(f"#q-{last} [name=check]").click()
    expect(page.locator("[data-alert]")).to_contain_text("luego podrá entregar")
    expect(page.locator("[data-alert]")).to_be_in_viewport(ratio=1)
    context.set_offline(False)
    expect(page.locator("[data-alert]")).to_be_hidden()
    page.locator(f"#q-{last} [name=check]").click()
    page.wait_for_url("**/submit/")
    expect(page.locator("[data-clock]")).to_have_text(re.compile(r"^\d+:\d\d"))
    unanswered = page.locator(".numbers a").first.inner_text()
    page.locator("main a.btn.quiet").click()
    expect(page.locator(f"#q-{unanswered}")).to_be_in_viewport()
    expect(page.locator("[data-slot]:visible")).to_have_count(1)
    page.locator("[data-leave]").click()
    page.wait_for_url("**/learn/**")
    expect(page.locator("main .notice.warning")).to_contain_text(re.compile(r"hasta las \d\d:\d\d"))
    page.locator("main a.btn").click()
    expect(page.locator(f"#q-{unanswered}")).to_be_in_viewport()
