"""Values that a question leaves open and a sitting draws: from ranges, or a row of a table. Pure.

Values are texts as they stand in the wording (`12`, `0.5`): what an officer read is what is stored with his attempt.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import prod
from typing import Protocol

__all__ = ["Chance", "Parameters", "Range", "Values", "decimal_text"]

#: Names with their values, in the author's order.
Values = tuple[tuple[str, str], ...]


class Chance(Protocol):
    """What a draw reads chance from (`seed_stream.SeedStream`)."""

    def below(self, n: int) -> int:
        """Give a whole number from 0 to n - 1, each equally likely."""
        ...


@dataclass(frozen=True, slots=True)
class Range:
    """The values low, low + step, low + 2 step … of one name, so many of them."""

    name: str
    low: Fraction
    step: Fraction
    count: int
    decimals: int

    def value(self, number: int) -> str:
        """Give the value with this number, from 0."""
        return decimal_text(self.low + number * self.step, self.decimals)


@dataclass(frozen=True, slots=True)
class Parameters:
    """What may be drawn: a value of each range, or one of the rows. One of the two is empty."""

    ranges: tuple[Range, ...] = ()
    rows: tuple[Values, ...] = ()

    @property
    def count(self) -> int:
        """How many different questions it makes."""
        return len(self.rows) or prod(each.count for each in self.ranges)

    def drawn(self, chance: Chance) -> Values:
        """Draw: each row equally likely, or each value of each range."""
        if self.rows:
            return self.rows[chance.below(len(self.rows))]
        return tuple((each.name, each.value(chance.below(each.count))) for each in self.ranges)

    def every(self) -> Iterator[Values]:
        """Give everything that can be drawn."""
        if self.rows:
            yield from self.rows
            return
        values = [[(each.name, each.value(number)) for number in range(each.count)] for each in self.ranges]
        yield from product(*values)


def decimal_text(number: Fraction, decimals: int) -> str:
    """Write a number with so many decimals, half away from zero, with a decimal point."""
    whole = (abs(number) * 10**decimals + Fraction(1, 2)).__floor__()
    digits = str(whole).rjust(decimals + 1, "0")
    text = f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits
    return f"-{text}" if number < 0 and whole else text
