"""The one style of the figures: 420 units wide, an own light ground, letters of 16 that a phone can show."""

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

__all__ = [
    "AMBER", "GREEN", "GROUND", "INK", "MIST", "MUTED", "NAVY", "PALE", "RED", "RULE", "SAND", "WHITE", "WIDTH",
    "Drawing", "plain",
]  # fmt: skip

WIDTH = 420
GROUND, INK, MUTED, RULE, WHITE = "#fbfbf8", "#1b211e", "#59635d", "#c9cfc9", "#ffffff"
GREEN, PALE, AMBER, SAND = "#14563a", "#e3efe8", "#8a6200", "#f6ecd2"
RED, NAVY, MIST = "#9b2c1f", "#3b4a63", "#e6e9ee"


def plain(value: float) -> str:
    """Write a number with at most two decimals and no needless zero."""
    return f"{round(float(value), 2):g}"


class Drawing:
    """Shapes and letters in the order in which they are laid down."""

    def __init__(self, title: str, description: str, heading: str = "") -> None:
        self._head = [f"  <title>{escape(title)}</title>", f"  <desc>{escape(description)}</desc>"]
        self._body: list[str] = []
        if heading:
            self.text(16, 32, heading, size=18, bold=True)

    def svg(self, height: float) -> str:
        """Return the file, ``height`` units high."""
        box = f"{WIDTH} {plain(height)}"
        return "\n".join([
            f'<svg xmlns="http://www.w3.org/2000/svg" role="img" font-family="sans-serif" viewBox="0 0 {box}">',
            *self._head,
            f'  <rect width="{WIDTH}" height="{plain(height)}" rx="14" fill="{GROUND}"/>',
            *self._body,
            "</svg>",
            "",
        ])  # fmt: skip

    def text(
        self, x: float, y: float, words: object, *, size: float = 16, bold: bool = False, anchor: str = "",
        colour: str = INK, turn: float = 0,
    ) -> None:  # fmt: skip
        """Write ``words`` with their baseline at ``y``; ``turn`` in degrees around that point."""
        weight = ' font-weight="bold"' if bold else ""
        aligned = f' text-anchor="{anchor}"' if anchor else ""
        turned = f' transform="rotate({plain(turn)} {plain(x)} {plain(y)})"' if turn else ""
        self._body.append(
            f'  <text x="{plain(x)}" y="{plain(y)}" font-size="{plain(size)}"{weight}{aligned}{turned}'
            f' fill="{colour}">{escape(str(words))}</text>'
        )

    def rect(
        self, x: float, y: float, width: float, height: float, fill: str, *, rx: float = 0, stroke: str = "",
        line: float = 1, title: str = "",
    ) -> None:  # fmt: skip
        """Draw a rectangle; ``title`` is what it says when pointed at."""
        rounded = f' rx="{plain(rx)}"' if rx else ""
        self._shape(
            f'rect x="{plain(x)}" y="{plain(y)}" width="{plain(width)}" height="{plain(height)}"{rounded}',
            fill, stroke, line, title,
        )  # fmt: skip

    def circle(
        self, x: float, y: float, r: float, fill: str, *, stroke: str = "", line: float = 2, title: str = ""
    ) -> None:
        """Draw a circle."""
        self._shape(f'circle cx="{plain(x)}" cy="{plain(y)}" r="{plain(r)}"', fill, stroke, line, title)

    def path(
        self, d: str, *, fill: str = "none", stroke: str = "", line: float = 2, dash: str = "", title: str = ""
    ) -> None:
        """Draw a path in SVG's own words."""
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        self._shape(f'path d="{d}"', fill, stroke, line, title, dashed)

    def polyline(
        self, points: Iterable[tuple[float, float]], *, stroke: str = GREEN, line: float = 4, dash: str = ""
    ) -> None:
        """Join points with straight lines."""
        self.path(_joined(points), stroke=stroke, line=line, dash=dash)

    def polygon(self, points: Iterable[tuple[float, float]], fill: str, *, stroke: str = "", title: str = "") -> None:
        """Fill what the points surround."""
        self.path(f"{_joined(points)} Z", fill=fill, stroke=stroke, title=title)

    def legend(self, x: float, y: float, words: str, fill: str, *, stroke: str = "") -> None:
        """Show what a colour stands for."""
        self.rect(x, y, 22, 22, fill, stroke=stroke)
        self.text(x + 30, y + 17, words)

    def _shape(self, shape: str, fill: str, stroke: str, line: float, title: str, extra: str = "") -> None:
        edge = f' stroke="{stroke}" stroke-width="{plain(line)}"' if stroke else ""
        closing = f"><title>{escape(title)}</title></{shape.split(maxsplit=1)[0]}>" if title else "/>"
        self._body.append(f"  <{shape} fill={quoteattr(fill)}{edge}{extra}{closing}")


def _joined(points: Iterable[tuple[float, float]]) -> str:
    return "M" + " L".join(f"{plain(x)} {plain(y)}" for x, y in points)
