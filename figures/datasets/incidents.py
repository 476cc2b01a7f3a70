"""Six hundred incidents of Los Algarrobos, a district that does not exist.

Half a year on a grid of its own, in metres from a corner. Planted in it, for learners to find: a hot spot of
street robbery at the terminal in the evening; a second one, of car parts, at the market by night; and burglaries
that come back near and soon. Burglaries and car parts have a range of hours, since nobody saw them.
"""

import random
from dataclasses import dataclass
from datetime import date, timedelta

__all__ = ["CELL", "HEIGHT", "WIDTH", "cell_of", "rows"]

WIDTH, HEIGHT, CELL = 3_000, 2_000, 200
_START, _DAYS = date(2026, 1, 1), 181
_TERMINAL, _MARKET = (2_100, 1_300), (700, 500)
#: A burglary's neighbours in place and time.
_NEAR, _SOON = 140, 12


@dataclass(frozen=True)
class _Incident:
    kind: str
    day: date
    first: int
    last: int
    x: int
    y: int


def cell_of(x: int, y: int) -> str:
    """Name the cell of 200 by 200 metres: column A to O from the west, row 1 to 10 from the south."""
    return f"{'ABCDEFGHIJKLMNO'[x // CELL]}{y // CELL + 1}"


def rows() -> list[list[str]]:
    """Return the header and 600 incidents in order of time."""
    chance = random.Random(20_260_101)  # noqa: S311  a fixed seed is the point
    made = [
        *(_street(chance, near=_TERMINAL) for _ in range(92)),
        *(_street(chance, near=None) for _ in range(128)),
        *(_parts(chance, near=_MARKET) for _ in range(46)),
        *(_parts(chance, near=None) for _ in range(74)),
        *_burglaries(chance, 150),
        *(_anywhere(chance, "Gresca") for _ in range(60)),
        *(_anywhere(chance, "Hurto en local") for _ in range(50)),
    ]
    made.sort(key=lambda each: (each.day, each.first, each.x))
    header = ["numero", "tipo", "fecha", "hora_desde", "hora_hasta", "x_metros", "y_metros", "celda"]
    return [header, *(_row(number, each) for number, each in enumerate(made, start=1))]


def _row(number: int, one: _Incident) -> list[str]:
    return [
        str(number), one.kind, one.day.isoformat(), _hour(one.first), _hour(one.last), str(one.x), str(one.y),
        cell_of(one.x, one.y),
    ]  # fmt: skip


def _hour(minutes: int) -> str:
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"


def _day(chance: random.Random) -> date:
    return _START + timedelta(days=chance.randrange(_DAYS))


def _around(chance: random.Random, centre: tuple[int, int], spread: int) -> tuple[int, int]:
    x, y = (round(chance.gauss(middle, spread)) for middle in centre)
    return min(max(x, 0), WIDTH - 1), min(max(y, 0), HEIGHT - 1)


def _somewhere(chance: random.Random) -> tuple[int, int]:
    """More towards the middle: the borders are hills and fields."""
    return round(chance.triangular(0, WIDTH - 1, 1_500)), round(chance.triangular(0, HEIGHT - 1, 900))


def _street(chance: random.Random, near: tuple[int, int] | None) -> _Incident:
    x, y = _around(chance, near, 75) if near else _somewhere(chance)
    hour = chance.choice([18, 18, 19, 19, 19, 20, 20, 21, 21, 22, 7, 13]) if near else chance.randrange(6, 24)
    at = hour * 60 + chance.randrange(0, 60, 5)
    return _Incident("Robo al paso", _day(chance), at, at, x, y)


def _parts(chance: random.Random, near: tuple[int, int] | None) -> _Incident:
    """Parked in the evening, missed in the morning."""
    x, y = _around(chance, near, 95) if near else _somewhere(chance)
    first = chance.choice([20, 21, 22, 22, 23]) * 60
    return _Incident("Hurto de autopartes", _day(chance), first, first + chance.choice([4, 6, 8, 9]) * 60, x, y)


def _burglaries(chance: random.Random, count: int) -> list[_Incident]:
    """A third of them follow another one near and soon, as near repeats do."""
    made: list[_Incident] = []
    while len(made) < count:
        day, (x, y) = _day(chance), _somewhere(chance)
        if made and chance.random() < 1 / 3:
            before = chance.choice(made[-40:])
            day = min(before.day + timedelta(days=chance.randint(1, _SOON)), _START + timedelta(days=_DAYS - 1))
            x, y = _around(chance, (before.x, before.y), _NEAR // 2)
        first = chance.choice([7, 8, 8, 9, 14, 19, 20]) * 60
        made.append(_Incident("Robo en vivienda", day, first, first + chance.choice([3, 4, 5, 6, 8]) * 60, x, y))
    return made


def _anywhere(chance: random.Random, kind: str) -> _Incident:
    x, y = _somewhere(chance)
    at = (chance.choice([0, 1, 20, 21, 22, 23]) if kind == "Gresca" else chance.randrange(8, 21)) * 60
    at += chance.randrange(0, 60, 5)
    return _Incident(kind, _day(chance), at, at, x, y)
