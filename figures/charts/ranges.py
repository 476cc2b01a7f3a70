"""Ranges, areas and choices: words of probability, goals against chance, three areas, value and cost."""

from collections.abc import Mapping
from typing import Any

from figures.drawing import AMBER, GREEN, INK, MIST, MUTED, NAVY, PALE, RED, RULE, SAND, WHITE, Drawing, plain

__all__ = ["bands", "goals", "three_areas", "value_and_cost"]


def bands(spec: Mapping[str, Any], drawing: Drawing) -> float:
    """Draw each word of a yardstick of probability beside its range in per cent."""
    rows: list[dict[str, Any]] = spec["bands"]
    foot = 30 + 46 * len(rows)
    for share in (0, 50, 100):
        x = 168 + 2.32 * share
        drawing.path(f"M{plain(x)} 30 V{foot}", stroke=RULE, line=1.5)
        drawing.text(x, foot + 24, f"{share} %", anchor="end" if share == 100 else "middle")
    for place, row in enumerate(rows):
        low, high = row["range"]
        y = 34 + 46 * place
        drawing.rect(
            168 + 2.32 * low, y, 2.32 * (high - low), 30, GREEN, rx=4, title=f"{row['word']}, {low} a {high} %"
        )
        drawing.text(14, y + 21, row["word"], bold=True)
        after = high < 80
        x = 175 + 2.32 * high if after else 161 + 2.32 * low
        drawing.text(x, y + 21, f"{low}–{high}", anchor="" if after else "end", colour=MUTED)
    return foot + 40


def goals(spec: Mapping[str, Any], drawing: Drawing) -> float:
    """Draw the range in which chance alone moves a count, and where each goal falls."""

    def at(change: float) -> float:
        return 222 + 3.4 * change

    foot = 66 + 78 * len(spec["goals"])
    for change in (-50, -25, 0, 25, 50):
        drawing.path(f"M{plain(at(change))} 80 V{foot}", stroke=RULE if change else MUTED, line=1 if change else 2)
        drawing.text(at(change), foot + 22, f"{change:+}".replace("-", "−") if change else "0", anchor="middle")
    y = 70
    for goal in spec["goals"]:
        chance, aim, count = goal["chance"], goal["goal"], goal["count"]
        inside = abs(aim) <= chance
        colour = RED if inside else AMBER
        drawing.text(16, y, f"{goal['name']}: {count}, ± {chance} %", bold=True)
        drawing.text(404, y, "meta dentro" if inside else "meta fuera", bold=True, anchor="end", colour=colour)
        drawing.rect(
            at(-chance), y + 12, at(chance) - at(-chance), 34, PALE, rx=6, stroke=GREEN, line=2,
            title=f"{count}, más o menos {chance} %",
        )  # fmt: skip
        drawing.path(f"M{plain(at(aim))} {y + 6} V{y + 52}", stroke=colour, line=6, title=f"meta: {aim} %")
        y += 78
    drawing.text(222, foot + 50, spec["axis"], anchor="middle")
    return foot + 66


def three_areas(spec: Mapping[str, Any], drawing: Drawing) -> float:
    """Draw the treated area, its buffer and the comparison with their counts before and after."""

    def change(area: str) -> str:
        before, after = spec[area]
        return f"{before} → {after}"

    drawing.rect(14, 52, 236, 236, SAND, rx=12, stroke=AMBER, line=2)
    drawing.rect(68, 106, 128, 128, PALE, rx=10, stroke=GREEN, line=3)
    drawing.rect(264, 92, 142, 156, MIST, rx=12, stroke=NAVY, line=2)
    drawing.text(132, 136, "A tratada", size=17, bold=True, anchor="middle", colour=GREEN)
    drawing.text(132, 176, change("treated"), size=22, bold=True, anchor="middle", colour=GREEN)
    drawing.text(132, 76, "B franja", size=17, bold=True, anchor="middle", colour=AMBER)
    drawing.text(132, 270, change("buffer"), size=22, bold=True, anchor="middle", colour=AMBER)
    drawing.text(335, 124, "C comparación", bold=True, anchor="middle", colour=NAVY)
    drawing.text(335, 170, change("comparison"), size=21, bold=True, anchor="middle", colour=NAVY)
    drawing.text(335, 206, "parecida", anchor="middle", colour=NAVY)
    drawing.text(335, 228, "y lejos", anchor="middle", colour=NAVY)
    drawing.path("M132 206 V222", stroke=GREEN, line=4)
    drawing.polygon([(122, 220), (142, 220), (132, 236)], GREEN)
    for place, words in enumerate(spec["questions"]):
        drawing.text(16, 322 + 24 * place, words)
    return 316 + 24 * len(spec["questions"])


def value_and_cost(spec: Mapping[str, Any], drawing: Drawing) -> float:
    """Draw each gap by how much it changes the answer and what it costs to fill."""
    colours = {"yes": GREEN, "perhaps": AMBER, "no": MUTED}

    def at(cost: float, value: float) -> tuple[float, float]:
        return 80 + 100 * cost, 330 - 84 * value

    drawing.rect(66, 30, 160, 166, PALE, rx=8)
    drawing.text(16, 24, spec["y_axis"], bold=True)
    drawing.path("M66 360 H404", stroke=INK)
    drawing.path("M66 34 V360", stroke=INK)
    for level in range(4):
        drawing.text(at(level, 0)[0], 382, level, anchor="middle")
        drawing.text(50, at(0, level)[1] + 6, level, anchor="middle")
    drawing.text(235, 406, spec["x_axis"], bold=True, anchor="middle")
    for gap in spec["gaps"]:
        x, y = at(gap["cost"], gap["value"])
        title = f"{gap['name']}: cambia {gap['value']}, cuesta {gap['cost']}"
        drawing.circle(x, y, 19, colours[gap["search"]], title=title)
        drawing.text(x, y + 6, gap["name"], size=17, bold=True, anchor="middle", colour=WHITE)
        drawing.text(x, y - 26, gap["verdict"], anchor="middle")
    return 420
