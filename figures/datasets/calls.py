"""Forty calls between seven lines that are codes and no numbers: what a judge would have allowed, for exercises.

One line, L24, ties two groups that never call each other; another one, L27, appears only in the two days before
the robbery of 18 April and is never used again.
"""

import random
from datetime import datetime, timedelta

__all__ = ["rows"]

_BRIDGE, _BRIEF = "L24", "L27"
#: Who calls whom, how many times.
_PAIRS = [
    ("L21", "L22", 6), ("L22", "L23", 4), ("L21", "L23", 3), ("L23", _BRIDGE, 4),
    (_BRIDGE, "L21", 3), (_BRIDGE, "L25", 5), ("L25", "L26", 6), ("L26", _BRIDGE, 3),
]  # fmt: skip
_EVENT = datetime(2026, 4, 18, 20, 15)  # noqa: DTZ001  the record has no zone
_ANTENNAS = ["Antena 1 (centro)", "Antena 2 (mercado)", "Antena 3 (carretera)"]


def rows() -> list[list[str]]:
    """Return the header and 40 calls in order of time."""
    chance = random.Random(20_260_418)  # noqa: S311  a fixed seed is the point
    made: list[tuple[datetime, str, str, int, str]] = []
    for caller, called, count in _PAIRS:
        for _ in range(count):
            at = _EVENT - timedelta(days=chance.randint(1, 16), minutes=chance.randint(-600, 120))
            made.append((at, caller, called, chance.randint(15, 260), chance.choice(_ANTENNAS[:2])))
    for hours, called in [(30, _BRIDGE), (22, "L26"), (5, _BRIDGE), (2, "L25"), (1, _BRIDGE), (0, _BRIDGE)]:
        at = _EVENT - timedelta(hours=hours, minutes=chance.randint(3, 9))
        made.append((at, _BRIEF, called, chance.randint(8, 40), _ANTENNAS[2]))
    made.sort()
    header = ["numero", "fecha", "hora", "llama", "recibe", "segundos", "antena_de_quien_llama"]
    return [
        header,
        *(
            [str(number), f"{at:%Y-%m-%d}", f"{at:%H:%M}", caller, called, str(seconds), antenna]
            for number, (at, caller, called, seconds, antenna) in enumerate(made, start=1)
        ),
    ]
