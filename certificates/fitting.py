"""Making words fit a line or a few on paper. Values only: how wide a text is comes from outside.

The renderer breaks lines only at spaces and lets the rest run off the page; names of 120 letters
exist, and titles without a space can be written.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

__all__ = ["Fitted", "fit"]

Measure = Callable[[str, float], float]


@dataclass(frozen=True)
class Fitted:
    """A text cut into lines, and the size at which each is no wider than allowed."""

    size: float
    lines: tuple[str, ...]


def fit(text: str, *, sizes: Sequence[float], width: float, most: int, measure: Measure) -> Fitted:
    """Return ``text`` at the largest of ``sizes`` (falling) at which it takes at most ``most`` lines.

    One line is tried at every size down to two thirds of the first before a second line is allowed.
    ``measure(text, size)`` and ``width`` are in the same unit. Words are kept whole while they fit a line
    of their own, and broken otherwise. At the smallest size it takes as many lines as it needs.
    """
    for allowed in range(1, most + 1):
        for size in sizes:
            if allowed < most and size < sizes[0] * 2 / 3:
                break
            lines = tuple(_wrapped(text, size, width, measure))
            if len(lines) <= allowed:
                return Fitted(size, lines)
    return Fitted(sizes[-1], tuple(_wrapped(text, sizes[-1], width, measure)))


def _wrapped(text: str, size: float, width: float, measure: Measure) -> Iterator[str]:
    line = ""
    for word in _pieces(text, size, width, measure):
        longer = f"{line} {word}" if line else word
        if line and measure(longer, size) > width:
            yield line
            longer = word
        line = longer
    if line:
        yield line


def _pieces(text: str, size: float, width: float, measure: Measure) -> Iterator[str]:
    for word in text.split():
        piece = ""
        for letter in word:
            if piece and measure(piece + letter, size) > width:
                yield piece
                piece = ""
            piece += letter
        yield piece
