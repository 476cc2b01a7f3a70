"""One question of each kind that is answered place by place, as a bank's YAML file has it, and its right answer."""

from typing import Any


def _written(*keys: str) -> list[dict[str, Any]]:
    return [{"key": key, "text": f"Texto *{key}*"} for key in keys]


def _items(**right: Any) -> list[dict[str, Any]]:
    return [
        {"key": key, "text": f"Cosa {key}", "right": of, "feedback": f"MARK-{key}"} for key, of in right.items()
    ]  # fmt: skip


PLACED: dict[str, dict[str, Any]] = {
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

PLACED_KINDS = tuple(PLACED)
#: A right answer to each, in the ids of the content; words of a list of a gap stand as they are written.
RIGHT: dict[str, list[tuple[str, str]]] = {
    "matching": [("a", "x"), ("b", "y"), ("c", "z")],
    "categories": [("a", "x"), ("b", "x"), ("c", "y"), ("d", "y")],
    "matrix": [("a", "x"), ("b", "y"), ("c", "x")],
    "ordering": [("a", "1"), ("b", "2"), ("c", "3"), ("d", "4")],
    "gap_fill": [("a", "comisaria pnp"), ("b", "se repite"), ("c", "analizar"), ("d", "evaluar")],
}
