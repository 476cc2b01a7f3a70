"""One question of each kind that is answered place by place, as it stands in a bank's YAML file, and how it is answered."""

from copy import deepcopy
from typing import Any

_BANK = {
    "key": "pc-002", "weight": "1", "tags": ["sara"], "difficulty": "easy", "lessons": ["pc-leccion-1"],
    "explanation": "MARK-explanation", "reference": "MARK-reference",
}  # fmt: skip


def _written(*keys: str) -> list[dict[str, Any]]:
    return [{"key": key, "text": f"Texto *{key}*"} for key in keys]


def _items(**right: Any) -> list[dict[str, Any]]:
    return [
        {"key": key, "text": f"Cosa {key}", "right": of, "feedback": f"MARK-{key}"} for key, of in right.items()
    ]  # fmt: skip


_SOURCES: dict[str, dict[str, Any]] = {
    "matching": {
        "prompt": "Una cada técnica con su grupo",
        "items": _items(a="x", b="y", c="z"),
        "choices": _written("x", "y", "z", "sobra"),
        "shared": False,
    },
    "categories": {
        "prompt": "¿Quién es qué?",
        "items": _items(a="x", b="x", c="y", d="y"),
        "choices": _written("x", "y"),
    },
    "matrix": {
        "prompt": "¿Qué vale?",
        "items": _items(a=["x"], b=["y"], c=["x"]),
        "choices": _written("x", "y", "z"),
        "several": False,
    },
    "ordering": {
        "prompt": "Ordene los pasos",
        "items": [{"key": key, "text": f"Paso {key}", "feedback": f"MARK-{key}"} for key in "abcd"],
    },
    "gap_fill": {
        "prompt": "Complete",
        "text": "Primero [[a]], luego **[[b]]** y [[c]]; al fin [[d]].",
        "gaps": [
            {"key": "b", "right": "se repite", "others": ["es grave", "sale en prensa"], "feedback": "MARK-b"},
            {"key": "a", "accepted": ["Comisaría PNP", "MARK-accepted"]},
            {"key": "c", "right": "analizar"},
            {"key": "d", "right": "evaluar"},
        ],
        "words": ["responder"],
        "penalty": False,
    },
}

PLACED_KINDS = tuple(_SOURCES)
#: A right answer to each, in the ids of the content; words of a list of a gap stand as they are written.
RIGHT: dict[str, list[tuple[str, str]]] = {
    "matching": [("a", "x"), ("b", "y"), ("c", "z")],
    "categories": [("a", "x"), ("b", "x"), ("c", "y"), ("d", "y")],
    "matrix": [("a", "x"), ("b", "y"), ("c", "x")],
    "ordering": [("a", "1"), ("b", "2"), ("c", "3"), ("d", "4")],
    "gap_fill": [("a", "comisaria pnp"), ("b", "se repite"), ("c", "analizar"), ("d", "evaluar")],
}


def source(kind: str, /, **changes: Any) -> dict[str, Any]:
    """Give a source that parses, with fields changed; a change to None takes the field out."""
    whole = {"kind": kind, **deepcopy(_BANK), **deepcopy(_SOURCES[kind]), **changes}
    return {name: value for name, value in whole.items() if value is not None}
