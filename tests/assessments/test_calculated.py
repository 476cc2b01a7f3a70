"""A number by a formula: what a formula may be, what is drawn and kept, and what an answer earns."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.draw import Blueprint, Draw, QuestionRef, Section, draw
from assessments.question_types import editors, registry
from assessments.question_types.calculated.formula import FormulaError, read
from assessments.question_types.calculated.schema import Content
from assessments.question_types.parameters import decimal_text
from assessments.question_types.problems import InvalidContent
from assessments.seed_stream import SeedStream
from tests.assessments.factories import Exam, log_in
from tests.assessments.question_sources import source
from tests.assessments.test_draw import ref, seeds
from tests.assessments.test_question_editors import errors, posted

CALCULATED: Any = registry.get("calculated")


def content(**changes: Any) -> Content:
    parsed: Content = CALCULATED.parse(source("calculated", **changes))
    return parsed


def drawn(**changes: Any) -> Content:
    """A content of one row: a = 1, b = 3."""
    row = {"prompt": "{a} {b}", "parameters": None, "table": [{"a": "1", "b": "3"}], "formula": "a / b"}
    return content(**{**row, **changes}).with_values((("a", "1"), ("b", "3")))


def problems(**changes: Any) -> set[tuple[str, str]]:
    with pytest.raises(InvalidContent) as caught:
        content(**changes)
    return {(problem.where, problem.code) for problem in caught.value.problems}


# Formulas


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 / 3", Fraction(1, 3)),
        ("0.1 + 0.2", Fraction(3, 10)),
        ("2 × 3 ÷ 4 − 1", Fraction(1, 2)),
        ("-a ** 2", Fraction(-9, 4)),
        ("2 ** -2", Fraction(1, 4)),
        ("sqrt(a * a)", Fraction(3, 2)),
        ("round(2.345, 2) + round(-0.5)", Fraction(135, 100)),
        ("max(1, a, 1.25) - min(a, 2)", Fraction(0)),
        ("ceil(a) + floor(-a) + abs(-1)", Fraction(1)),
        ("(a + 1) * 2", Fraction(5)),
    ],
)
def test_a_formula_is_reckoned_exactly(text: str, value: Fraction) -> None:
    assert read(text).value({"a": Fraction(3, 2)}) == value


def test_a_root_that_is_no_fraction_is_near_enough() -> None:
    assert abs(read("sqrt(2)").value({}) ** 2 - 2) < Fraction(1, 10**28)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "formula_unreadable"),
        ("a +", "formula_unreadable"),
        ("(" * 200, "formula_unreadable"),
        ("a; b", "formula_unreadable"),
        ("1,5 * 2", "formula_part"),
        ("a ^ 2", "formula_part"),
        ("a % 2", "formula_part"),
        ("a // 2", "formula_part"),
        ("a if a else 1", "formula_part"),
        ("a.__class__", "formula_part"),
        ("a[0]", "formula_part"),
        ("'x' * 9", "formula_part"),
        ("True", "formula_part"),
        ("1j", "formula_part"),
        ("lambda: 1", "formula_part"),
        ("[1 for a in a]", "formula_part"),
        ("(a := 1)", "formula_part"),
        ("f'{a}'", "formula_part"),
        ("(max)(1, key=a)", "formula_part"),
        ("max(*a)", "formula_part"),
        ("__import__('os')", "formula_function"),
        ("sqrt()", "formula_arguments"),
        ("abs(1, 2)", "formula_arguments"),
        ("1e999", "formula_size"),
        ("1+" * 149 + "1", "formula_long"),
        ("x" * 301, "formula_long"),
    ],
)
def test_only_arithmetic_is_read_and_everything_else_has_a_name(text: str, code: str) -> None:
    with pytest.raises(FormulaError) as caught:
        read(text)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1 / (a - a)", "formula_zero"),
        ("0 ** -1", "formula_zero"),
        ("sqrt(-a)", "formula_root"),
        ("2 ** 0.5", "formula_exponent"),
        ("a ** 13", "formula_exponent"),
        ("round(1, -1)", "formula_arguments"),
        ("((1000000 ** 12) ** 12) ** 12", "formula_size"),
    ],
)
def test_what_gives_no_number_has_a_name(text: str, code: str) -> None:
    with pytest.raises(FormulaError) as caught:
        read(text).value({"a": Fraction(3)})
    assert caught.value.code == code


_LEAVES = st.sampled_from(["a", "b", "0", "1", "2.5", "1000000"])
_FORMULAS = st.recursive(
    _LEAVES,
    lambda inner: (
        st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda each: f"({each[0]} {each[1]} {each[2]})")
        | inner.map(lambda each: f"sqrt({each})")
        | inner.map(lambda each: f"round({each}, 2)")
        | st.tuples(inner, inner).map(lambda each: f"max({each[0]}, {each[1]})")
    ),
    max_leaves=12,
)


@given(text=_FORMULAS, a=st.fractions(max_denominator=100), b=st.fractions(max_denominator=100))
def test_any_formula_gives_a_fraction_or_a_named_error(text: str, a: Fraction, b: Fraction) -> None:
    try:
        found: Fraction | str = read(text).value({"a": a, "b": b})
    except FormulaError as error:
        found = error.code
    assert isinstance(found, Fraction) or found in {"formula_zero", "formula_root", "formula_size", "formula_long"}


@given(text=st.text(max_size=40))
def test_any_text_is_a_formula_or_a_named_error(text: str) -> None:
    try:
        names = read(text).names
    except FormulaError as error:
        names = frozenset({error.code})
    assert all(name.isidentifier() for name in names)


@pytest.mark.parametrize(
    ("number", "decimals", "text"),
    [("5/8", 2, "0.63"), ("-5/8", 2, "-0.63"), ("-1/1000", 2, "0.00"), ("7", 0, "7"), ("1/3", 1, "0.3")],
)
def test_a_number_is_written_half_away_from_zero(number: str, decimals: int, text: str) -> None:
    assert decimal_text(Fraction(number), decimals) == text


# What an author may have got wrong


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"parameters": None}, ("parameters", "ranges_or_table")),
        ({"table": [{"total": "1", "part": "1"}]}, ("parameters", "ranges_or_table")),
        ({"prompt": "{total} {part} {otro}"}, ("prompt", "unknown_place")),
        ({"explanation": "{otro}"}, ("explanation", "unknown_place")),
        ({"prompt": "Solo {total}"}, ("prompt", "not_in_prompt")),
        ({"formula": "part / otro"}, ("formula", "formula_name")),
        ({"formula": "part / (total - 50)"}, ("formula", "formula_zero_at")),
        ({"formula": "sqrt(part - total)"}, ("formula", "formula_root_at")),
        ({"formula": "total ** part"}, ("formula", "formula_size_at")),
        ({"formula": "import os"}, ("formula", "formula_unreadable")),
        ({"formula": 7}, ("formula", "not_text")),
        ({"decimals": 7}, ("decimals", "too_many_decimals")),
        ({"decimals": "2"}, ("decimals", "not_whole")),
        ({"tolerance": "-1"}, ("tolerance", "negative")),
        ({"unit": "7"}, ("unit", "bad_unit")),
        ({"parameters": [{"name": "Total", "low": "1", "high": "2"}]}, ("parameters.0.name", "parameter_name")),
        ({"parameters": [{"name": "max", "low": "1", "high": "2"}]}, ("parameters.0.name", "parameter_name")),
        ({"parameters": [{"name": "a", "low": "2", "high": "1"}]}, ("parameters.0", "parameter_empty")),
        ({"parameters": [{"name": "a", "low": "1", "high": "2", "step": "0"}]}, ("parameters.0", "parameter_empty")),
        ({"parameters": [{"name": "a", "low": "0", "high": "9", "step": "0.0001"}]},
         ("parameters.0", "too_many_questions")),
        ({"parameters": [{"name": "total", "low": "1", "high": "99"}, {"name": "part", "low": "1", "high": "99"}]},
         ("parameters", "too_many_questions")),
        ({"parameters": [{"name": "total", "low": "1", "high": "2"}] * 2}, ("parameters", "parameter_twice")),
        ({"parameters": None, "table": [{"a": "1"}, {"b": "1"}]}, ("table", "table_ragged")),
        ({"parameters": None, "table": [{}]}, ("table", "table_ragged")),
        ({"parameters": None, "table": [{"total": "1,5", "part": "1"}]}, ("table.0.total", "not_a_decimal")),
    ],
)  # fmt: skip
def test_parse_says_where_and_what(changes: dict[str, Any], problem: tuple[str, str]) -> None:
    assert problem in problems(**changes)


# What is drawn


def reference(whole: Content) -> QuestionRef:
    return ref("calculated", ids="", kind="calculated", parameters=CALCULATED.parameters(whole))


def values_of(whole: Content, seed: bytes) -> dict[str, str]:
    sitting = draw(
        Blueprint((Section("", (reference(whole),)),), shuffle_questions=True, shuffle_options=True), {}, seed
    )
    assert Draw.from_json(sitting.to_json()) == sitting
    return dict(sitting.slots[0].values)


def test_every_value_of_a_range_is_drawn_and_no_other() -> None:
    found = {tuple(values_of(content(), seed).values()) for seed in seeds(300)}
    assert found == {(total, part) for total in ("40", "50", "60") for part in ("10", "11", "12")}


def test_a_table_is_drawn_by_rows() -> None:
    rows = [{"total": "40", "part": "10"}, {"total": "60", "part": "45"}]
    whole = content(parameters=None, table=rows)
    assert {tuple(values_of(whole, seed).items()) for seed in seeds(40)} == {tuple(row.items()) for row in rows}


def test_steps_keep_their_decimals() -> None:
    whole = content(parameters=[{"name": "total", "low": "1", "high": "2", "step": "0.25"},
                                {"name": "part", "low": "1", "high": "1"}])  # fmt: skip
    assert {values_of(whole, seed)["total"] for seed in seeds(100)} == {"1.00", "1.25", "1.50", "1.75", "2.00"}


def test_a_question_without_values_draws_as_it_always_did() -> None:
    """A stored draw of before has no values, and reading none takes nothing from the chance of what follows."""
    plain = draw(Blueprint((Section("", (ref("x"),)),), shuffle_questions=True, shuffle_options=True), {}, bytes(16))
    stored = plain.to_json()
    assert "values" not in stored["slots"][0]
    assert "case" not in stored["slots"][0]
    assert Draw.from_json(stored).slots[0].values == ()


@given(seed=st.binary(min_size=16, max_size=16))
def test_whatever_is_drawn_the_shown_and_the_exact_answer_are_right(seed: bytes) -> None:
    whole = content()
    asked = CALCULATED.with_values(whole, CALCULATED.parameters(whole).drawn(SeedStream(seed)))
    assert "{" not in asked.prompt
    assert CALCULATED.grade(asked, CALCULATED.right_summary(asked).partition(" ")[0]).fraction == 1
    assert CALCULATED.grade(asked, str(float(asked.exact_answer) + 1)).fraction == 0


# What an answer earns


@pytest.mark.parametrize(
    ("value", "changes", "fraction", "reason"),
    [
        (None, {}, 0, "blank"),
        ("0.33", {"tolerance": "0"}, 1, "right"),
        ("0,33", {"tolerance": "0"}, 1, "right"),
        ("0.3333", {"tolerance": "0"}, 0, "wrong"),
        ("0.34", {"tolerance": "0.01"}, 1, "right"),
        ("0.3434", {"tolerance": "0.01"}, 0, "wrong"),
        ("0.33 %", {"unit": "%"}, 1, "right"),
        ("0.33 km", {"unit": "%"}, 0, "other_unit"),
        ("un tercio", {}, 0, "not_a_number"),
        ("1/3", {}, 0, "not_a_number"),
    ],
)
def test_an_answer_is_measured_from_the_exact_and_from_the_shown_number(
    value: str | None, changes: Mapping[str, Any], fraction: int, reason: str
) -> None:
    asked = drawn(decimals=2, **{"tolerance": "0", "unit": "", **changes})
    graded = CALCULATED.grade(asked, value)
    assert (graded.fraction, graded.reasons) == (fraction, (reason,))


def test_the_explanation_names_the_values_and_the_answer() -> None:
    assert drawn(explanation="{a} ÷ {b} = {answer}", decimals=1).explanation == "1 ÷ 3 = 0.3"


# The form of the author


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"parameters": "total 40 60 10\npart 10"}, "parameters"),
        ({"parameters": "total 40 60 10 4\npart 10 12"}, "parameters"),
        ({"parameters": "", "table": "total part\n40 10\n50"}, "table"),
        ({"parameters": "", "table": "total part"}, "table"),
        ({"formula": "part / nada"}, "formula"),
        ({"decimals": "dos"}, "decimals"),
        ({"decimals": "9"}, "decimals"),
        ({"prompt": "nada"}, "prompt"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(changes: dict[str, Any], field: str) -> None:
    assert field in errors("calculated", **changes)


def test_values_are_typed_with_any_spaces_and_a_decimal_comma() -> None:
    form = editors.get("calculated")(
        posted("calculated", parameters="", table="total;part\n40,5\t10\n 60 | 12 ", formula="part/total", decimals="0")
    )
    assert form.is_valid(), form.errors
    assert form.content.table == ({"total": "40.5", "part": "10"}, {"total": "60", "part": "12"})


def test_a_line_with_a_fault_is_named() -> None:
    found = errors("calculated", parameters="total 40 60 10\npart 10 x")
    assert "2" in str(found["parameters"])


# A whole sitting


@pytest.mark.django_db
def test_a_sitting_shows_grades_and_reviews_the_numbers_that_it_drew(client: Any) -> None:
    exam = Exam(kinds=["calculated"], counts=False, review="at_once")
    attempt = exam.start()
    log_in(client, exam.officer)
    values = dict(Draw.from_json(attempt.draw).slots[0].values)
    answer = decimal_text(Fraction(values["part"]) / Fraction(values["total"]) * 100, 1)
    page = client.get(f"/sit/{attempt.public_id}/").content.decode()
    assert f"De {values['total']} incidencias, {values['part']} fueron" in page
    assert answer not in page
    client.post(f"/sit/{attempt.public_id}/", {"client": "1", "base-1": "", "slot-1": answer})
    client.post(f"/sit/{attempt.public_id}/submit/")
    attempt.refresh_from_db()
    assert attempt.fraction == "1/1"
    review = client.get(f"/sit/{attempt.public_id}/review/").content.decode()
    assert f"De {values['total']} incidencias, {values['part']} fueron" in review
    assert f"{answer} %" in review
