"""Marks: from exact fractions to a mark of 0–20. Pure; no Django.

Inside, everything is an exact fraction of 1; a mark is made from it once, at the end (docs/exams.md).
Whoever rounds earlier may fail an officer who passed.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

__all__ = ["TOP_MARK", "NothingToWeigh", "Rounding", "final_mark", "from_text", "mark_of", "to_text", "weighted_mean"]

#: The highest mark in Peru's scale.
TOP_MARK = 20

_FRACTION = re.compile(r"(0|[1-9][0-9]*)/([1-9][0-9]*)")


class Rounding(StrEnum):
    """How a course's final mark is rounded."""

    NONE = "none"
    WHOLE = "whole"


class NothingToWeigh(ValueError):
    """A mean of nothing: no question, no exam or no attempt, or none that weighs anything."""

    code = "nothing_to_weigh"


def mark_of(fraction: Fraction) -> Decimal:
    """Give the mark of 0-20 with two decimals, half up, of an exact fraction of 1."""
    return _mark(_half_up(fraction * TOP_MARK * 100))


def final_mark(exams: Sequence[tuple[Fraction, Fraction]], rounding: str) -> Decimal:
    """Give a course's mark of 0-20 from (weight, fraction) of its exams, quantised once, half up.

    rounding: a value of `Rounding`. A whole mark is made from the exact mean, not from its two
    decimals (10.4999 is 10, though it reads 10.50), and is written with two decimals as every mark is.
    Raises `NothingToWeigh`.
    """
    mark = weighted_mean(exams) * TOP_MARK
    match Rounding(rounding):
        case Rounding.NONE:
            return _mark(_half_up(mark * 100))
        case Rounding.WHOLE:
            return _mark(_half_up(mark) * 100)


def to_text(fraction: Fraction) -> str:
    """Give a fraction as it is stored: "n/d", reduced, also "0/1" and "1/1"."""
    return f"{fraction.numerator}/{fraction.denominator}"


def from_text(text: str) -> Fraction:
    """Read what `to_text` gave; raises ValueError for anything else."""
    match = _FRACTION.fullmatch(text)
    if match is None:
        raise ValueError(f"not a stored fraction: {text[:40]!r}")
    return Fraction(int(match[1]), int(match[2]))


def weighted_mean(weighed: Sequence[tuple[Fraction, Fraction]]) -> Fraction:
    """Give the exact mean of (weight, fraction); raises `NothingToWeigh`."""
    total = sum((weight for weight, _ in weighed), Fraction(0))
    if total <= 0:
        raise NothingToWeigh("There is nothing that weighs anything.")
    return sum((weight * fraction for weight, fraction in weighed), Fraction(0)) / total


def _half_up(number: Fraction) -> int:
    return (number + Fraction(1, 2)).__floor__()


def _mark(hundredths: int) -> Decimal:
    """Write hundredths as a mark, whatever the precision of the Decimal context is."""
    return Decimal((0, tuple(int(digit) for digit in str(hundredths)), -2))
