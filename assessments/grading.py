"""Marks: from what answers earn to the fraction of an attempt and of an exam. Pure; no Django.

What a mark of 0-20 is made of, once and at the end, is in ``courses.marks``, since a course's mark is
made there too.
"""

import re
from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction

from courses.marks import TOP_MARK, NothingToWeigh, Rounding, final_mark, from_text, mark_of, to_text, weighted_mean

__all__ = [
    "TOP_MARK",
    "UNSCORED",
    "BadWeight",
    "Counting",
    "NothingToWeigh",
    "Rounding",
    "attempt_fraction",
    "counting_fraction",
    "final_mark",
    "from_text",
    "mark_of",
    "slot_weight",
    "to_text",
    "weight_of",
]

#: The weight of a question that is not scored: it stands in payloads and draws, never in a bank.
UNSCORED = "0/1"

_WEIGHT = re.compile(r"[0-9]{1,6}(\.[0-9]{1,6})?|[0-9]{1,6}/[0-9]{1,6}")


class Counting(StrEnum):
    """Which of an officer's attempts makes the exam's mark."""

    HIGHEST = "highest"
    LATEST = "latest"
    FIRST = "first"
    MEAN = "mean"


class BadWeight(ValueError):
    """A weight that is not a positive number such as "1", "1.5" or "2/3"."""

    code = "bad_weight"


def weight_of(text: str) -> Fraction:
    """Read a weight written as "1", "1.5" or "2/3", exactly; raises `BadWeight`."""
    if not isinstance(text, str) or not _WEIGHT.fullmatch(text):
        raise BadWeight('A weight is a positive number in quotes, such as "1", "1.5" or "2/3".')
    try:
        weight = Fraction(text)
    except ZeroDivisionError:
        weight = Fraction(0)
    if weight <= 0:
        raise BadWeight("A weight must be greater than zero.")
    return weight


def slot_weight(text: str) -> Fraction:
    """Read the weight of a place in a sitting: as `weight_of`, and 0 where nothing is scored."""
    return Fraction(0) if text == UNSCORED else weight_of(text)


def attempt_fraction(earned: Sequence[tuple[Fraction, Fraction]]) -> Fraction:
    """Give the weighted mean of (weight, fraction) of every slot, blank ones included as 0.

    Exact, a fraction of 1. Raises `NothingToWeigh`.
    """
    return weighted_mean(earned)


def counting_fraction(fractions: Sequence[Fraction], counting: str) -> Fraction:
    """Give the exam's fraction from those of its attempts, in the order in which they were started.

    counting: a value of `Counting`. Raises `NothingToWeigh` where there is no attempt.
    """
    if not fractions:
        raise NothingToWeigh("There is no attempt to count.")
    match Counting(counting):
        case Counting.HIGHEST:
            return max(fractions)
        case Counting.LATEST:
            return fractions[-1]
        case Counting.FIRST:
            return fractions[0]
        case Counting.MEAN:
            return weighted_mean([(Fraction(1), fraction) for fraction in fractions])
