"""Hot spot: points, squares and targets. Exact, in thousandths of the picture's sides; x to the right, y down."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

__all__ = ["Grid", "Place", "Shape", "circle", "hits", "place_of", "polygon"]

Point = tuple[Fraction, Fraction]
_SIDE = 1000


@dataclass(frozen=True)
class Shape:
    """A target. centre: the point for which it stands in the grid; area: in square thousandths, of polygons."""

    holds: Callable[[Point], bool]
    centre: Point
    area: Fraction


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody pointed: one point, or a square from one corner to the opposite one."""

    corner: Point
    opposite: Point

    @property
    def is_square(self) -> bool:
        """Whether it is a square."""
        return self.corner != self.opposite

    @property
    def middle(self) -> Point:
        """Its middle; of a point, the point."""
        return (self.corner[0] + self.opposite[0]) / 2, (self.corner[1] + self.opposite[1]) / 2

    def hits(self, shape: Shape) -> bool:
        """Say whether it hits: a point lies in the target; a square's middle does, or it holds the target's centre."""
        if shape.holds(self.middle):
            return True
        (left, top), (right, bottom), (x, y) = self.corner, self.opposite, shape.centre
        # The last row and column hold their outer edge too, so that every centre lies in exactly one square.
        across = left <= x < right or x == right == _SIDE
        down = top <= y < bottom or y == bottom == _SIDE
        return self.is_square and across and down


@dataclass(frozen=True, slots=True)
class Grid:
    """Squares of one size: columns A, B, C … from the left, rows 1, 2, 3 … from above."""

    columns: int
    rows: int

    @property
    def letters(self) -> str:
        """The names of the columns."""
        return "ABCDEFGHIJKL"[: self.columns]

    @property
    def squares(self) -> tuple[str, ...]:
        """The names of the squares, row by row."""
        return tuple(f"{letter}{row}" for row in range(1, self.rows + 1) for letter in self.letters)

    def square(self, name: str) -> Place | None:
        """Give a square by its name; None: there is none."""
        if name not in self.squares:
            return None
        column, row = self.letters.index(name[0]), int(name[1:]) - 1
        wide, high = Fraction(_SIDE, self.columns), Fraction(_SIDE, self.rows)
        return Place((column * wide, row * high), ((column + 1) * wide, (row + 1) * high))

    def name_at(self, point: Point) -> str:
        """Give the name of the square in which a point lies."""
        column = min(int(point[0] * self.columns / _SIDE), self.columns - 1)
        row = min(int(point[1] * self.rows / _SIDE), self.rows - 1)
        return f"{self.letters[column]}{row + 1}"


def place_of(text: str, grid: Grid) -> Place | None:
    """Read "x:y" or the name of a square; None: a square that this grid does not have."""
    x, colon, y = text.partition(":")
    if not colon:
        return grid.square(text)
    point = (Fraction(int(x)), Fraction(int(y)))
    return Place(point, point)


def circle(x: int, y: int, radius: int, *, ratio: Fraction) -> Shape:
    """Give a circle as it looks: radius in thousandths of the width, so that height by width (ratio) is needed."""

    def holds(point: Point) -> bool:
        across, down = point[0] - x, (point[1] - y) * ratio
        return across**2 + down**2 <= radius**2

    return Shape(holds, (Fraction(x), Fraction(y)), Fraction(radius**2))


def polygon(corners: Sequence[Sequence[int]]) -> Shape:
    """Give a polygon, its edge included; its centre is the middle of the widest stretch inside, half way down."""
    points = [(Fraction(x), Fraction(y)) for x, y in corners]
    edges = list(zip(points, [*points[1:], points[0]], strict=True))
    doubled = sum((ax * by - bx * ay for (ax, ay), (bx, by) in edges), Fraction(0))
    return Shape(lambda point: _inside(point, edges), _centre(edges), abs(doubled) / 2)


def hits(places: Sequence[Place], shapes: Sequence[Shape]) -> tuple[frozenset[int], int]:
    """Give the targets that were hit, each by a place of its own, and count the places that hit nothing."""
    reached = [[number for number, shape in enumerate(shapes) if place.hits(shape)] for place in places]
    return _matched(reached), sum(not each for each in reached)


def _matched(reached: Sequence[Sequence[int]]) -> frozenset[int]:
    """Give as many targets as can each have a place of their own (augmenting paths, as in `selection`)."""
    holder: dict[int, int] = {}

    def serve(place: int, tried: set[int]) -> bool:
        for target in reached[place]:
            if target not in tried:
                tried.add(target)
                if target not in holder or serve(holder[target], tried):
                    holder[target] = place
                    return True
        return False

    for place in range(len(reached)):
        serve(place, set())
    return frozenset(holder)


Edge = tuple[Point, Point]


def _inside(point: Point, edges: Sequence[Edge]) -> bool:
    """Say whether a point lies in a polygon or on its edge: a ray to the right crosses edges an odd number of times."""
    x, y = point
    inside = False
    for (ax, ay), (bx, by) in edges:
        turn = (bx - ax) * (y - ay) - (by - ay) * (x - ax)
        if turn == 0 and min(ax, bx) <= x <= max(ax, bx) and min(ay, by) <= y <= max(ay, by):
            return True
        if (ay > y) != (by > y) and x < ax + (bx - ax) * (y - ay) / (by - ay):
            inside = not inside
    return inside


def _centre(edges: Sequence[Edge]) -> Point:
    """Give a point well inside: the centre of gravity of a polygon with a bay may lie outside it."""
    heights = sorted({y for (_x, y), _end in edges})
    y = (heights[0] + heights[-1]) / 2
    if y in heights:  # through a corner the stretches would be hard to tell
        after = next((height for height in heights if height > y), heights[-1])
        y = (y + after) / 2
    across = sorted(ax + (bx - ax) * (y - ay) / (by - ay) for (ax, ay), (bx, by) in edges if (ay > y) != (by > y))
    stretches = list(zip(across[::2], across[1::2], strict=False))
    left, right = max(stretches, key=lambda stretch: stretch[1] - stretch[0], default=(edges[0][0][0],) * 2)
    return (left + right) / 2, y
