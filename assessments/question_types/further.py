"""A further answer: what may be accepted of a question that has been sat, beside what its version says. Pure.

A version stays as it was asked. That another answer is right as well is a decision beside it, a mapping of texts by
name, stored for good; a kind says which names it asks for (`QuestionType.further_fields`) and what the question is with
them (`QuestionType.accepting`). Of a kind that asks for none, a question can only be annulled.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

__all__ = ["FURTHER", "Accepted", "Further", "FurtherField", "NotFurther", "chosen", "typed"]

#: The reason in a line of a marking that a decision made another than the version alone would.
FURTHER = "further"

#: What a decision accepts: texts by the names of the kind's fields.
Further = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class FurtherField:
    """A thing that a further answer is given by: one of the choices (stable id, plain text), or typed where none are.

    name: `option`, `place`, `text`, `number` or `tolerance`; the words for people go by it.
    """

    name: str
    choices: tuple[tuple[str, str], ...] = ()
    required: bool = True


@dataclass(frozen=True, slots=True)
class Accepted:
    """A decision in force. raises_only: it takes nothing from anybody's answer."""

    further: Further
    raises_only: bool = True


class NotFurther(ValueError):
    """What was given accepts nothing more; field names it, code says why (words: `further_words.py`)."""

    def __init__(self, field: str, code: str) -> None:
        self.field = field
        self.code = code
        super().__init__(code)


def chosen(further: Further, name: str, ids: Sequence[str]) -> str:
    """Give the id that was chosen; raises `NotFurther` for one that is not among them."""
    found = further.get(name, "")
    if found not in ids:
        raise NotFurther(name, "unknown")
    return found


def typed(further: Further, name: str, *, at_most: int) -> str:
    """Give what was typed, on one line; raises `NotFurther` where it is blank or too long."""
    text = " ".join(further.get(name, "").split())
    if not text:
        raise NotFurther(name, "blank")
    if len(text) > at_most or "\0" in text:
        raise NotFurther(name, "too_long")
    return text
