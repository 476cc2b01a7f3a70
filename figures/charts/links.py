"""Relations: the chart that a matrix of association draws, the likeness of cases, events on a common clock."""

from collections.abc import Mapping
from itertools import combinations
from typing import Any

from figures.drawing import AMBER, GREEN, INK, MUTED, PALE, RED, WHITE, Drawing, plain

__all__ = ["events", "likeness", "links"]

_DASHES, _STRONG, _WEAK, _LINE = "7 6", "#a9cdb9", "#f1f3f0", "#9fb3a7"


def links(spec: Mapping[str, Any], drawing: Drawing) -> float:
    """Draw the entities of a matrix where ``places`` puts them; ``●`` is confirmed, ``○`` to be confirmed.

    The matrix is the upper half, a row an entity: its cells are the pairs with the entities that follow.
    """
    places: dict[str, list[float]] = spec["places"]
    names = list(places)
    counted = {"●": 0, "○": 0}
    for row, marks in enumerate(spec["matrix"]):
        for step, mark in enumerate(marks):
            if mark not in counted:
                continue
            counted[mark] += 1
            sure = mark == "●"
            (x, y), (a, b) = places[names[row]], places[names[row + 1 + step]]
            path = f"M{plain(x)} {plain(y)} L{plain(a)} {plain(b)}"
            drawing.path(path, stroke=GREEN if sure else AMBER, line=3, dash="" if sure else _DASHES)
    for name, (x, y) in places.items():
        _entity(drawing, name, spec["shapes"].get(name, "person"), x, y)
    drawing.path("M16 306 H66", stroke=GREEN, line=3)
    drawing.text(74, 312, f"confirmado ({counted['●']})")
    drawing.path("M206 306 H256", stroke=AMBER, line=3, dash=_DASHES)
    drawing.text(264, 312, f"por confirmar ({counted['○']})")
    drawing.text(16, 338, spec["caution"], colour=MUTED)
    return 350


def likeness(spec: Mapping[str, Any], drawing: Drawing) -> float:
    """Draw Jaccard's coefficient of each pair of cases, twice: with all behaviours, and with the rare ones alone."""
    cases: dict[str, str] = spec["cases"]
    common = set(spec["common"])
    y = 32.0
    for heading, left_out, colour in ((spec["all"], set(), _STRONG), (spec["rare"], common, AMBER)):
        drawing.text(16, y, heading, size=18, bold=True, colour=AMBER if left_out else GREEN)
        had = {name: set(letters) - left_out for name, letters in cases.items()}
        for column, name in enumerate(cases):
            drawing.text(108 + 66 * column, y + 28, name, bold=True, anchor="middle", colour=MUTED)
        for row, name in enumerate(cases):
            drawing.text(36, y + 57 + 36 * row, name, bold=True, colour=MUTED)
        order = list(cases)
        for one, other in combinations(order, 2):
            both, either = had[one] & had[other], had[one] | had[other]
            #: Halves are rounded up, as people do: 1 ÷ 8 is 0.13.
            like = (200 * len(both) + len(either)) // (2 * len(either)) / 100 if either else 0.0
            strong = like >= 0.5
            x, top = 80 + 66 * order.index(other), y + 36 + 36 * order.index(one)
            drawing.rect(x, top, 58, 32, colour if strong else _WEAK, rx=4, title=f"{one}–{other}")
            ink = WHITE if strong and left_out else INK
            drawing.text(x + 29, top + 22, f"{like:.2f}", bold=strong, anchor="middle", colour=ink)
        y += 66 + 36 * len(cases)
    drawing.text(16, y - 16, spec["reading"], colour=MUTED)
    return y - 4


def events(spec: Mapping[str, Any], drawing: Drawing) -> float:
    """Draw what is known of each line, place and vehicle on one clock; what is not known is left blank."""
    first = _minute(spec["from"])

    def at(hour: str) -> float:
        return 40 + 8.9 * (_minute(hour) - first)

    rows: list[dict[str, Any]] = spec["rows"]
    foot = 48 + 94 * len(rows)
    for hour in spec["ticks"]:
        drawing.path(f"M{plain(at(hour))} 50 V{foot}", stroke="#e4e9e5", line=1)
        drawing.text(at(hour), foot + 22, hour, size=15, anchor="middle", colour=MUTED)
    for place, row in enumerate(rows):
        y = 108 + 94 * place
        drawing.text(16, y - 38, row["name"], bold=True)
        known = 16.0
        for gap in row.get("unknown", []):
            start, end = (at(hour) for hour in gap)
            drawing.path(f"M{plain(known)} {y} H{plain(start)}", stroke=_LINE, line=1)
            drawing.text((start + end) / 2, y + 6, "¿?", size=18, bold=True, anchor="middle", colour=AMBER)
            known = end
        drawing.path(f"M{plain(known)} {y} H404", stroke=_LINE, line=1)
        if "range" in row:
            start, end = (at(hour) for hour in row["range"])
            drawing.rect(start, y - 12, end - start, 24, RED, rx=3, title=row["what"])
            drawing.text(start - 8, y - 10, f"{row['range'][0]} {row['before']}", anchor="end")
            drawing.text(end + 8, y - 10, row["what"], bold=True, colour=RED)
        _seen(drawing, row, [(hour, at(hour)) for hour in row.get("seen", [])], y)
    drawing.text(16, foot + 50, spec["reading"], colour=MUTED)
    return foot + 62


def _seen(drawing: Drawing, row: Mapping[str, Any], seen: list[tuple[str, float]], y: float) -> None:
    for hour, x in seen:
        drawing.circle(x, y, 9, GREEN, title=hour)
    if len(seen) == 1:
        (hour, x), *_ = seen
        drawing.text(x + 16, y - 10, f"{hour} {row['what']}")
    elif seen:
        for hour, x in seen:
            drawing.text(x, y + 28, hour, size=15, bold=True, anchor="middle")
        drawing.text(404, y - 24, row["what"], size=15, anchor="end")


def _entity(drawing: Drawing, name: str, shape: str, x: float, y: float) -> None:
    if shape == "place":
        drawing.rect(x - 30, y - 22, 60, 44, PALE, rx=4, stroke=GREEN, line=2)
    elif shape == "thing":
        drawing.polygon([(x, y - 26), (x + 28, y), (x, y + 26), (x - 28, y)], PALE, stroke=GREEN)
    else:
        drawing.circle(x, y, 24, GREEN)
    small, ink = shape == "thing", WHITE if shape == "person" else GREEN
    drawing.text(x, y + 6, name, size=14 if small else 16, bold=True, anchor="middle", colour=ink)


def _minute(hour: str) -> int:
    return int(hour[:2]) * 60 + int(hour[3:])
