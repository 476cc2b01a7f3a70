"""Grading answers that belong to no attempt: content and answer in, fraction and reasons out. Pure; no Django."""

from collections.abc import Mapping
from typing import Any

from assessments.question_types import registry
from assessments.question_types.base import QuestionContent, QuestionType
from assessments.question_types.problems import InvalidContent, ResponseRefused
from courses.marks import mark_of, to_text

__all__ = ["grade_loose"]

Json = dict[str, Any]
_FIELDS = {"kind", "content", "source", "response", "values"}


def grade_loose(item: object) -> Json:
    """Grade one item, or say what is wrong with it; an item never raises.

    item: ``kind``; ``content`` as a version stores it, or ``source`` as a bank's file has it; ``response`` in the
    stable ids of the content, None for blank; ``values`` (pairs of name and value) of a kind that draws some. Gives
    ``fraction`` (exact, ``n/d``), ``mark`` (what it would make of 20, alone) and ``reasons``; or ``error`` with
    ``code``, ``message`` and, for a content, ``where`` it is wrong.
    """
    if not isinstance(item, Mapping):
        return _error("not_an_item", "An item is an object with kind, content and response.")
    if unknown := sorted(str(name) for name in set(item) - _FIELDS):
        return _error("unknown_field", f"There is no field {unknown[0]!r}; there are {', '.join(sorted(_FIELDS))}.")
    if ("content" in item) == ("source" in item):
        return _error("content_or_source", "An item has either content (as stored) or source (as in a bank's file).")
    try:
        kind = registry.get(item.get("kind"))  # type: ignore[arg-type]  # whatever stands there, it says so itself
        return _graded(kind, _content(kind, item), item.get("response"))
    except registry.UnknownKind as unknown_kind:
        return _error(unknown_kind.code, str(unknown_kind))
    except InvalidContent as invalid:
        problem = invalid.problems[0]
        return _error(problem.code, problem.sentence, where=problem.where)
    except ResponseRefused as refused:
        return _error(refused.code, str(refused))
    except (ValueError, TypeError, LookupError, ArithmeticError) as fault:
        return _error("not_gradable", f"This cannot be graded: {fault}")


def _content(kind: QuestionType[Any, Any], item: Mapping[str, Any]) -> QuestionContent:
    content: QuestionContent = kind.load(item["content"]) if "content" in item else kind.parse(item["source"])
    values = item.get("values")
    return kind.with_values(content, tuple((str(name), str(value)) for name, value in values)) if values else content


def _graded(kind: QuestionType[Any, Any], content: QuestionContent, response: object) -> Json:
    if not kind.is_asked:
        return _error("not_a_question", "A case is what questions are about; it is not answered.")
    same = {each: each for each in kind.order(content).ids}
    graded = kind.grade(content, kind.translate(kind.accepts(same, response), same))
    return {
        "fraction": to_text(graded.fraction), "mark": str(mark_of(graded.fraction)), "reasons": list(graded.reasons),
    }  # fmt: skip


def _error(code: str, message: str, **more: str) -> Json:
    return {"error": {"code": code, "message": message, **more}}
