"""What a page shows twenty times is rendered once and filled in: it is what its template gives, and nobody else's."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from django.template import Context, Template
from django.utils import translation

from assessments.queries.attempts import attempt_or_404
from assessments.queries.review import ReviewQuestion
from assessments.queries.sitting import Sitting
from assessments.services.number_client import number_client
from assessments.views.sitting import page_of
from tests.assessments.factories import Exam
from tests.assessments.question_sources import KINDS

pytestmark = pytest.mark.django_db

_CARDS = "{% load twenty %}{% for q in sitting.questions %}{% question_card q forloop.last %}{% endfor %}"
_PLAINLY = (
    '{% for q in sitting.questions %}{% include "assessments/_question.html" with last=forloop.last %}{% endfor %}'
)


def drawn(template: str, **context: Any) -> str:
    return str(Template(template).render(Context(context)))


def page(exam: Exam) -> Sitting:
    """Return the page of a new sitting."""
    attempt = attempt_or_404(exam.officer, exam.start().public_id)
    return page_of(attempt, exam.officer, client=number_client(attempt))


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize("goes_on", [None, SimpleNamespace(next=2)], ids=["ends", "goes on"])
def test_a_card_is_what_its_template_gives(language: str, goes_on: Any) -> None:
    """Each sitting has its own words and numbers of the same cards, also after those of another."""
    sittings = [page(Exam(kinds=KINDS)), page(Exam(kinds=KINDS[::-1]))]
    with translation.override(language):
        for sitting in sittings * 2:
            shown = {"sitting": sitting, "place": goes_on}
            assert drawn(_CARDS, **shown) == drawn(_PLAINLY, **shown)


def test_an_answered_question_is_not_shown_as_a_new_one() -> None:
    sitting = page(Exam(kinds=["single_choice", "numeric"]))
    answered = replace(sitting, questions=tuple(replace(q, base="1.7", other="12") for q in sitting.questions))
    for shown in (sitting, answered, sitting):
        assert drawn(_CARDS, sitting=shown, place=None) == drawn(_PLAINLY, sitting=shown, place=None)
    assert 'data-base="1.7"' in drawn(_CARDS, sitting=answered, place=None)


def test_what_stands_in_a_prompt_is_no_markup() -> None:
    sitting = page(Exam(kinds=["single_choice"]))
    hostile = replace(sitting, questions=(replace(sitting.questions[0], prompt="<script>"),))  # type: ignore[arg-type]
    assert "<script>" not in drawn(_CARDS, sitting=hostile, place=None)


def test_a_row_says_what_each_question_earned() -> None:
    row = "{% load twenty %}{% earned_row question True %}"
    right = ReviewQuestion(
        number=1, earned="1", weight="1", whole=True, nothing=False, why=("Respuesta correcta.",), answers=None
    )
    for question in (right, replace(right, number=2), replace(right, number=3, earned="0", why=("<b>", "No."))):
        shown = drawn(row, question=question)
        assert shown == drawn('{% include "assessments/_earned.html" %}', question=question, shows_marks=True)
        assert f'<th scope="row">{question.number}</th>' in shown
    assert drawn("{% load twenty %}{% earned_row question False %}", question=right).count("<td>") == 1
