"""Questions about data and maps, opinions and a case, as they stand in a bank's YAML file."""

from typing import Any

DATA: dict[str, dict[str, Any]] = {
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
