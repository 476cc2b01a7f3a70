"""Time in the incidents of a data set: the clock of aoristic weights, and near repeats."""

import math
from collections.abc import Mapping
from typing import Any

from figures.analysis import hours, near_repeats, start_hours
from figures.drawing import AMBER, GREEN, INK, MUTED, PALE, RED, RULE, SAND, WHITE, Drawing

__all__ = ["hour_clock", "near_repeats_table"]

_CENTRE = (210, 214)
_HOLE, _RIM = 44, 140


def hour_clock(spec: Mapping[str, Any], drawing: Drawing) -> float:
    """Draw 24 hours as a clock: how long a sector is, is the weight of its hour; the heaviest is marked."""
    weights = hours(spec["incidents"])
    heaviest = max(range(24), key=weights.__getitem__)
    starts = start_hours(spec["incidents"])
    for part in (0.5, 1.0):
        drawing.circle(*_CENTRE, _HOLE + (_RIM - _HOLE) * part, "none", stroke=RULE, line=1)
    for hour, weight in enumerate(weights):
        length = _HOLE + (_RIM - _HOLE) * weight / weights[heaviest]
        title = f"{hour:02}:00 a {(hour + 1) % 24:02}:00, {weight:.1f}"
        colour = AMBER if hour == heaviest else GREEN
        if weight >= 0.05:
            drawing.path(_sector(hour, _HOLE, length), fill=colour, stroke=WHITE, line=1.5, title=title)
    drawing.circle(*_CENTRE, _HOLE - 2, PALE)
    drawing.text(_CENTRE[0], _CENTRE[1] - 2, len(spec["incidents"]), size=18, bold=True, anchor="middle")
    drawing.text(_CENTRE[0], _CENTRE[1] + 18, spec["unit"], anchor="middle")
    for hour in range(0, 24, 3):
        x, y = _at(hour, _RIM + 20)
        drawing.text(x, y + 6, hour, size=17, bold=True, anchor="middle")
    most = max(range(24), key=starts.__getitem__)
    drawing.rect(16, 390, 22, 22, AMBER)
    drawing.text(46, 407, f"De {heaviest} a {(heaviest + 1) % 24} h: la hora de mayor peso ({weights[heaviest]:.1f}).")
    drawing.text(16, 436, f"Por «hora desde» serían las {most} ({starts[most]} hechos):", colour=MUTED)
    drawing.text(16, 458, spec["caution"], colour=MUTED)
    return 476


def near_repeats_table(spec: Mapping[str, Any], drawing: Drawing) -> float:
    """Draw how many times the pairs that chance would give were seen, by distance and days between the two."""
    metres, days = spec["metres"], spec["days"]
    table = near_repeats(spec["incidents"], metres, days)
    drawing.text(254, 62, spec["x_axis"], bold=True, anchor="middle")
    drawing.text(16, 62, spec["y_axis"], bold=True)
    for column, last in enumerate(days):
        first = days[column - 1] + 1 if column else 0
        drawing.text(152 + 68 * column, 88, f"{first}–{last}", anchor="middle")
    for row, last in enumerate(metres):
        first = metres[row - 1] + 1 if row else 0
        y = 98 + 52 * row
        drawing.text(104, y + 31, f"{first}–{last}", anchor="end")
        for column in range(len(days)):
            seen, expected, chance = table[row, column]
            ratio = seen / expected
            strong = chance <= 0.05 and ratio >= 1.2
            fill = RED if strong and ratio >= 2 else SAND if strong else PALE
            drawing.rect(
                121 + 68 * column, y, 62, 46, fill, rx=6, stroke=AMBER if fill == SAND else "", line=2,
                title=f"{seen} pares; por azar, {expected:.1f}",
            )  # fmt: skip
            ink = WHITE if fill == RED else INK
            drawing.text(152 + 68 * column, y + 29, f"{ratio:.1f}", size=18, bold=strong, anchor="middle", colour=ink)
    foot = 98 + 52 * len(metres)
    drawing.legend(16, foot + 10, "El doble o más de lo que daría el azar", RED)
    drawing.legend(16, foot + 40, "Más de lo que daría el azar", SAND, stroke=AMBER)
    drawing.legend(16, foot + 70, "Lo que el azar también daría", PALE)
    return foot + 106


def _at(hour: float, radius: float) -> tuple[float, float]:
    angle = math.tau * hour / 24
    return _CENTRE[0] + radius * math.sin(angle), _CENTRE[1] - radius * math.cos(angle)


def _sector(hour: int, inner: float, outer: float) -> str:
    (a, b), (c, d), (e, f), (g, h) = (
        _at(hour + part, radius) for part, radius in ((0.0, inner), (0.0, outer), (1.0, outer), (1.0, inner))
    )
    return (
        f"M{a:.1f} {b:.1f} L{c:.1f} {d:.1f} A{outer:.1f} {outer:.1f} 0 0 1 {e:.1f} {f:.1f}"
        f" L{g:.1f} {h:.1f} A{inner:.1f} {inner:.1f} 0 0 0 {a:.1f} {b:.1f} Z"
    )
