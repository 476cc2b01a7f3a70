"""What a further answer is for each kind of question, that nothing else changes by it, and what says nothing."""

from fractions import Fraction
from typing import Any

import pytest

from assessments.question_types import registry
from assessments.question_types.base import QuestionType
from assessments.question_types.further import NotFurther
from tests.assessments.question_sources import source

Case = tuple[str, dict[str, Any], dict[str, str], Any, Fraction, Fraction]

#: Kind, changes of its source, what is accepted, an answer in stable ids, and what it earns before and after.
CASES: list[Case] = [
    ("single_choice", {}, {"option": "b"}, "b", Fraction(0), Fraction(1)),
    ("multiple_choice", {}, {"option": "d"}, ["a", "b", "c", "d"], Fraction(1, 2), Fraction(1)),
    ("multiple_choice", {}, {"option": "d"}, ["a", "b", "c"], Fraction(1), Fraction(3, 4)),
    ("short_answer", {}, {"text": "Delegación"}, " delegacion. ", Fraction(0), Fraction(1)),
    ("numeric", {}, {"number": "0,2"}, "0.2 %", Fraction(0), Fraction(1)),
    ("numeric", {}, {"number": "0.17", "tolerance": "0.05"}, "0.21", Fraction(0), Fraction(1)),
    ("numeric", {}, {"number": "0.2"}, "0.18", Fraction(1), Fraction(1)),
    ("calculated", {}, {"tolerance": "0.5"}, "25.4", Fraction(0), Fraction(1)),
    ("gap_fill", {}, {"place": "a", "text": "La delegación"}, ["a:la delegacion"], Fraction(0), Fraction(1, 4)),
    ("gap_fill", {}, {"place": "b", "text": "es grave"}, "list", Fraction(0), Fraction(1, 4)),
    ("gap_fill", {}, {"place": "c", "text": "responder"}, "bank", Fraction(0), Fraction(1, 4)),
    ("matching", {}, {"place": "a", "option": "sobra"}, ["a:sobra", "b:y"], Fraction(1, 3), Fraction(2, 3)),
    ("categories", {}, {"place": "a", "option": "y"}, ["a:y"], Fraction(0), Fraction(1, 4)),
    ("matrix", {}, {"place": "b", "option": "z"}, ["b:z"], Fraction(0), Fraction(1, 3)),
]  # fmt: skip
#: Of these a question can only be annulled.
NONE = ("true_false", "ordering", "likert", "hot_spot")


def answer_of(kind: str, content: Any, answer: Any) -> Any:
    """Return the answer; the ids of words of a list follow from their texts."""
    words = {"list": ("b", "es grave"), "bank": ("c", "responder")}
    if not isinstance(answer, str) or answer not in words:
        return answer
    place, text = words[answer]
    question_type: Any = registry.get(kind)
    choice = next(choice for choice in question_type.choices(content) if choice.text.strip("*_") == text)
    return [f"{place}:{choice.id}"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]} {case[2]} {case[3]}")
def test_a_further_answer_is_right_and_the_content_is_as_it_was(case: Case) -> None:
    kind, changes, further, answer, before, after = case
    question_type = registry.get(kind)
    content = question_type.parse(source(kind, **changes))
    if kind == "calculated":
        content = content.with_values((("total", "40"), ("part", "10")))
    stored, value = question_type.dump(content), answer_of(kind, content, answer)
    wider = question_type.accepting(content, further)
    assert question_type.grade(content, value).fraction == before
    assert question_type.grade(wider, value).fraction == after
    assert question_type.dump(content) == stored


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]} {case[2]} {case[3]}")
def test_what_is_accepted_already_is_refused_at_a_field_that_was_asked_for(case: Case) -> None:
    kind, changes, further, *_rest = case
    question_type = registry.get(kind)
    content = question_type.parse(source(kind, **changes))
    fields = {field.name for field in question_type.further_fields(content)}
    with pytest.raises(NotFurther) as refused:
        question_type.accepting(question_type.accepting(content, further), further)
    assert refused.value.field in fields >= further.keys()


def test_two_further_answers_hold_beside_one_another_and_beside_the_first() -> None:
    for kind, both, answers in (
        ("numeric", ({"number": "0.5"}, {"number": "0.9"}), ["0.17", "0.5", "0.9"]),
        (
            "matching",
            ({"place": "a", "option": "sobra"}, {"place": "a", "option": "z"}),
            [["a:x"], ["a:sobra"], ["a:z"]],
        ),
        ("gap_fill", ({"place": "a", "text": "uno"}, {"place": "a", "text": "dos"}), [["a:uno"], ["a:dos"]]),
    ):
        question_type: Any = registry.get(kind)
        content = question_type.parse(source(kind))
        for further in both:
            content = question_type.accepting(content, further)
        assert all(question_type.grade(content, answer).fraction > 0 for answer in answers), kind


@pytest.mark.parametrize(
    ("kind", "further", "field"),
    [
        ("single_choice", {"option": "q"}, "option"),
        ("short_answer", {"text": " ¡! "}, "text"),
        ("short_answer", {}, "text"),
        ("numeric", {"number": "mucho"}, "number"),
        ("numeric", {"number": "1", "tolerance": "-1"}, "tolerance"),
        ("calculated", {"tolerance": "0.01"}, "tolerance"),
        ("gap_fill", {"place": "q", "text": "x"}, "place"),
        ("gap_fill", {"place": "b", "text": "no está en la lista"}, "text"),
        ("gap_fill", {"place": "a", "text": "x" * 81}, "text"),
        ("matching", {"place": "a", "option": "q"}, "option"),
    ],
)
def test_what_nobody_could_answer_or_what_says_nothing_is_refused(
    kind: str, further: dict[str, str], field: str
) -> None:
    question_type = registry.get(kind)
    with pytest.raises(NotFurther) as refused:
        question_type.accepting(question_type.parse(source(kind)), further)
    assert refused.value.field == field


@pytest.mark.parametrize("kind", NONE)
def test_the_other_kinds_ask_for_nothing(kind: str) -> None:
    assert type(registry.get(kind)).further_fields is QuestionType.further_fields
