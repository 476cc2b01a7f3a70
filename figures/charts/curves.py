"""Curves: how much few places carry, how long calm lasts, how far the future opens."""

from collections.abc import Mapping
from typing import Any

from figures.drawing import AMBER, GREEN, GROUND, INK, MUTED, PALE, RULE, SAND, Drawing, plain

__all__ = ["concentration", "cone", "presence"]


def concentration(spec: Mapping[str, Any], drawing: Drawing) -> float:
    """Draw the Lorenz curve of places, from the most to the least loaded, above the line of equal shares."""

    def at(part: float, share: float) -> tuple[float, float]:
        return 60 + 3.3 * part, 350 - 2.8 * share

    for level in (25, 50, 75, 100):
        drawing.path(f"M60 {plain(at(0, level)[1])} H390", stroke=RULE, line=1)
        drawing.text(52, at(0, level)[1] + 5, level, anchor="end")
    drawing.polyline([at(0, 0), at(100, 100)], stroke=MUTED, line=2, dash="7 6")
    points: list[list[float]] = spec["points"]
    drawing.polyline([at(0, 0), *(at(part, share) for part, share in points), at(100, 100)])
    for part, share in points:
        drawing.circle(*at(part, share), 6, AMBER, title=f"{plain(part)} % {spec['of']}, {plain(share)} % {spec['in']}")
    for part, share in points[: spec["named"]]:
        x, y = at(part, share)
        drawing.rect(x + 12, y - 1, 148, 22, GROUND)
        drawing.text(x + 14, y + 16, f"{plain(part)} % reúne {plain(share)} %", bold=True, colour=AMBER)
    drawing.text(225, 277, "reparto igual", colour=MUTED)
    drawing.path("M60 350 H394", stroke=INK)
    drawing.path("M60 66 V350", stroke=INK)
    for part in range(0, 101, 20):
        drawing.text(at(part, 0)[0], 372, part, anchor="middle")
    drawing.text(225, 398, spec["x_axis"], anchor="middle")
    drawing.text(16, 56, spec["y_axis"])
    return 414


def presence(spec: Mapping[str, Any], drawing: Drawing) -> float:
    """Draw the shape that Koper found: calm grows to some 15 minutes of presence, then no more."""

    def at(minutes: float) -> float:
        return 50 + 11.4 * minutes

    first, last = spec["band"]
    drawing.rect(at(first), 56, at(last) - at(first), 244, SAND)
    drawing.text((at(first) + at(last)) / 2, 76, f"{first}–{last}", size=17, bold=True, anchor="middle", colour=AMBER)
    shape = [(0, 296), (3, 286), (5, 262), (8, 172), (12, 98), (14, 98), (22, 130), (30, 196)]
    (x0, y0), (a, b), (c, d), (x1, y1), (e, f), (x2, y2), (g, h), (x3, y3) = ((plain(at(x)), y) for x, y in shape)
    curve = f"M{x0} {y0} C{a} {b} {c} {d} {x1} {y1} S{e} {f} {x2} {y2} S{g} {h} {x3} {y3}"
    drawing.path(curve, stroke=GREEN, line=5)
    drawing.path("M50 300 H404", stroke=INK)
    drawing.path("M50 50 V300", stroke=INK)
    for minutes in range(0, 31, 5):
        drawing.text(at(minutes), 322, minutes, anchor="middle")
    drawing.text(227, 348, spec["x_axis"], anchor="middle")
    for line, words in enumerate(spec["too_short"]):
        drawing.text(58, 190 + 20 * line, words, colour=MUTED)
    for line, words in enumerate(spec["too_long"]):
        drawing.text(255, 82 + 20 * line, words, colour=MUTED)
    drawing.text(16, 376, spec["caution"], colour=MUTED)
    return 392


def cone(spec: Mapping[str, Any], drawing: Drawing) -> float:
    """Draw the cone of plausibility: from today's value to each future, and a wild card outside."""

    def at(share: float) -> float:
        return 330 - 2.9 * share

    today, futures = float(spec["today"]), spec["futures"]
    ends = [at(each["value"]) for each in futures]
    drawing.polygon([(60, at(today)), (262, min(ends) - 14.5), (262, max(ends) + 14.5)], PALE)
    drawing.path("M60 40 V330 H268", stroke=INK)
    for share in (20, 40, 60, 80):
        drawing.text(50, at(share) + 6, share, anchor="end")
    for future, y in zip(futures, ends, strict=True):
        drawing.polyline([(60, at(today)), (256, y)], stroke=GREEN, line=3)
        drawing.circle(256, y, 8, GREEN, title=f"{future['name']}, {future['value']} %")
        drawing.text(268, y - 2, future["name"], bold=True)
        drawing.text(268, y + 19, f"cerca de {future['value']} %", colour=MUTED)
    drawing.circle(60, at(today), 8, AMBER, title=f"hoy, {plain(today)} %")
    drawing.text(70, at(today) + 34, f"hoy, {plain(today)} %", bold=True, colour=AMBER)
    drawing.text(60, 354, "hoy", anchor="middle")
    drawing.text(250, 354, spec["horizon"], anchor="middle")
    drawing.circle(78, 318, 8, GROUND, stroke=AMBER, line=3)
    drawing.text(94, 323, spec["wild_card"], colour=AMBER)
    return 372
