"""Maps of the incidents of a data set: counted by cell, and as three densities of the same points."""

from collections.abc import Mapping
from itertools import groupby, pairwise
from typing import Any

from figures.analysis import by_cell, density
from figures.datasets.incidents import CELL, HEIGHT, WIDTH
from figures.drawing import AMBER, INK, MUTED, PALE, RED, RULE, WHITE, Drawing

__all__ = ["hot_cells", "three_densities"]

#: From few to many.
_SHADES = [WHITE, PALE, "#a9cdb9", "#e8c877", "#c9791f", RED]
_STEP = 50


def hot_cells(spec: Mapping[str, Any], drawing: Drawing) -> float:
    """Draw the district's cells by their count; the ``top`` ones are framed and say how many."""
    counts = by_cell(spec["incidents"])
    limits: list[int] = spec["limits"]
    side, left, top = 26, 20, 50
    rows, columns = HEIGHT // CELL, WIDTH // CELL
    framed = [cell for cell, _ in counts.most_common(spec["top"])]
    for row in range(rows):
        for column in range(columns):
            cell = f"{'ABCDEFGHIJKLMNO'[column]}{row + 1}"
            x, y = left + side * column, top + side * (rows - 1 - row)
            shade = sum(counts[cell] >= limit for limit in limits)
            drawing.rect(x, y, side, side, _SHADES[shade], stroke=RULE, title=f"{cell}: {counts[cell]}")
    for cell in framed:
        column, row = "ABCDEFGHIJKLMNO".index(cell[0]), int(cell[1:]) - 1
        x, y = left + side * column, top + side * (rows - 1 - row)
        drawing.rect(x, y, side, side, "none", stroke=INK, line=2.5)
        ink = WHITE if counts[cell] >= limits[-2] else INK
        drawing.text(x + side / 2, y + 19, counts[cell], bold=True, anchor="middle", colour=ink)
    foot = top + side * rows
    for column in range(0, columns, 2):
        drawing.text(left + side * (column + 0.5), foot + 18, "ABCDEFGHIJKLMNO"[column], anchor="middle", colour=MUTED)
    for row in range(0, rows, 3):
        drawing.text(left - 2, foot - side * row - 8, row + 1, size=13, anchor="end", colour=MUTED)
    drawing.text(16, foot + 46, spec["reading"])
    names = ["0", *(str(low) if low == high - 1 else f"{low}–{high - 1}" for low, high in pairwise(limits))]
    names.append(f"{limits[-1]} o más")
    for place, (words, fill) in enumerate(zip(names, _SHADES, strict=True)):
        drawing.legend(16 + 132 * (place % 3), foot + 60 + 30 * (place // 3), words, fill, stroke=MUTED)
    return foot + 128


def three_densities(spec: Mapping[str, Any], drawing: Drawing) -> float:
    """Draw the same points three times, smoothed over three widths: the picture is a choice."""
    scale, top = 0.075, 50
    for panel in spec["panels"]:
        surface = density(spec["incidents"], panel["width"], _STEP, (WIDTH, HEIGHT))
        drawing.rect(16, top, WIDTH * scale, HEIGHT * scale, WHITE, stroke=MUTED)
        for row, line in enumerate(surface):
            y = top + scale * (HEIGHT - _STEP * (row + 1))
            start = 0
            for shade, squares in groupby(line, key=lambda value: min(int(value * 5 + 0.5), 5)):
                length = len(list(squares))
                if shade:
                    x = 16 + scale * _STEP * start
                    #: A hair wider and higher than the square, so that no line of ground shows between two.
                    drawing.rect(x, y, scale * _STEP * length + 0.6, scale * _STEP + 0.6, _SHADES[shade])
                start += length
        drawing.rect(16, top, WIDTH * scale, HEIGHT * scale, "none", stroke=MUTED)
        drawing.text(254, top + 24, f"Radio: {panel['width']} m", size=17, bold=True, colour=AMBER)
        for place, words in enumerate(panel["reading"]):
            drawing.text(254, top + 52 + 22 * place, words)
        top += 166
    drawing.text(16, top + 4, spec["caution"], colour=MUTED)
    return top + 22
