"""One question of each kind that is answered as a whole, as it stands in a bank's YAML file."""

from copy import deepcopy
from typing import Any

from tests.assessments.data_sources import DATA
from tests.assessments.hand_sources import HAND
from tests.assessments.placed_sources import PLACED

_BANK = {
    "key": "pc-001",
    "weight": "1.5",
    "tags": ["sara"],
    "difficulty": "easy",
    "lessons": ["pc-leccion-1"],
    "explanation": "MARK-explanation",
    "reference": "MARK-reference",
}

_SOURCES: dict[str, dict[str, Any]] = {
    "single_choice": {
        "prompt": "¿Qué es **SARA**?",
        "options": [
            {"key": "a", "text": "Un *método*", "right": True, "feedback": "MARK-a"},
            {"key": "b", "text": "Un lugar", "right": False, "feedback": "MARK-b"},
            {"key": "c", "text": "Una persona", "right": False},
        ],
    },
    "multiple_choice": {
        "prompt": "¿Cuáles son lados del triángulo?",
        "options": [
            {"key": "a", "text": "Ofensor", "right": True, "feedback": "MARK-a"},
            {"key": "b", "text": "Víctima", "right": True, "feedback": "MARK-b"},
            {"key": "c", "text": "Lugar", "right": True},
            {"key": "d", "text": "Arma", "right": False},
            {"key": "e", "text": "Móvil", "right": False},
        ],
    },
    "true_false": {
        "prompt": "El análisis precede a la respuesta.",
        "answer": True,
        "feedback_true": "MARK-true",
        "feedback_false": "MARK-false",
    },
    "numeric": {"prompt": "¿Qué tasa?", "answer": "0.17", "tolerance": "0.0123", "unit": "%"},
    "short_answer": {"prompt": "¿Quién?", "accepted": ["Comisaría PNP", "MARK-accepted"], "exact": False},
}

#: Those that most tests ask; the others are in `data_sources`, `hand_sources` and `placed_sources`.
KINDS = tuple(_SOURCES)
EVERY = (*KINDS, *DATA)


def source(kind: str, /, **changes: Any) -> dict[str, Any]:
    """Give a source that parses, with fields changed; a change to None takes the field out."""
    whole = {"kind": kind, **deepcopy(_BANK), **deepcopy({**_SOURCES, **PLACED, **DATA, **HAND}[kind]), **changes}
    return {name: value for name, value in whole.items() if value is not None}


def options(*right: bool) -> list[dict[str, Any]]:
    """Give options a, b, c ... of which those are right."""
    return [
        {"key": letter, "text": f"Opción {letter}", "right": is_right}
        for letter, is_right in zip("abcdefghijklmnopqrstuvwxyz", right, strict=False)
    ]
