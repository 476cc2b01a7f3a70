"""What an officer's hands do, for the browser tests: by what the pages say of themselves, not by their words."""

import itertools
import json
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Product

T = TypeVar("T")
_numbers = itertools.count(32_700_001)
NEW_PASSWORD = "patrulla del mercado 7"

_RIGHT = """
import json, sys
from assessments.draw import Draw
from assessments.models import Attempt, QuestionVersion
attempt = Attempt.objects.get(public_id={attempt!r})
answers = {{}}
for slot in Draw.from_json(attempt.draw).slots:
    content = QuestionVersion.objects.get(uuid=slot.version).content
    keys = {{option.id: option.key for option in slot.options}}
    if slot.kind == "true_false":
        value = [keys["true" if content["answer"] else "false"]]
    elif slot.kind in ("single_choice", "multiple_choice"):
        value = [keys[option["id"]] for option in content["options"] if option["right"]]
    else:
        value = content["answer"] if slot.kind == "numeric" else content["accepted"][0]
    answers[slot.number] = value
print("ANSWERS" + json.dumps(answers))
"""


_FINISH = """
from courses.models import Enrolment
from courses.services.record_outcome import record_outcome
enrolment = Enrolment.objects.get(officer__login={login!r}, run__code={run!r})
items = enrolment.run.edition.items
first = items.filter(kind="module").order_by("order")[0]
for item in items.exclude(kind="module").exclude(parent=first).filter(weight="").order_by("order"):
    record_outcome(
        enrolment=enrolment, activity=item.activity_uuid, state="done", fraction=None, evidence="import:test", by=None
    )
"""


def register(product: Product, *, unit: str = "CIA-SJL") -> tuple[str, str]:
    """Register a new officer as an installation does; return log-in and first password."""
    cip = str(next(_numbers))
    printed = product.manage(
        "add_officer", "--cip", cip, "--given-names", "Sonia", "--paternal-surname", "Cárdenas",
        "--maternal-surname", "Ñique", "--rank", "S2", "--unit", unit,
    )  # fmt: skip
    login, password = printed.split()
    return login, password


def log_in(page: Page, product: Product, login: str, password: str) -> None:
    """Fill the log-in form."""
    page.goto(f"{product.url}/accounts/login/")
    page.locator("[name=login]").fill(login)
    page.locator("[name=password]").fill(password)
    page.locator("main form button").first.click()
    page.wait_for_load_state()


def welcome(page: Page) -> None:
    """Take note of the privacy notice and choose a password."""
    expect(page).to_have_url(re.compile("/welcome/"))
    page.locator("[name=accepted]").check()
    page.locator("[name=password]").fill(NEW_PASSWORD)
    page.locator("[name=again]").fill(NEW_PASSWORD)
    page.locator("main form button").last.click()
    expect(page).not_to_have_url(re.compile("/welcome/"))


def until(ask: Callable[[], T | None], *, seconds: float = 60) -> T:
    """Ask until the answer is true, and return it."""
    for _ in range(int(seconds * 4)):
        if answer := ask():
            return answer
        time.sleep(0.25)
    raise AssertionError(f"not within {seconds} s")


def by_keyboard(control: Locator) -> None:
    """Go to a link or button by keyboard, press it, and wait for the page to which it leads."""
    control.focus()
    with control.page.expect_navigation():
        control.page.keyboard.press("Enter")


def look_for(page: Page, words: str) -> None:
    """Type into the page's search, and wait for what it finds: the page before may show the same."""
    page.locator("main [name=q]").fill(words)
    with page.expect_navigation():
        page.locator("main [name=q]").press("Enter")


def enrol(
    page: Page, product: Product, run: str, *, search: str = "solucion de problemas",
    press: Callable[[Locator], None] = Locator.click,
) -> str:  # fmt: skip
    """Find the course by a search without accents and enrol in a run; return the outline's address."""
    page.goto(f"{product.url}/catalogue/")
    look_for(page, search)
    press(page.locator("#courses a", has_text="Policía comunitaria").first)
    section = page.locator("section.run", has=page.get_by_role("heading", name=run, exact=True))
    press(section.locator("form button"))
    page.wait_for_url(re.compile("/learn/"))
    address = page.evaluate("location.pathname")
    return product.url + re.match(r"/learn/[0-9a-f-]+/", address)[0]  # type: ignore[index]


def finish_later_modules(product: Product, login: str, run: str) -> None:
    """Record what follows the first module as done, all but the exam that counts: no test reads 27 lessons by hand."""
    product.manage("shell", "-c", _FINISH.format(login=login, run=run))


def read_lessons(page: Page, outline: str, *, press: Callable[[Locator], None] = Locator.click) -> None:
    """Confirm every lesson, from the outline on."""
    page.goto(outline)
    while (form := page.locator("main form[action$='/done/']")).count() or page.locator("main a.btn").count():
        if not form.count():
            if not _open_first_unread_lesson(page, outline):
                return
            continue
        press(form.locator("button"))
        page.wait_for_load_state()


def _open_first_unread_lesson(page: Page, outline: str) -> bool:
    page.goto(outline)
    for link in page.locator("main .outline li:not(.done) a").all():
        address = link.get_attribute("href") or ""
        page.goto(page.url.split("/learn/")[0] + address)
        if page.locator("main form[action$='/done/']").count():
            return True
        page.goto(outline)
    return False


def follow_edition(page: Page) -> None:
    """Wait on the page of an edition that was asked for until it is made, and go on to the history."""
    page.wait_for_url(re.compile(r"/publish/[0-9a-f-]{36}/$"))
    expect(page.locator("main p[role=status]")).to_be_visible(timeout=60_000)
    page.locator("main a.button[href*='#edition-']").click()
    page.wait_for_url(re.compile("/editions/"))


def open_exam(page: Page, outline: str, title: str) -> None:
    """Open the start page of an exam from the outline."""
    page.goto(outline)
    address = page.locator("main .outline a", has_text=title).first.get_attribute("href") or ""
    page.goto(outline.split("/learn/", maxsplit=1)[0] + address)


def begin(page: Page, *, press: Callable[[Locator], None] = Locator.click) -> str:
    """Begin or continue the attempt; return its identifier."""
    press(page.locator("main form[action$='/start/'] button"))
    page.wait_for_url(re.compile("/sit/"))
    return re.search(r"/sit/([0-9a-f-]+)/", page.url)[1]  # type: ignore[index]


def scripted(page: Page) -> None:
    """Wait until the script of a sitting works: it puts its own buttons in the place of the form's."""
    expect(page.locator("[data-plain]").last).to_be_hidden()


def go_to(page: Page, slot: object) -> None:
    """Go to a question by its number: a narrow screen shows one at a time."""
    page.evaluate("hash => { location.hash = hash }", f"#q-{slot}")


def continue_here(page: Page) -> None:
    """Where another browser had the pen of the sitting, take it."""
    if "/pen/" in page.url:
        page.locator("form[action$='/pen/'] button").click()
        page.wait_for_url(re.compile(r"/sit/[0-9a-f-]+/(#.*)?$"))


def right_answers(product: Product, attempt: str) -> dict[int, Any]:
    """Return slot → right answer in the attempt's own option keys, from the database."""
    printed = product.manage("shell", "-c", _RIGHT.format(attempt=attempt))
    return {int(slot): value for slot, value in json.loads(printed.partition("ANSWERS")[2]).items()}


def answer(page: Page, slot: int, value: Any) -> None:
    """Answer one question, on a narrow screen after going to it."""
    card = page.locator(f"#q-{slot}")
    if not card.is_visible():
        go_to(page, slot)
        expect(card).to_be_visible()
    if isinstance(value, list):
        for key in value:
            card.locator(f"input[value='{key}']").check()
    else:
        card.locator(f"[name=slot-{slot}]").fill(value)
        card.locator(f"[name=slot-{slot}]").press("Tab")


def saved(page: Page, slot: int) -> None:
    """Wait until the page says that the answer of this slot is saved."""
    expect(page.locator(f"#q-{slot} [data-slot-status]")).to_contain_text(re.compile(r"Guardado|Saved"), timeout=20_000)


def submit(page: Page) -> None:
    """Go to the page before submitting, and submit."""
    page.locator("[name=check]").first.click()
    page.wait_for_url(re.compile("/submit/"))
    page.locator("main form button:not([type=button])").first.click()
    page.wait_for_url(re.compile("/review/"))


def decode_qr(pdf: bytes, folder: Path) -> str:
    """Draw the first page of a PDF and return what its QR says."""
    import pypdfium2
    import zxingcpp

    file = folder / "certificate.pdf"
    file.write_bytes(pdf)
    document = pypdfium2.PdfDocument(file)
    assert len(document) == 1
    found = zxingcpp.read_barcodes(document[0].render(scale=2.5).to_pil())
    assert len(found) == 1
    return str(found[0].text)
