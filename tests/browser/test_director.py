"""A director publishes the next edition; what is reserved exists for those who need to know it, and for nobody else."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import APIResponse, Browser, Page, expect

from lms.demo.load import PASSWORD
from tests.browser import officer
from tests.browser.conftest import Product

DIRECTOR, HALF_WAY, INSIDE = "31570209", "31570201", "31570206"
LESSON, LEDE = "El marco legal", "Antes de actuar, ubique la norma: esta frase es de la edición nueva."
#: Words of the reserved course that stand in no other.
CODE, WORDS = "in-201", ["Cóndor Gris", "requerimiento", "IN-201", "in201"]
_RUN = "PC-101-2030-1"

_DOCUMENT = """
import json
import uuid
from django.core.files.base import ContentFile
from courses.models import Course, CourseDocument, LessonPage
from courses.services.publish_edition import publish_edition
from officers.models import Officer
course = Course.objects.get(code="IN-201")
paper = CourseDocument(title="Cóndor Gris: anexo", area=course.area, classification="reserved")
paper.file.save("condor-gris-anexo.txt", ContentFile("Anexo del caso Cóndor Gris.".encode()))
lesson = LessonPage.objects.descendant_of(course.page).order_by("path")[0]
block = {"type": "document", "value": {"document": paper.pk, "description": ""}, "id": str(uuid.uuid4())}
lesson.body = json.dumps([*lesson.body.raw_data, block])
lesson.save_revision().publish()
edition = publish_edition(course=course, by=Officer.objects.get(login="31570212"), notes="Con anexo.")
for asset in edition.assets.all():
    print("FILE", f"/files/{asset.sha256}/{asset.name}")
for page in course.page.get_descendants(inclusive=True):
    print("PAGE", page.url)
"""


@pytest.fixture
def desk(browser: Browser, browser_context_args: dict[str, Any]) -> Iterator[Page]:
    """A page on the director's desk."""
    with browser.new_context(**{**browser_context_args, "viewport": {"width": 1280, "height": 900}}) as context:
        yield context.new_page()


def test_a_director_publishes_an_edition_and_a_run_under_way_keeps_its_own(
    desk: Page, page: Page, browser: Browser, product: Product
) -> None:
    officer.log_in(page, product, HALF_WAY, PASSWORD)
    before = _lede(page, product, "PC-101-2026-2")

    officer.log_in(desk, product, DIRECTOR, PASSWORD)
    _edit_the_lesson(desk, product)
    _publish(desk, product)
    _make_a_run(desk, product)

    assert _lede(page, product, "PC-101-2026-2") == before
    login, password = officer.register(product)
    page.context.clear_cookies()
    officer.log_in(page, product, login, password)
    officer.welcome(page)
    officer.enrol(page, product, _RUN)
    assert _lede(page, product, _RUN) == LEDE
    with browser.new_context() as anonymous:
        visitor = anonymous.new_page()
        visitor.goto(f"{product.url}/catalogue/pc-101/")
        expect(visitor.locator("main")).to_contain_text(f"{LESSON}: texto nuevo")


def _lede(page: Page, product: Product, run: str) -> str:
    """Return the sentence under the title of the lesson, as the learner of a run sees it."""
    page.goto(f"{product.url}/learn/")
    card = page.locator("main .card", has_text=run).first
    card.locator("a[href^='/learn/']").first.click()
    page.wait_for_url(re.compile(r"/learn/[0-9a-f-]+/"))
    outline = re.sub(r"(/learn/[0-9a-f-]+/).*", r"\1", page.url)
    officer.open_exam(page, outline, LESSON)
    return page.locator("main .lede").inner_text()


def _edit_the_lesson(desk: Page, product: Product) -> None:
    desk.goto(f"{product.url}/admin/pages/search/?q=marco+legal")
    desk.locator("main .listing a", has_text=LESSON).first.click()
    expect(desk.locator("[name=lede]")).to_be_visible()
    expect(desk.locator("#body-root")).to_be_attached()  # where a problem of the text leads (cms_edition)
    desk.locator("[name=title]").fill(f"{LESSON}: texto nuevo")
    desk.locator("[name=lede]").fill(LEDE)
    desk.locator("[data-side-panel-toggle=preview]").click()
    preview = desk.frame_locator("iframe[id*=preview]")
    expect(preview.locator("main .lede")).to_have_text(LEDE, timeout=20_000)
    expect(preview.locator("main h1")).to_have_text(f"{LESSON}: texto nuevo")
    desk.locator("footer [data-w-dropdown-target=toggle]").click()
    desk.locator("[name=action-publish]").click()
    expect(desk.locator(".messages .success")).to_be_visible()


def _publish(desk: Page, product: Product) -> None:
    desk.goto(f"{product.url}/admin/courses/pc-101/publish/")
    expect(desk.locator("main")).to_contain_text(f"1.4 {LESSON}: texto nuevo")
    desk.locator("[name=notes]").fill("Lección 1.4 más clara.")
    desk.locator("main form button[type=submit]").click()
    officer.follow_edition(desk)
    expect(desk.locator("main table tbody tr").first).to_contain_text("Lección 1.4 más clara.")


def _make_a_run(desk: Page, product: Product) -> None:
    desk.goto(f"{product.url}/admin/runs/")
    desk.locator("main a[href$='/pc-101/3/new/']").click()
    today = timezone.localtime()
    dates = {"enrolment_opens_at": -2, "starts_at": -1, "enrolment_closes_at": 20, "ends_at": 30}
    desk.locator("[name=code]").fill(_RUN)
    for name, days in dates.items():
        desk.locator(f"[name={name}]").fill(f"{today + timedelta(days=days):%Y-%m-%dT%H:%M}")
    desk.locator("main form button[type=submit]").click()
    expect(desk.locator("main h1")).to_contain_text(_RUN)


def test_the_reserved_course_exists_for_its_directorate_only(
    page: Page, browser: Browser, browser_context_args: dict[str, Any], product: Product
) -> None:
    printed = product.manage("shell", "-c", _DOCUMENT)
    files = re.findall(r"^FILE (\S+)$", printed, re.MULTILINE)
    assert {address.rpartition(".")[2] for address in files} == {"csv", "svg", "txt"}
    pages = re.findall(r"^PAGE (\S+)$", printed, re.MULTILINE)

    officer.log_in(page, product, INSIDE, PASSWORD)
    page.goto(f"{product.url}/catalogue/?q=condor+gris")
    expect(page.locator("#courses .course-card")).to_contain_text(["Cóndor Gris"])
    page.goto(f"{product.url}/catalogue/{CODE}/")
    expect(page.locator("main h1")).to_contain_text("Cóndor Gris")
    page.goto(f"{product.url}/learn/")
    place = page.locator("main a[href^='/learn/']").first.get_attribute("href") or ""
    outline = re.sub(r"(/learn/[0-9a-f-]+/).*", r"\1", place)
    page.goto(product.url + outline)
    activities = [link.get_attribute("href") or "" for link in page.locator("main .outline a").all()]
    page.goto(product.url + activities[0])
    expect(page.locator("main")).to_contain_text("Cóndor Gris")
    figure = page.locator("main figure img").first
    figure.scroll_into_view_if_needed()
    page.wait_for_function("image => image.naturalWidth > 0", arg=figure.element_handle())
    for address in files:
        assert page.request.get(product.url + address).status == 200

    hidden = [f"/catalogue/{CODE}/", *pages, outline, *activities, *files]
    with browser.new_context(**browser_context_args) as context:
        outsider = context.new_page()
        officer.log_in(outsider, product, HALF_WAY, PASSWORD)
        for address in hidden:
            answer = outsider.request.get(product.url + address)
            assert answer.status == 404, address
            assert _words(answer) == _words(outsider.request.get(product.url + _unknown(address))), address
        _finds_nothing(outsider, product)
    with browser.new_context(**browser_context_args) as context:
        stranger = context.new_page()
        for address in hidden:
            assert _redirect(stranger, product, address) == _redirect(stranger, product, _unknown(address)), address
        _finds_nothing(stranger, product)


def _finds_nothing(page: Page, product: Product) -> None:
    page.goto(f"{product.url}/catalogue/?q=solucion+de+problemas")
    expect(page.locator("#courses .course-card")).to_have_count(1)
    for words in WORDS:
        page.goto(f"{product.url}/catalogue/")
        officer.look_for(page, words)
        expect(page.locator("#courses .course-card")).to_have_count(0)
        assert "ndor Gris" not in page.locator("#courses").inner_text()


def _words(answer: APIResponse) -> str:
    """Return a page without what differs by itself: the token of its forms, the address asked for."""
    text = re.sub(r'(csrfmiddlewaretoken" value="|CSRFToken": ")[^"]+', "", answer.text())
    return text.replace(answer.url.partition("://")[2].partition("/")[2], "")


def _redirect(page: Page, product: Product, address: str) -> tuple[int, str, dict[str, str]]:
    answer = page.request.get(product.url + address, max_redirects=0)
    headers = {name: value for name, value in answer.headers.items() if name not in ("date", "location")}
    assert answer.status == 302
    return answer.status, answer.headers["location"].replace(address, "…"), headers


def _unknown(address: str) -> str:
    """Return an address of the same form that leads nowhere."""
    changed = re.sub(r"[0-9a-f]{6}", "abcdef", address)
    return changed if changed != address else f"{address[:-1]}-x/"


def test_the_demo_has_every_state_of_every_noun(product: Product) -> None:
    assert product.manage("demo", "--states").split() == []
