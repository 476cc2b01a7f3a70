"""Hot spot: the picture with its grid, as a template draws it; numbers are texts, so that no language writes them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from assessments.question_types.hot_spot.geometry import Place, hits
from assessments.question_types.hot_spot.grading import places
from assessments.question_types.hot_spot.schema import Content, Target, Value

__all__ = ["Board", "Choice", "Found", "Line", "Mark", "Outline", "board", "reviewed_board"]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the grid, and the name of the column or row that begins there."""

    at: str
    name: str
    name_at: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A place that was given. square: its width and height; empty for a point."""

    number: int
    x: str
    y: str
    square: tuple[str, str, str, str] | None


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the places to give. value: as stored; point: across and down in per cent, where it is no square."""

    number: int
    value: str
    point: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Outline:
    """A target's shape: a circle (x, y, radius), or the corners of a polygon."""

    circle: tuple[str, str, str] | None
    corners: str


@dataclass(frozen=True, slots=True)
class Found:
    """A target in a review."""

    label: str
    square: str
    hit: bool
    outline: Outline


@dataclass(frozen=True, slots=True)
class Board:
    """The drawing is 1000 wide. choices: one for each place that may be given. targets: only in a review."""

    height: str
    columns: tuple[Line, ...]
    rows: tuple[Line, ...]
    squares: tuple[str, ...]
    marks: tuple[Mark, ...]
    choices: tuple[Choice, ...]
    targets: tuple[Found, ...] = ()


def board(content: Content, value: Value) -> Board:
    """Give what a sitting draws."""
    given = list(value or ())[: content.most]
    shown = [*given, *[""] * (content.most - len(given))]
    grid, ratio = content.grid, _ratio(content)
    return Board(
        height=_text(1000 * ratio),
        columns=tuple(_lines(grid.letters, Fraction(1000, grid.columns))),
        rows=tuple(_lines([str(row + 1) for row in range(grid.rows)], Fraction(1000, grid.rows) * ratio)),
        squares=grid.squares,
        marks=tuple(_mark(number, place, ratio) for number, place in enumerate(places(content, given), start=1)),
        choices=tuple(Choice(number, text, _per_cent(text)) for number, text in enumerate(shown, start=1)),
    )


def reviewed_board(content: Content, value: Value) -> Board:
    """Give what a review draws: also the targets, and which were hit."""
    plain = board(content, value)
    found, _missed = hits(places(content, list(value or ())), content.shapes)
    targets = tuple(
        Found(target.label, content.grid.name_at(shape.centre), number in found, _outline(target, _ratio(content)))
        for number, (target, shape) in enumerate(zip(content.targets, content.shapes, strict=True))
    )
    return Board(plain.height, plain.columns, plain.rows, plain.squares, plain.marks, (), targets)


def place_words(text: str) -> str:
    """Write a place on one line: `C4`, or how far across and down."""
    point = _per_cent(text)
    return f"({point[0]} %, {point[1]} %)" if point else text


def _ratio(content: Content) -> Fraction:
    image = content.image
    return Fraction(image.height, image.width) if image.width else Fraction(1)


def _lines(names: Sequence[str], step: Fraction) -> Iterable[Line]:
    return (Line(_text(number * step), name, _text(number * step + step / 2)) for number, name in enumerate(names))


def _mark(number: int, place: Place, ratio: Fraction) -> Mark:
    (left, top), (right, bottom) = place.corner, place.opposite
    x, y = place.middle
    square = (_text(left), _text(top * ratio), _text(right - left), _text((bottom - top) * ratio))
    return Mark(number, _text(x), _text(y * ratio), square if place.is_square else None)


def _outline(target: Target, ratio: Fraction) -> Outline:
    if target.circle:
        x, y, radius = target.circle
        return Outline((str(x), _text(y * ratio), str(radius)), "")
    return Outline(None, " ".join(f"{x},{_text(y * ratio)}" for x, y in target.polygon))


def _per_cent(text: str) -> tuple[str, str] | None:
    x, colon, y = text.partition(":")
    return (f"{int(x) / 10:g}", f"{int(y) / 10:g}") if colon else None


def _text(number: Fraction) -> str:
    return f"{float(number):.1f}".removesuffix(".0")
