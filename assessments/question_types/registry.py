"""The kinds of question there are: each folder on the path of this package (beside this file) that exposes `TYPE`."""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import MappingProxyType
from typing import Any

from assessments import question_types
from assessments.question_types.base import QuestionType, shown_kind


class UnknownKind(LookupError):
    """No question type has this kind."""

    code = "unknown_kind"

    def __init__(self, kind: object) -> None:
        self.kind = shown_kind(kind)
        self.params = {"kind": self.kind, "kinds": ", ".join(kinds())}
        super().__init__(f"There is no question type {self.kind!r}; there are {self.params['kinds']}.")


def get(kind: str) -> QuestionType[Any, Any]:
    """Give the question type of a kind; raises `UnknownKind`."""
    try:
        return _types()[kind]
    except (KeyError, TypeError):  # TypeError: YAML may name a kind by something unhashable
        raise UnknownKind(kind) from None


def kinds() -> tuple[str, ...]:
    """Give the kinds there are, in alphabetical order."""
    return tuple(_types())


def unasked() -> tuple[str, ...]:
    """Give the kinds that are no question, but what questions are about."""
    return tuple(kind for kind in kinds() if not get(kind).is_asked)


@cache
def _types() -> Mapping[str, QuestionType[Any, Any]]:
    found: dict[str, QuestionType[Any, Any]] = {}
    for module in sorted(iter_modules(question_types.__path__), key=lambda module: module.name):
        if not module.ispkg:
            continue
        question_type: QuestionType[Any, Any] = import_module(f"{__package__}.{module.name}").TYPE
        if question_type.kind != module.name:
            raise ValueError(f"{module.name}: the folder and the kind {question_type.kind} must be called alike")
        found[module.name] = question_type
    return MappingProxyType(found)
