"""One question of each kind, as it stands in a bank's YAML file."""

from copy import deepcopy
from typing import Any

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

_SOURCES |= {
    "calculated": {
        "prompt": "De {total} incidencias, {part} fueron de noche. ¿Qué porcentaje?",
        "parameters": [
            {"name": "total", "low": "40", "high": "60", "step": "10"},
            {"name": "part", "low": "10", "high": "12"},
        ],
        "formula": "part / total * 100",
        "decimals": 1,
        "tolerance": "0.0123",
        "unit": "%",
    },
    "likert": {
        "prompt": "Mi comisaría escucha a los vecinos.",
        "scale": ["En desacuerdo", "Ni de acuerdo ni en desacuerdo", "De acuerdo"],
        "no_opinion": True,
    },
    "hot_spot": {
        "prompt": "Señale el paradero y el parque.",
        "image": {"src": "media/mapa.svg", "alt": "Mapa de un sector"},
        "targets": [
            {"key": "t-1", "label": "MARK-paradero", "circle": [310, 330, 80]},
            {"key": "t-2", "label": "MARK-parque", "polygon": [[600, 600], [900, 600], [900, 900]]},
        ],
    },
}
#: What is no question: it is asked by itself nowhere.
CASE: dict[str, Any] = {
    "kind": "case",
    "key": "pc-caso-1",
    "title": "El paradero",
    "prompt": "Un *paradero* con muchos arrebatos.",
    "figures": [{"src": "media/mapa.svg", "alt": "Mapa de un sector"}],
}

KINDS = tuple(_SOURCES)


def source(kind: str, /, **changes: Any) -> dict[str, Any]:
    """Give a source that parses, with fields changed; a change to None takes the field out."""
    whole = {"kind": kind, **deepcopy(_BANK), **deepcopy(_SOURCES[kind]), **changes}
    return {name: value for name, value in whole.items() if value is not None}


def options(*right: bool) -> list[dict[str, Any]]:
    """Give options a, b, c ... of which those are right."""
    return [
        {"key": letter, "text": f"Opción {letter}", "right": is_right}
        for letter, is_right in zip("abcdefghijklmnopqrstuvwxyz", right, strict=False)
    ]
