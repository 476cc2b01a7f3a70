"""An exam in sections and a practice with *Check*, as an officer meets them on a phone."""

import re

import pytest
from playwright.sync_api import Page, expect

from lms.demo.load import PASSWORD
from tests.browser import officer
from tests.browser.conftest import Product

LOGIN, RUN = "31570204", "IND-001-2030-9"

#: A module with an exam of two sections and with a practice, in an edition and a run of their own.
_MAKE = f"""
import uuid
from datetime import timedelta
from django.utils import timezone
from assessments.models import Bank
from assessments.pages import ExamPage
from assessments.question_types import registry
from assessments.services.save_question import save_question
from courses.models import Course, CourseRun, ModulePage
from courses.services.enrol import enrol
from courses.services.publish_edition import publish_edition
from officers.models import Officer
course = Course.objects.get(code="IND-001")
bank = Bank.objects.filter(course=course).first() or Bank.objects.create(
    name="IND-001", area=course.area, course=course, classification=course.classification
)
def ask(prompt, *options):
    content = {{"prompt": prompt, "explanation": "Porque así se llama.", "options": [
        {{"key": name, "text": text, "right": n == 0, "feedback": f"Dijo {{text}}."}}
        for n, (name, text) in enumerate(zip("abc", options))
    ]}}
    return str(save_question(
        question=uuid.uuid4(), bank=bank, kind="single_choice",
        content=registry.get("single_choice").parse(content), weight="1", difficulty="easy",
        tags=["secciones"], lessons=[], objectives=[], by=None,
    ).question.uuid)
options = ("Esta es", "Esta no", "Esta tampoco")
first, second, third = (ask(f"Pregunta {{n}}: ¿cuál es la primera?", *options) for n in "123")
module = course.page.add_child(instance=ModulePage(title="Secciones y práctica"))
module.save_revision().publish()
def add(title, sections, **rules):
    page = ModulePage.objects.get(pk=module.pk).add_child(instance=ExamPage(
        title=title, bank=bank, sections=[("section", section) for section in sections], counts=False,
        shuffle_questions=False, required=False, complaint_days=0, **rules,
    ))
    page.save_revision().publish()
add("Examen en dos secciones", [
    {{"title": "Primera", "questions": [first], "draws": [], "minutes": 5, "forward_only": True, "must_answer": True}},
    {{"title": "Segunda", "questions": [second], "draws": []}},
], minutes=20)
add("Examen en páginas", [{{"title": "", "questions": [first, second, third], "draws": [], "breaks_after": [first]}}])
add("Práctica que responde", [{{"title": "", "questions": [third], "draws": []}}], behaviour="practice", try_penalty=25)
edition = publish_edition(course=course, by=None, notes="Con secciones.")
now = timezone.now()
run = CourseRun.objects.create(
    edition=edition, code="{RUN}", starts_at=now - timedelta(days=1), ends_at=now + timedelta(days=30),
    enrolment_opens_at=now - timedelta(days=2), enrolment_closes_at=now + timedelta(days=20),
)
learner = Officer.objects.get(login="{LOGIN}")
print("OUTLINE", f"/learn/{{enrol(officer=learner, run=run, by=learner).uuid}}/")
"""


@pytest.fixture(scope="module")
def outline(product: Product) -> str:
    """The address of the learner's outline."""
    printed = product.manage("shell", "-c", _MAKE)
    found = re.search(r"^OUTLINE (\S+)$", printed, re.MULTILINE)
    assert found
    return product.url + found[1]


@pytest.fixture
def learner(page: Page, product: Product) -> Page:
    officer.log_in(page, product, LOGIN, PASSWORD)
    return page


def _fits(page: Page) -> None:
    """Nothing stands beside the screen of a phone."""
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_section_has_its_own_clock_must_be_answered_and_has_no_way_back(learner: Page, outline: str) -> None:
    officer.open_exam(learner, outline, "Examen en dos secciones")
    learner.locator("main form[action$='/start/'] button").click()
    expect(learner.locator("main .rules")).to_contain_text("5")
    _fits(learner)
    learner.locator("main form[action$='/next/'] button:not([type=button])").click()
    expect(learner.locator("[data-clock]")).to_contain_text("4:")
    expect(learner.locator("[data-slot]")).to_have_count(1)
    _fits(learner)
    first = learner.url

    learner.locator("[name=check]:visible").first.click()
    learner.wait_for_url(re.compile("/next/"))
    begin = learner.locator("main form[action$='/next/'] button:not([type=button])").first
    begin.click()
    expect(learner.locator("main [role=alert]")).to_be_visible()
    _fits(learner)
    learner.goto(first)
    learner.locator("[data-slot] label", has_text="Esta es").click()
    officer.saved(learner, 1)
    learner.locator("[name=check]:visible").first.click()
    learner.wait_for_url(re.compile("/next/"))
    learner.locator("main form[action$='/next/'] button:not([type=button])").first.click()
    expect(learner.locator("#q-2")).to_be_attached()
    expect(learner.locator("#q-1")).to_have_count(0)
    expect(learner.locator("[data-clock]")).to_contain_text(re.compile(r"1\d:"))

    learner.goto(first)  # by the browser's Back, or by its address
    expect(learner.locator("#q-1")).to_have_count(0)
    learner.locator("[data-slot] label", has_text="Esta es").click()
    officer.saved(learner, 2)
    learner.locator("[name=check]:visible").first.click()
    learner.wait_for_url(re.compile("/submit/"))
    learner.locator("main form button:not([type=button])").first.click()
    learner.wait_for_url(re.compile("/review/"))
    expect(learner.locator("main .mark .value")).to_contain_text("20")
    _fits(learner)


def test_a_practice_says_how_an_answer_is_and_a_further_try_earns_less(learner: Page, outline: str) -> None:
    officer.open_exam(learner, outline, "Práctica que responde")
    officer.begin(learner)
    slot = learner.locator("#q-1")
    told = slot.locator("[data-checked]")
    slot.locator("[data-check-answer]").click()
    expect(told.locator(".notice.warning")).to_be_visible()  # nothing to check yet
    slot.locator("label", has_text="Esta no").click()
    officer.saved(learner, 1)
    slot.locator("[data-check-answer]").click()
    expect(told).to_contain_text("Dijo Esta no.")
    _fits(learner)
    slot.locator("label", has_text="Esta es").click()
    officer.saved(learner, 1)
    slot.locator("[data-check-answer]").click()
    expect(told.locator(".notice.success")).to_contain_text("0.75")
    learner.reload()
    expect(told).to_contain_text("0.75")
    officer.submit(learner)
    expect(learner.locator("main .mark .value")).to_contain_text("15")
    _fits(learner)


def test_a_page_ends_where_the_author_says_and_on_a_phone_after_each_question(learner: Page, outline: str) -> None:
    officer.open_exam(learner, outline, "Examen en páginas")
    learner.locator("main form[action$='/start/'] button").click()
    shown = learner.locator("[data-slot]:visible")
    for width, page_of_two in ((360, 1), (1280, 2)):
        learner.set_viewport_size({"width": width, "height": 800})
        expect(shown).to_have_count(1)
        learner.locator("[data-next]:visible").click()
        expect(shown).to_have_count(page_of_two)
        expect(learner.locator("#q-2")).to_be_visible()
        learner.locator("[data-previous]:visible").first.click()
        expect(learner.locator("#q-1")).to_be_visible()
