"""Grids: a number a block, half hours shared, grades of sources, hypotheses against evidence, indicators."""

from collections.abc import Mapping
from typing import Any

from figures.drawing import AMBER, GREEN, INK, MUTED, PALE, RED, RULE, SAND, WHITE, Drawing

__all__ = ["grades", "hypotheses", "indicators", "numbers", "shared"]

_QUIET, _GREY, _GOLD, _TAN, _LEAF = "#f1f3f0", "#767f79", "#d9a521", "#e8c877", "#a9cdb9"


def numbers(spec: Mapping[str, Any], drawing: Drawing) -> float:
    """Draw the blocks of a sector with the number of incidents in each, darker where there are more."""
    for row, line in enumerate(spec["rows"]):
        for column, number in enumerate(line):
            x, y = 16 + 39 * column, 50 + 52 * row
            fill = _shade(number)
            ink = WHITE if fill == RED else INK
            drawing.rect(x, y, 35, 46, fill, rx=3, stroke=MUTED)
            drawing.text(x + 17.5, y + 29, number, size=17, bold=fill == RED, anchor="middle", colour=ink)
    foot = 50 + 52 * len(spec["rows"])
    drawing.path(f"M12 {foot + 2} H408", stroke=MUTED, line=6)
    drawing.text(16, foot + 26, spec["street"])
    drawing.text(404, foot + 26, spec["place"], anchor="end")
    shown = [(16, "6 o más", RED), (126, "3 a 5", _TAN), (216, "2", _LEAF), (276, "1", PALE), (336, "0", WHITE)]
    for x, words, fill in shown:
        drawing.legend(x, foot + 42, words, fill, stroke=MUTED)
    return foot + 80


def shared(spec: Mapping[str, Any], drawing: Drawing) -> float:
    """Draw who patrolled in each half hour: P police, S serenazgo, D both, a point nobody."""
    weeks: dict[str, str] = spec["days"]
    for place, hour in enumerate(spec["hours"]):
        drawing.text(66 + 86 * place, 62, hour)
    for row, (day, marks) in enumerate(weeks.items()):
        y = 72 + 38 * row
        drawing.text(16, y + 23, day)
        for column, mark in enumerate(marks):
            _half_hour(drawing, 66 + 43 * column, y, mark)
    foot = 84 + 38 * len(weeks)
    every = "".join(weeks.values())
    drawing.legend(16, foot, f"Policía: {every.count('P')}", GREEN)
    drawing.legend(216, foot, f"Serenazgo: {every.count('S')}", _GOLD)
    drawing.polygon([(16, foot + 32), (38, foot + 32), (16, foot + 54)], GREEN)
    drawing.legend(16, foot + 32, f"Los dos: {every.count('D')}", "none", stroke=RED)
    drawing.legend(216, foot + 32, f"Nadie: {every.count('.')}", WHITE, stroke=MUTED)
    return foot + 70


def grades(spec: Mapping[str, Any], drawing: Drawing) -> float:
    """Draw the 6×6 scale with the reports that were graded, each such as ``B2``."""
    drawing.text(238, 30, "Información", size=17, bold=True, anchor="middle", colour=AMBER)
    drawing.text(20, 62, "Fuente", size=17, bold=True, colour=GREEN)
    drawing.rect(90, 76, 312, 300, WHITE, stroke="#9fb3a7", line=1.5)
    for place in range(1, 6):
        drawing.path(f"M90 {76 + 50 * place} H402", stroke="#9fb3a7", line=1.5)
        drawing.path(f"M{90 + 52 * place} 76 V376", stroke="#9fb3a7", line=1.5)
    for place in range(6):
        drawing.text(116 + 52 * place, 62, place + 1, size=19, bold=True, anchor="middle", colour=AMBER)
        drawing.text(64, 108 + 50 * place, "ABCDEF"[place], size=19, bold=True, anchor="middle", colour=GREEN)
    for grade, report in spec["reports"].items():
        x, y = 64 + 52 * int(grade[1]), 101 + 50 * "ABCDEF".index(grade[0])
        drawing.circle(x, y, 20, GREEN, title=f"{grade}: {report}")
        drawing.text(x, y + 6, grade, bold=True, anchor="middle", colour=WHITE)
    drawing.text(210, 402, "La letra habla de quién informa;", anchor="middle")
    drawing.text(210, 426, "el número, de lo que se informa.", anchor="middle")
    return 440


def hypotheses(spec: Mapping[str, Any], drawing: Drawing) -> float:
    """Draw a matrix of competing hypotheses; a row that is the same for all is pale, since it tells nothing."""
    columns: list[str] = spec["hypotheses"]
    for place, name in enumerate(columns):
        drawing.text(202 + 56 * place, 34, name, size=18, bold=True, anchor="middle", colour=GREEN)
    y = 48
    against = [0] * len(columns)
    for row in spec["evidence"]:
        marks: str = row["marks"]
        tells = len(set(marks)) > 1
        drawing.text(14, y + 26, row["name"], colour=INK if tells else _GREY)
        for place, mark in enumerate(marks):
            against[place] += mark == "I"
            fill, ink = (AMBER, WHITE) if mark == "I" else (PALE, GREEN) if tells else (_QUIET, _GREY)
            drawing.rect(177 + 56 * place, y, 50, 36, fill, rx=6)
            drawing.text(202 + 56 * place, y + 25, mark, size=17, bold=True, anchor="middle", colour=ink)
        y += 42
    drawing.text(14, y + 28, "En contra", size=17, bold=True)
    for place, count in enumerate(against):
        colour = AMBER if count > min(against) else GREEN
        drawing.text(202 + 56 * place, y + 28, count, size=20, bold=True, anchor="middle", colour=colour)
    drawing.text(14, y + 56, spec["reading"], colour=MUTED)
    return y + 72


def indicators(spec: Mapping[str, Any], drawing: Drawing) -> float:
    """Draw indicators by month, marked where they pass their threshold, and what it means together."""
    for place, month in enumerate(spec["months"]):
        drawing.text(150 + 46 * place, 34, month, size=17, bold=True, anchor="middle")
    y = 50
    for row in spec["indicators"]:
        drawing.text(14, y + 24, row["name"], bold=True)
        drawing.text(14, y + 46, row["threshold"], colour=MUTED)
        for place, value in enumerate(row["values"]):
            passed = value == "sí" if isinstance(value, str) else value > row["above"]
            fill, ink = (AMBER, WHITE) if passed else (PALE, GREEN)
            drawing.rect(130 + 46 * place, y, 40, 54, fill, rx=8)
            drawing.text(150 + 46 * place, y + 33, value, size=17, bold=True, anchor="middle", colour=ink)
        y += 70
    drawing.rect(14, y + 6, 392, 62, SAND, rx=10, stroke=AMBER, line=2)
    drawing.text(210, y + 31, spec["reading"][0], anchor="middle")
    drawing.text(210, y + 54, spec["reading"][1], size=17, bold=True, anchor="middle")
    return y + 84


def _shade(number: int) -> str:
    steps = [(6, RED), (3, _TAN), (2, _LEAF), (1, PALE)]
    return next((fill for least, fill in steps if number >= least), WHITE)


def _half_hour(drawing: Drawing, x: float, y: float, mark: str) -> None:
    if mark == "D":
        drawing.polygon([(x, y), (x + 39, y), (x, y + 34)], GREEN)
        drawing.polygon([(x + 39, y), (x + 39, y + 34), (x, y + 34)], _GOLD)
        drawing.rect(x, y, 39, 34, "none", stroke=RED, line=3)
    else:
        drawing.rect(x, y, 39, 34, {"P": GREEN, "S": _GOLD, ".": WHITE}[mark], stroke=RULE if mark == "." else MUTED)
