"""Questions that a person marks, as they stand in a bank's YAML file."""

from typing import Any

_RUBRIC = [
    {
        "key": "k-1",
        "text": "Delimita el problema MARK-criterion",
        "levels": [
            {"points": "0", "text": "No lo delimita"},
            {"points": "1.5", "text": "Dice qué"},
            {"points": "3", "text": "Dice qué, dónde y cuándo"},
        ],
    },
    {"key": "k-2", "text": "Usa datos", "levels": [{"points": "1"}, {"points": "0", "text": "Ninguno"}]},
]

HAND: dict[str, dict[str, Any]] = {
    "essay": {"prompt": "Describa el problema de su sector.", "rubric": _RUBRIC, "min_words": 3, "max_words": 8},
    "file_answer": {"prompt": "Entregue la ficha del problema.", "rubric": _RUBRIC, "types": ["pdf", "text"]},
}
