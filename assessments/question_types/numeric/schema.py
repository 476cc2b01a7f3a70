"""Numeric: what is stored, and what an answer may be."""

import re
from fractions import Fraction
from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from assessments.question_types.base import Line, QuestionContent
from assessments.question_types.numeric.reading import bare_unit, may_be_unit

#: What was typed, unchanged; None for blank.
Value = str | None

_DECIMAL = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")


def _decimal(text: str) -> str:
    if not _DECIMAL.fullmatch(text):
        raise PydanticCustomError("not_a_decimal", "not a decimal")
    return text


def _not_negative(text: str) -> str:
    if text.startswith("-"):
        raise PydanticCustomError("negative", "negative")
    return text


def _unit(text: str) -> str:
    if not may_be_unit(bare_unit(text)):
        raise PydanticCustomError("bad_unit", "bad unit")
    return text.strip()


#: A number as text with a decimal point: no float on the way, so nothing is rounded.
DecimalText = Annotated[str, AfterValidator(_decimal)]
#: One that is not below zero.
Distance = Annotated[DecimalText, AfterValidator(_not_negative)]
Unit = Annotated[Line, AfterValidator(_unit)]


class Content(QuestionContent):
    """A number, how far an answer may be from it (inclusive), and its unit, if any."""

    answer: DecimalText
    tolerance: Distance = "0"
    unit: Unit = ""

    @property
    def nears(self) -> tuple[tuple[Fraction, Fraction], ...]:
        """The numbers that are right, each with how far an answer may be from it."""
        return ((self.exact_answer, self.exact_tolerance),)

    @property
    def exact_answer(self) -> Fraction:
        """The answer, exactly."""
        return Fraction(self.answer)

    @property
    def exact_tolerance(self) -> Fraction:
        """The tolerance, exactly."""
        return Fraction(self.tolerance)


class WiderContent(Content):
    """The same with further numbers that decisions accept; it is graded by and never stored."""

    further: tuple[tuple[Fraction, Fraction], ...]

    @property
    def nears(self) -> tuple[tuple[Fraction, Fraction], ...]:
        """The version's number, then the further ones."""
        return (*super().nears, *self.further)


def is_decimal(text: str) -> bool:
    """Say whether a text is a number as contents write it."""
    return _DECIMAL.fullmatch(text) is not None
