"""What an answer earns, kind by kind."""

from fractions import Fraction
from itertools import chain, combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.question_types import registry
from assessments.question_types.problems import InvalidContent
from tests.assessments.question_sources import options, source


def earned(kind: str, value: Any, **changes: Any) -> tuple[Fraction, tuple[str, ...]]:
    question_type = registry.get(kind)
    graded = question_type.grade(question_type.parse(source(kind, **changes)), value)
    return graded.fraction, graded.reasons


@pytest.mark.parametrize(
    ("value", "fraction", "reason"),
    [("a", 1, "right"), ("b", 0, "wrong"), ("c", 0, "wrong"), ("gone", 0, "wrong"), (None, 0, "blank")],
)
def test_single_choice_is_all_or_nothing(value: str | None, fraction: int, reason: str) -> None:
    assert earned("single_choice", value) == (Fraction(fraction), (reason,))


@pytest.mark.parametrize(
    ("answer", "value", "fraction"),
    [(True, "true", 1), (True, "false", 0), (False, "false", 1), (False, "true", 0), (True, None, 0)],
)
def test_true_false_is_all_or_nothing(answer: bool, value: str | None, fraction: int) -> None:
    assert earned("true_false", value, answer=answer)[0] == fraction


@pytest.mark.parametrize(
    ("chosen", "fraction", "reason"),
    [
        ("abc", Fraction(1), "right"),
        ("ab", Fraction(2, 3), "partly_right"),
        ("a", Fraction(1, 3), "partly_right"),
        ("abd", Fraction(1, 6), "partly_right"),
        ("abcd", Fraction(1, 2), "partly_right"),
        ("abcde", Fraction(0), "wrong"),
        ("ad", Fraction(0), "wrong"),
        ("de", Fraction(0), "wrong"),
        ("", Fraction(0), "blank"),
    ],
)
def test_multiple_choice_takes_wrong_share_from_right_share(chosen: str, fraction: Fraction, reason: str) -> None:
    assert earned("multiple_choice", list(chosen) or None) == (fraction, (reason,))


def test_multiple_choice_without_a_wrong_option_takes_nothing_off() -> None:
    all_right = options(True, True)
    assert earned("multiple_choice", ["a"], options=all_right)[0] == Fraction(1, 2)
    assert earned("multiple_choice", ["a", "b"], options=all_right)[0] == 1


def test_multiple_choice_ignores_an_option_that_a_newer_version_dropped() -> None:
    assert earned("multiple_choice", ["a", "b", "c", "gone"])[0] == 1


@given(right=st.lists(st.booleans(), min_size=2, max_size=6).filter(any), data=st.data())
def test_multiple_choice_is_within_bounds_and_never_gains_by_a_wrong_choice(right: list[bool], data: Any) -> None:
    letters = "abcdef"[: len(right)]
    chosen = data.draw(st.sets(st.sampled_from(letters)))
    fraction, _ = earned("multiple_choice", sorted(chosen), options=options(*right))
    assert 0 <= fraction <= 1
    for letter, is_right in zip(letters, right, strict=True):
        more, _ = earned("multiple_choice", sorted(chosen | {letter}), options=options(*right))
        assert more >= fraction if is_right else more <= fraction


def test_multiple_choice_gives_everything_for_the_key_alone() -> None:
    every = chain.from_iterable(combinations("abcde", size) for size in range(6))
    assert [chosen for chosen in every if earned("multiple_choice", list(chosen))[0] == 1] == [("a", "b", "c")]


NUMERIC = {"answer": "1234.5", "tolerance": "0.5", "unit": "km²"}


@pytest.mark.parametrize(
    "value",
    [
        "1234.5",
        "1234,5",
        " 1234.5 ",
        "+1234.5",
        "1.234,5",
        "1,234.5",
        "1 234,5",
        "1\u202f234.5",
        "1\u00a0234.50000",
        "001234.5",
        "1234.5km²",
        "1234.5 km²",
        "1234,5 KM2",
        "1234.5 km2.",
        "km² 1234.5",
        "1234",
        "1235",
        "1235.",
        "1,234",  # thousands comma
        "1234.0",
        "1 235,0 km²",
    ],
)
def test_numeric_forgives_how_a_number_is_written(value: str) -> None:
    assert earned("numeric", value, **NUMERIC) == (Fraction(1), ("right",))


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("1233.99999999999999999999999999999999999999999", "wrong"),
        ("1235.00000000000000000000000000000000000000001", "wrong"),
        ("-1234.5", "wrong"),
        ("1.234", "wrong"),  # a point alone is decimal in Peru
        ("12345", "wrong"),
        ("1234.5 km", "other_unit"),
        ("1234.5 m", "other_unit"),
        ("1234.5 %", "other_unit"),
        ("S/ 1234.5", "other_unit"),
        ("1.2345e3", "not_a_number"),
        ("1.2345E+3", "not_a_number"),
        ("2469/2", "not_a_number"),
        ("1234.5-", "not_a_number"),
        ("--1234.5", "not_a_number"),
        ("1234.5 km² km²", "other_unit"),
        ("km² 1234.5 km²", "not_a_number"),
        ("1 2345", "not_a_number"),
        ("12,34.5", "not_a_number"),
        ("1,234,5", "not_a_number"),
        ("1.234,567.8", "not_a_number"),
        ("１２３４.５", "not_a_number"),
        ("١٢٣٤", "not_a_number"),
        ("1234.5 o 1235", "other_unit"),
        ("NaN", "not_a_number"),
        ("Infinity", "not_a_number"),
        ("", "not_a_number"),
        (".", "not_a_number"),
        ("-", "not_a_number"),
        ("km²", "not_a_number"),
        ("0x4D2", "other_unit"),
        ("no sé", "not_a_number"),
        ("9" * 500, "wrong"),
        ("." * 500, "not_a_number"),
        ("1 " * 250, "not_a_number"),
    ],
)
def test_numeric_earns_nothing_for_another_number_or_none(value: str, reason: str) -> None:
    assert earned("numeric", value, **NUMERIC) == (Fraction(0), (reason,))


@pytest.mark.parametrize("value", ["-5", "\u22125", "- 5", "−5 °C", "-5,0°c"])
def test_numeric_knows_both_minus_signs(value: str) -> None:
    assert earned("numeric", value, answer="-5", tolerance="0", unit="°C")[0] == 1


@pytest.mark.parametrize(
    ("value", "fraction"), [("S/ 20", 1), ("20 soles", 0), ("S/20.00", 1), ("S/ -20", 0), ("20", 1)]
)
def test_numeric_takes_a_currency_before_the_number(value: str, fraction: int) -> None:
    assert earned("numeric", value, answer="20", tolerance="0", unit="S/")[0] == fraction


@pytest.mark.parametrize("answer", ["1.234", "1234"])
def test_numeric_gives_a_lone_comma_before_three_digits_both_its_meanings(answer: str) -> None:
    assert earned("numeric", "1,234", answer=answer, tolerance="0", unit="")[0] == 1
    assert earned("numeric", "0,234", answer="234", tolerance="0", unit="")[0] == 0


@pytest.mark.parametrize(("value", "fraction"), [("0.16", 1), ("0.18", 1), ("0.1599", 0), ("0.1801", 0)])
def test_numeric_tolerance_includes_its_ends(value: str, fraction: int) -> None:
    assert earned("numeric", value, answer="0.17", tolerance="0.01")[0] == fraction


@given(number=st.decimals(min_value=-(10**9), max_value=10**9, places=4))
def test_numeric_reads_every_decimal_with_point_or_comma(number: Any) -> None:
    text = f"{number:f}"
    for written in (text, text.replace(".", ","), text.replace("-", "\u2212"), f"{text} %"):
        assert earned("numeric", written, answer=text, tolerance="0", unit="%")[0] == 1


@given(value=st.text(st.sampled_from("0123456789.,-+ e/%km²\u2212\u00a0S"), min_size=1, max_size=30))
def test_numeric_reads_anything_without_failing(value: str) -> None:
    assert earned("numeric", value, **NUMERIC)[0] in {0, 1}


@pytest.mark.parametrize(
    ("value", "fraction"),
    [
        ("Comisaría PNP", 1),
        ("comisaria pnp", 1),
        ("  COMISARÍA   PNP. ", 1),
        ("«Comisari\u0301a PNP»", 1),
        ("Ｃｏｍｉｓａｒｉａ ＰＮＰ", 1),
        ("Comisaría\nPNP", 1),
        ("mark-ACCEPTED", 1),
        ("ComisaríaPNP", 0),
        ("Comisaría", 0),
        ("", 0),
        ("...", 0),
        (None, 0),
    ],
)
def test_short_answer_forgives_accents_case_space_and_edges(value: str | None, fraction: int) -> None:
    assert earned("short_answer", value)[0] == fraction


@pytest.mark.parametrize(
    ("value", "fraction"),
    [("año", 1), (" an\u0303o ", 1), ("ano", 0), ("Año", 0), ("año.", 0), ("ａño", 0)],
)
def test_short_answer_said_exact_forgives_only_nfc_and_ends(value: str, fraction: int) -> None:
    assert earned("short_answer", value, accepted=["año"], exact=True)[0] == fraction


@given(text=st.text(max_size=40))
def test_short_answer_accepts_what_the_author_wrote_in_any_case(text: str) -> None:
    question_type = registry.get("short_answer")
    for exact in (True, False):
        try:
            content = question_type.parse(source("short_answer", accepted=[text], exact=exact))
        except InvalidContent:
            continue
        assert question_type.grade(content, f"  {text} ").fraction == 1
