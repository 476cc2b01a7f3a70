"""Calculated: what is stored, and what an answer may be."""

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, Any, Self

from pydantic import AfterValidator, Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from assessments.question_types.base import Line, QuestionContent, Stored, count_within
from assessments.question_types.calculated.formula import FUNCTIONS, Formula, FormulaError, read
from assessments.question_types.numeric.schema import DecimalText, Distance, Unit
from assessments.question_types.parameters import Parameters, Range, Values, decimal_text

#: What was typed, unchanged; None for blank.
Value = str | None

#: So many different questions one may make: each is reckoned before it is saved.
MOST_QUESTIONS = 5000
MOST_DECIMALS = 6
#: The name of the right answer in an explanation.
ANSWER = "answer"

_NAME = re.compile(r"[a-z][a-z0-9_]{0,19}")
_PLACE = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*)\}")


def _name(text: str) -> str:
    if not _NAME.fullmatch(text) or text in FUNCTIONS or text == ANSWER:
        raise PydanticCustomError("parameter_name", "bad name")
    return text


def _formula(text: str) -> str:
    try:
        read(text)
    except FormulaError as error:
        raise PydanticCustomError(error.code, "formula", dict(error.params)) from None
    return text.strip()


def _decimals(number: int) -> int:
    if not 0 <= number <= MOST_DECIMALS:
        raise PydanticCustomError("too_many_decimals", "too many", {"most": MOST_DECIMALS})
    return number


Name = Annotated[str, AfterValidator(_name)]


class Parameter(Stored):
    """A value drawn between two numbers, both possible, in steps."""

    name: Name
    low: DecimalText
    high: DecimalText
    step: Distance = "1"

    @model_validator(mode="after")
    def _some(self) -> Self:
        low, high, step = Fraction(self.low), Fraction(self.high), Fraction(self.step)
        if not step or low > high:
            raise PydanticCustomError("parameter_empty", "empty")
        if (high - low) / step >= MOST_QUESTIONS:
            raise PydanticCustomError("too_many_questions", "too many", {"most": MOST_QUESTIONS})
        return self

    @property
    def range(self) -> Range:
        """What is drawn from."""
        low, step = Fraction(self.low), Fraction(self.step)
        count = int((Fraction(self.high) - low) / step) + 1
        decimals = max(len(text.partition(".")[2]) for text in (self.low, self.step))
        return Range(self.name, low, step, count, decimals)


class Content(QuestionContent):
    """A formula over values that each sitting draws: from ranges (`parameters`) or as one row of a table.

    decimals: to which the right answer is rounded when it is shown.
    """

    parameters: Annotated[tuple[Parameter, ...], Field(strict=False)] = ()
    table: Annotated[tuple[Mapping[Name, DecimalText], ...], Field(strict=False)] = ()
    formula: Annotated[Line, AfterValidator(_formula)]
    decimals: Annotated[int, AfterValidator(_decimals)] = 2
    tolerance: Distance = "0"
    unit: Unit = ""

    @field_validator("parameters")
    @classmethod
    def _each_once(cls, parameters: tuple[Parameter, ...]) -> tuple[Parameter, ...]:
        count_within(len(parameters), least=0, most=8)
        names = [each.name for each in parameters]
        if len(set(names)) < len(names):
            raise PydanticCustomError("parameter_twice", "twice")
        return parameters

    @field_validator("table")
    @classmethod
    def _alike(cls, table: tuple[Mapping[str, str], ...]) -> tuple[Mapping[str, str], ...]:
        count_within(len(table), least=0, most=200)
        if any(not 1 <= len(row) <= 8 or row.keys() != table[0].keys() for row in table):
            raise PydanticCustomError("table_ragged", "ragged")
        return table

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the values."""
        return tuple(each.name for each in self.parameters) or tuple(self.table[0] if self.table else ())

    @property
    def drawing(self) -> Parameters:
        """What a sitting draws from."""
        rows = tuple(tuple(row.items()) for row in self.table)
        return Parameters(tuple(each.range for each in self.parameters), rows)

    @property
    def is_drawn(self) -> bool:
        """Whether one row is all there is: the values have been put in."""
        return len(self.table) == 1

    @property
    def reckoned(self) -> Formula:
        """The formula, read."""
        return read(self.formula)

    def with_values(self, values: Values) -> Self:
        """Give the question of one sitting: values and right answer stand in the words."""
        mapping = dict(values)
        drawn = self.model_copy(update={"parameters": (), "table": (mapping,)})
        shown = {**mapping, ANSWER: drawn.shown_answer}
        words = {name: filled(getattr(self, name), shown) for name in ("prompt", "explanation")}
        return drawn.model_copy(update=words)

    @property
    def exact_answer(self) -> Fraction:
        """The answer for the first row, exactly."""
        return self.reckoned.value({name: Fraction(text) for name, text in self.table[0].items()})

    @property
    def shown_answer(self) -> str:
        """The answer for the first row, rounded."""
        return decimal_text(self.exact_answer, self.decimals)

    @property
    def exact_tolerance(self) -> Fraction:
        """The tolerance, exactly."""
        return Fraction(self.tolerance)


def places(text: str) -> set[str]:
    """Give the names that stand in braces."""
    return set(_PLACE.findall(text))


def filled(text: str, values: Mapping[str, Any]) -> str:
    """Put the values where their names stand in braces; other braces stay."""
    return _PLACE.sub(lambda found: str(values.get(found[1], found[0])), text)
