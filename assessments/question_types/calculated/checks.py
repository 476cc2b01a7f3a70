"""Calculated: what holds between the parts of a content. Asked of what an author writes, not at each reading."""

from collections.abc import Iterator
from fractions import Fraction

from assessments.question_types.calculated.formula import FormulaError
from assessments.question_types.calculated.schema import ANSWER, MOST_QUESTIONS, Content, places
from assessments.question_types.problems import Problem

__all__ = ["problems"]

#: An answer of more digits before the point than this is asked of nobody.
_LARGEST = 10**15


def problems(content: Content) -> tuple[Problem, ...]:
    """Give what is wrong: names that fit nowhere, and values for which the formula gives no number.

    Every question that can be drawn is reckoned: at most `MOST_QUESTIONS`.
    """
    return tuple(_names(content)) or tuple(_numbers(content))


def _names(content: Content) -> Iterator[Problem]:
    if bool(content.parameters) == bool(content.table):
        yield Problem(("parameters",), "ranges_or_table")
        return
    known = set(content.names)
    for name in sorted(places(content.prompt) - known):
        yield Problem(("prompt",), "unknown_place", {"name": name})
    for name in sorted(places(content.explanation) - known - {ANSWER}):
        yield Problem(("explanation",), "unknown_place", {"name": name})
    for name in sorted(content.reckoned.names - known):
        yield Problem(("formula",), "formula_name", {"name": name})
    for name in sorted(known - places(content.prompt)):
        yield Problem(("prompt",), "not_in_prompt", {"name": name})


def _numbers(content: Content) -> Iterator[Problem]:
    drawing = content.drawing
    if drawing.count > MOST_QUESTIONS:
        yield Problem(("parameters",), "too_many_questions", {"most": MOST_QUESTIONS})
        return
    formula = content.reckoned
    for values in drawing.every():
        try:
            found = formula.value({name: Fraction(text) for name, text in values})
        except FormulaError as error:
            words = ", ".join(f"{name} = {text}" for name, text in values)
            yield Problem(("formula",), f"{error.code}_at", {**error.params, "values": words})
            return
        if abs(found) >= _LARGEST:
            words = ", ".join(f"{name} = {text}" for name, text in values)
            yield Problem(("formula",), "formula_size_at", {"values": words})
            return
