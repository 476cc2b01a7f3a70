"""The form in which an exam is composed explains itself, and says what prevents its publishing."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import reverse

from assessments.models import ExamPage
from assessments.queries.exam_check import exam_check
from assessments.question_types import registry
from assessments.services.save_question import save_question
from courses.models import ModulePage
from tests.assessments.factories import log_in, make_bank, make_question
from tests.courses.factories import make_course
from tests.courses.pages_factory import make_course_page
from tests.officers.factories import grant, make_officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(client: Client) -> Client:
    """Somebody who writes the one course, which has a module."""
    course = make_course()
    make_course_page(course)
    officer = make_officer(is_staff=True)
    grant(officer, "author", area=course.area)
    log_in(client, officer)
    return client


def _exam(**fields: Any) -> ExamPage:
    module = ModulePage.objects.get()
    page: ExamPage = module.add_child(instance=ExamPage(title="Examen", slug="examen", **fields))
    return page


def _form(client: Client, page: ExamPage) -> str:
    answer = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_form_says_what_prevents_publishing_the_draft_that_was_saved(author: Client) -> None:
    bank = make_bank(ModulePage.objects.get().get_parent().specific.course)
    make_question(bank)
    page = _exam(bank=bank)
    page.sections = [("section", {"title": "", "questions": [], "draws": [{"tag": "sara", "count": 5}]})]
    page.save_revision()
    (problem,) = exam_check(page).problems
    assert problem in _form(author, page)
    page.sections = [("section", {"title": "", "questions": [], "draws": [{"tag": "sara", "count": 1}]})]
    page.save_revision()
    text = _form(author, page)
    assert problem not in text
    assert reverse("assessments_cms:trial", args=[page.pk]) in text


def test_tags_and_questions_of_the_bank_are_offered_and_retired_ones_are_not(author: Client) -> None:
    bank = make_bank(ModulePage.objects.get().get_parent().specific.course)
    question, retired = make_question(bank, tags=["sara", "ley"]).question, make_question(bank, tags=["viejo"]).question
    retired.retired_at = "2026-01-01T00:00Z"
    retired.save(update_fields=["retired_at"])
    for text in (_form(author, _exam(bank=bank)), _new(author)):
        assert f'<option value="{question.uuid}">¿Qué es SARA?</option>' in text
        assert re.search('<option value="ley"[^>]*>1</option>', text)
        assert str(retired.uuid) not in text
        assert "viejo" not in text


def test_a_case_is_no_question_that_an_exam_could_ask(author: Client) -> None:
    bank = make_bank(ModulePage.objects.get().get_parent().specific.course)
    make_question(bank)
    content = registry.get("case").parse({"title": "El paradero", "prompt": "Datos de un paradero."})
    case = save_question(
        question=uuid4(), bank=bank, kind="case", content=content, weight="1", difficulty="easy", tags=["sara"],
        lessons=[], objectives=[], by=None,
    )  # fmt: skip
    text = _form(author, _exam(bank=bank))
    assert re.search('<option value="sara"[^>]*>1</option>', text)
    assert str(case.question.uuid) not in text


def test_a_new_exam_has_the_bank_of_its_course_or_says_that_there_is_none(author: Client) -> None:
    assert reverse("assessments_cms:begin") in _new(author)
    bank = make_bank(ModulePage.objects.get().get_parent().specific.course)
    assert f'<option value="{bank.pk}" selected' in _new(author)


def _new(client: Client) -> str:
    answer = client.get(
        reverse("wagtailadmin_pages:add", args=["assessments", "exampage", ModulePage.objects.get().pk])
    )
    assert answer.status_code == 200
    return answer.content.decode()


def test_two_revisions_are_compared_without_the_hash_of_a_password(author: Client) -> None:
    bank = make_bank(ModulePage.objects.get().get_parent().specific.course)
    page = _exam(bank=bank, password=make_password("la llave de hoy"))
    first = page.save_revision()
    page.password = make_password("la llave de ayer")
    second = page.save_revision()
    for versions in ((first.pk, second.pk), ("earliest", "latest"), (first.pk, "live")):
        answer = author.get(reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, *versions]))
        assert answer.status_code == 200
        text = answer.content.decode()
        assert not [part for part in (first, second) if part.content["password"].split("$")[-1] in text]
        assert "argon2" not in text
        assert "pbkdf2" not in text
    changed = author.get(reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, first.pk, second.pk]))
    assert [each.htmldiff() for each in changed.context["comparison"]] == ["Cambió"]
