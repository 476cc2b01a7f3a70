"""Bars by hour, bars in two parts, a line of months."""

from collections.abc import Mapping
from typing import Any

from figures.drawing import AMBER, GREEN, GROUND, INK, RULE, SAND, WHITE, Drawing

__all__ = ["bars", "months", "stacked"]


def bars(spec: Mapping[str, Any], drawing: Drawing) -> float:
    """Draw a bar for each hour of the day; ``band`` is marked, with ``note`` beside it."""
    counts: dict[int, int] = spec["hours"]
    unit, foot, left, step = spec["unit_height"], 300, 36, 15.5
    first, last = spec["band"]
    drawing.rect(left + step * first - 2, 60, step * (last - first + 1) + 1, foot - 60, SAND)
    for level in spec["levels"]:
        y = foot - unit * level
        if level:
            drawing.path(f"M34 {y} H410", stroke=RULE, line=1)
        drawing.text(28, y + 5, level, anchor="end")
    for hour, count in counts.items():
        colour = AMBER if first <= hour <= last else GREEN
        x = left + step * hour
        drawing.rect(x, foot - unit * count, 13, unit * count, colour, title=f"{hour:02}:00, {count}")
    drawing.path(f"M34 {foot} H412", stroke=INK)
    for hour in (0, 6, 12, 18, 23):
        drawing.text(left + step * hour + 6.5, foot + 22, hour, anchor="middle")
    drawing.text(223, 352, spec["axis"], anchor="middle")
    drawing.rect(130, 74, 162, 50, GROUND)
    for line, words in enumerate(spec["note"]):
        drawing.text(210, 94 + 22 * line, words, size=17, bold=True, anchor="middle", colour=AMBER)
    return 370


def stacked(spec: Mapping[str, Any], drawing: Drawing) -> float:
    """Draw a bar a place, cut in two: what is in the register, what is known in another way."""
    known, other = spec["parts"]
    y = 72
    for place in spec["bars"]:
        name, (inside, outside) = place["name"], place["values"]
        drawing.text(16, y, name, size=17, bold=True)
        drawing.rect(16, y + 10, 33 * inside, 40, GREEN, title=f"{name}, {known['short']}: {inside}")
        drawing.rect(
            16 + 33 * inside, y + 10, 33 * outside, 40, SAND, stroke=AMBER, line=2,
            title=f"{name}, {other['short']}: {outside}",
        )  # fmt: skip
        drawing.text(16 + 16.5 * inside, y + 36, inside, size=18, bold=True, anchor="middle", colour=WHITE)
        x = 16 + 33 * inside + 16.5 * outside
        drawing.text(x, y + 36, outside, size=18, bold=True, anchor="middle", colour=AMBER)
        y += 88
    drawing.legend(16, y - 12, known["name"], GREEN)
    drawing.legend(244, y - 12, other["name"], SAND, stroke=AMBER)
    return y + 26


def months(spec: Mapping[str, Any], drawing: Drawing) -> float:
    """Draw twelve months as a line, the mean of the ordinary ones, and the month that was acted upon."""
    values: dict[str, int] = spec["months"]
    foot, unit, left, step = 290, 6.5, 58, 30.5
    for level in (0, 10, 20, 30):
        y = foot - unit * level
        drawing.path(f"M44 {y:g} H406", stroke=RULE, line=1)
        drawing.text(38, y + 5, level, anchor="end")
    marked = list(values).index(spec["marked"])
    drawing.rect(left + step * marked - 15, 52, 30, foot - 52, SAND)
    mean = foot - unit * float(spec["mean"])
    drawing.path(f"M44 {mean:g} H406", stroke=AMBER, line=3, dash="8 6")
    points = [(left + step * place, foot - unit * value) for place, value in enumerate(values.values())]
    drawing.polyline(points)
    for (x, y), (month, value) in zip(points, values.items(), strict=True):
        drawing.circle(x, y, 5, GREEN, title=f"{month}, {value}")
        drawing.text(x, 314, month[0], anchor="middle")
    x, y = points[marked]
    drawing.text(x, y - 7, values[spec["marked"]], size=17, bold=True, anchor="middle")
    drawing.text(x - 22, y + 19, spec["note"], bold=True, anchor="end", colour=AMBER)
    drawing.path("M44 340 H84", stroke=AMBER, line=3, dash="8 6")
    drawing.text(92, 346, spec["mean_name"])
    return 364
