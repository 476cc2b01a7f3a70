"""From what answers earn to marks: exact until the end, rounded once."""

from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.grading import (
    BadWeight,
    NothingToWeigh,
    attempt_fraction,
    counting_fraction,
    final_mark,
    from_text,
    mark_of,
    to_text,
    weight_of,
)

ONE = Fraction(1)
FRACTIONS = st.fractions(min_value=0, max_value=1)
WEIGHTS = st.fractions(min_value=Fraction(1, 100), max_value=100)
WEIGHED = st.lists(st.tuples(WEIGHTS, FRACTIONS), min_size=1, max_size=30)


@pytest.mark.parametrize(
    ("text", "weight"),
    [("1", ONE), ("1.5", Fraction(3, 2)), ("2/3", Fraction(2, 3)), ("0.1", Fraction(1, 10)), ("4/6", Fraction(2, 3))],
)
def test_weight_is_read_exactly(text: str, weight: Fraction) -> None:
    assert weight_of(text) == weight


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0",
        "0.0",
        "0/5",
        "1/0",
        "-1",
        "+1",
        "1,5",
        "1e3",
        " 1",
        "1\n",
        "1.",
        ".5",
        "NaN",
        "٣",
        "1" * 7,
        1,
        1.5,
        None,
    ],
)
def test_what_is_no_weight_is_refused(text: Any) -> None:
    with pytest.raises(BadWeight):
        weight_of(text)


def test_attempt_fraction_is_the_exact_weighted_mean() -> None:
    earned = [(ONE, Fraction(1, 3)), (Fraction(3, 2), ONE), (Fraction(2, 3), Fraction(0))]
    assert attempt_fraction(earned) == (Fraction(1, 3) + Fraction(3, 2)) / (1 + Fraction(3, 2) + Fraction(2, 3))


@pytest.mark.parametrize("weighed", [[], [(Fraction(0), ONE)]])
def test_a_mean_of_nothing_is_a_named_error(weighed: list[tuple[Fraction, Fraction]]) -> None:
    with pytest.raises(NothingToWeigh):
        attempt_fraction(weighed)
    with pytest.raises(NothingToWeigh):
        final_mark(weighed, "none")


@pytest.mark.parametrize(
    ("fraction", "mark"),
    [
        ("0/1", "0.00"),
        ("1/1", "20.00"),
        ("1/3", "6.67"),
        ("2/3", "13.33"),
        ("11/20", "11.00"),
        ("21999/40000", "11.00"),  # 10.9995
        ("10994/20000", "10.99"),
        ("10995/20000", "11.00"),  # 10.995: half goes up
        ("1/4000", "0.01"),  # 0.005: half goes up, not to even
        ("3/4000", "0.02"),
        ("1/4001", "0.00"),
    ],
)
def test_mark_has_two_decimals_half_up(fraction: str, mark: str) -> None:
    assert str(mark_of(from_text(fraction))) == mark


def test_a_hair_below_the_pass_mark_does_not_pass() -> None:
    hair = Fraction(1, 10**60)
    assert mark_of(Fraction(10995, 20000) - hair) == Decimal("10.99")
    assert mark_of(Fraction(10995, 20000)) == Decimal("11.00")


def test_mark_does_not_depend_on_the_decimal_context() -> None:
    with localcontext() as context:
        context.prec = 2
        assert str(mark_of(Fraction(2, 3))) == "13.33"
        assert str(final_mark([(ONE, Fraction(2, 3))], "whole")) == "13.00"


@pytest.mark.parametrize(
    ("exams", "rounding", "mark"),
    [
        ([("1", "1/2"), ("1", "3/5")], "none", "11.00"),
        ([("1", "1/2"), ("1", "3/5")], "whole", "11.00"),
        ([("1", "1/3"), ("2", "1/1")], "none", "15.56"),
        ([("1", "21/40")], "whole", "11.00"),  # 10.5
        ([("1", "104999/200000")], "none", "10.50"),
        ([("1", "104999/200000")], "whole", "10.00"),  # 10.4999: from the exact mean, not from 10.50
        ([("1.5", "1/1"), ("2/3", "0/1")], "none", "13.85"),
    ],
)
def test_final_mark_is_rounded_once(exams: list[tuple[str, str]], rounding: str, mark: str) -> None:
    weighed = [(weight_of(weight), from_text(fraction)) for weight, fraction in exams]
    assert str(final_mark(weighed, rounding)) == mark


def test_final_mark_of_exact_marks_is_not_that_of_rounded_ones() -> None:
    thirds = [(ONE, Fraction(1, 1500)), (ONE, Fraction(1, 1500)), (ONE, Fraction(1, 1500))]
    # Each exam reads 0.01; the mean is 0.0133, not the mean of what was shown.
    assert final_mark(thirds, "none") == Decimal("0.01")
    assert final_mark([(ONE, Fraction(5, 40000)), (ONE, Fraction(14, 40000))], "none") == Decimal("0.00")
    assert mark_of(Fraction(14, 40000)) == Decimal("0.01")


@pytest.mark.parametrize("rounding", ["", "half", None])
def test_an_unknown_rounding_is_refused(rounding: Any) -> None:
    with pytest.raises(ValueError, match="not a valid Rounding"):
        final_mark([(ONE, ONE)], rounding)


@pytest.mark.parametrize(
    ("counting", "fraction"),
    [("highest", "9/10"), ("latest", "1/2"), ("first", "1/10"), ("mean", "1/2")],
)
def test_which_attempt_counts(counting: str, fraction: str) -> None:
    attempts = [Fraction(1, 10), Fraction(9, 10), Fraction(1, 2)]
    assert counting_fraction(attempts, counting) == from_text(fraction)


def test_no_attempt_counts_for_nothing() -> None:
    with pytest.raises(NothingToWeigh):
        counting_fraction([], "highest")


@pytest.mark.parametrize(
    "text", ["", "1", "1/0", "01/2", "1/02", "-1/2", "1 /2", "1/2\n", "0.5", "a/b", "1/2/3", "١/2"]
)
def test_what_is_no_stored_fraction_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="stored fraction"):
        from_text(text)


@given(fraction=FRACTIONS)
def test_a_fraction_survives_being_stored(fraction: Fraction) -> None:
    assert from_text(to_text(fraction)) == fraction


@given(weighed=WEIGHED)
def test_means_stay_between_the_worst_and_the_best(weighed: list[tuple[Fraction, Fraction]]) -> None:
    fractions = [fraction for _, fraction in weighed]
    assert min(fractions) <= attempt_fraction(weighed) <= max(fractions)
    for rounding in ("none", "whole"):
        assert 0 <= final_mark(weighed, rounding) <= 20


@given(fraction=FRACTIONS)
def test_mark_is_within_half_a_hundredth_and_never_rounds_down_from_the_middle(fraction: Fraction) -> None:
    difference = Fraction(mark_of(fraction)) - fraction * 20
    assert -Fraction(1, 200) < difference <= Fraction(1, 200)
    assert mark_of(fraction).as_tuple().exponent == -2
