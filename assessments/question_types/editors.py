"""The form of each kind: what its folder's ``editor.py`` exposes as ``Editor``."""

from functools import cache
from importlib import import_module

from assessments.question_types import registry
from assessments.question_types.editing import QuestionEditor

__all__ = ["get"]


@cache
def get(kind: str) -> type[QuestionEditor]:
    """Give the form of a kind; raises ``UnknownKind``.

    Apart from ``registry``, so that grading needs no Django.
    """
    known = registry.get(kind).kind
    editor: type[QuestionEditor] = import_module(f"{__package__}.{known}.editor").Editor
    return editor
