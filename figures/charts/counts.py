"""Counts side by side: hours by their weight, places by number and by rate, contacts by number and by moment."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from figures.drawing import AMBER, GREEN, INK, MUTED, Drawing

__all__ = ["hour_weights", "moments", "rates"]

_LEAF, _QUIET, _LINE = "#2f7a57", "#f1f3f0", "#9fb3a7"


def hour_weights(spec: Mapping[str, Any], drawing: Drawing) -> float:
    """Draw the aoristic weight of each hour from a few windows, each from a whole hour to another."""
    weights: dict[int, Fraction] = {}
    for first, last in spec["windows"]:
        for hour in range(first, last):
            weights[hour] = weights.get(hour, Fraction(0)) + Fraction(1, last - first)
    foot, heaviest = 266, max(weights, key=weights.__getitem__)
    for place, (hour, weight) in enumerate(sorted(weights.items())):
        x, height = 16 + 39.2 * place, 95 * float(weight)
        most, said = hour == heaviest, f"{float(weight):g}"
        drawing.rect(x, foot - height, 33, height, AMBER if most else _LEAF, rx=2, title=f"{hour}:00, {said}")
        colour = AMBER if most else INK
        drawing.text(x + 16.5, foot - height - 6, said, size=15, bold=most, anchor="middle", colour=colour)
        drawing.text(x + 16.5, 288, hour, bold=most, anchor="middle", colour=MUTED)
    drawing.path("M12 266 H408", stroke=_LINE)
    drawing.text(16, 62, spec["compared"], colour=MUTED)
    drawing.text(16, 84, f"Ventanas: a las {heaviest}", bold=True, colour=AMBER)
    return 310


def rates(spec: Mapping[str, Any], drawing: Drawing) -> float:
    """Draw places by their count and again by their rate for each hundred; the highest two rates are marked."""
    places: dict[str, list[int]] = spec["places"]
    drawing.text(16, 32, spec["counts"], size=17, bold=True)
    for place, (name, (_, count)) in enumerate(places.items()):
        _bar(drawing, 46 + 38 * place, name, 16 * count, GREEN, f"{count}", "robos")
    top = 72 + 38 * len(places)
    drawing.text(16, top, spec["rates"], size=17, bold=True)
    by_rate = {name: count / base * 100 for name, (base, count) in places.items()}
    marked = sorted(by_rate, key=by_rate.__getitem__)[-2:]
    for place, (name, rate) in enumerate(by_rate.items()):
        colour = AMBER if name in marked else GREEN
        _bar(drawing, top + 14 + 38 * place, name, 10 * rate, colour, f"{rate:.1f}", "por cada 100")
    foot = top + 14 + 38 * len(places)
    drawing.text(210, foot + 22, spec["reading"], size=17, bold=True, anchor="middle")
    return foot + 42


def moments(spec: Mapping[str, Any], drawing: Drawing) -> float:
    """Draw contacts by how often, then by how often in the hour before, on nights with and without the deed."""
    contacts: dict[str, list[int]] = spec["contacts"]
    marked: str = spec["marked"]
    for place, (name, (times, _, _)) in enumerate(contacts.items()):
        top = 46 + 32 * place
        drawing.text(16, top + 19, name, bold=name == marked, colour=AMBER if name == marked else INK)
        drawing.rect(48, top, 6.6 * times, 26, AMBER if name == marked else _LEAF, rx=3, title=f"{name}: {times}")
        drawing.text(56 + 6.6 * times, top + 19, times, bold=True)
    y = 78.0 + 32 * len(contacts)
    drawing.text(16, y, spec["second"], size=18, bold=True, colour=GREEN)
    nights, quiet = spec["nights"]
    drawing.rect(16, y + 14, 16, 16, AMBER, rx=3)
    drawing.text(38, y + 28, f"con robo ({nights} noches)")
    drawing.rect(212, y + 14, 16, 16, _QUIET, rx=3, stroke=_LINE, line=2)
    drawing.text(234, y + 28, f"sin robo ({quiet} noches)")
    y += 46
    for name in spec["compared"]:
        _, then, otherwise = contacts[name]
        drawing.text(16, y + 30, name, bold=name == marked, colour=AMBER if name == marked else INK)
        _rate(drawing, y, name, "con", Fraction(then, nights))
        _rate(drawing, y + 26, name, "sin", Fraction(otherwise, quiet))
        y += 58
    return y + 12


def _bar(drawing: Drawing, y: float, name: str, width: float, colour: str, said: str, unit: str) -> None:
    drawing.text(16, y + 21, name)
    drawing.rect(112, y, width, 30, colour, rx=4, title=f"{name}: {said} {unit}")
    drawing.text(120 + width, y + 21, said, bold=True)


def _rate(drawing: Drawing, y: float, name: str, kind: str, rate: Fraction) -> None:
    """Halves are rounded up, as people do: 1 ÷ 8 is 0.13."""
    said = f"{int(rate * 100 + Fraction(1, 2)) / 100:.2f}"
    fill, stroke = (AMBER, "") if kind == "con" else (_QUIET, _LINE)
    width = 220 * float(said)
    drawing.rect(48, y, width, 24, fill, rx=3, stroke=stroke, line=2, title=f"{name} {kind} robo: {said}")
    drawing.text(56 + width, y + 18, said, bold=kind == "con")
