"""What the figures of the incidents compute: counts by cell, aoristic hours, near repeats, density."""

import math
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

__all__ = ["Incident", "Knox", "by_cell", "density", "hours", "near_repeats", "start_hours"]

#: A row of the data set of incidents.
Incident = Mapping[str, str]
#: (row of distance, column of time) → observed pairs, expected pairs, share of shuffles with as many or more.
Knox = dict[tuple[int, int], tuple[int, float, float]]

_SHUFFLES = 199


def by_cell(incidents: Sequence[Incident]) -> Counter[str]:
    """Count the incidents of each cell."""
    return Counter(each["celda"] for each in incidents)


def hours(incidents: Sequence[Incident]) -> list[float]:
    """Return the aoristic weight of each hour of the day (Ratcliffe, 2000).

    An incident known to the minute weighs 1 in its hour; one of a range weighs in each hour the part of the
    range that lies in it. Ranges may pass midnight.
    """
    weights = [0.0] * 24
    for each in incidents:
        first, last = _minute(each["hora_desde"]), _minute(each["hora_hasta"])
        if last == first:
            weights[first // 60] += 1
            continue
        length = (last - first) % 1440
        for minute in range(first, first + length):
            weights[minute // 60 % 24] += 1 / length
    return weights


def start_hours(incidents: Sequence[Incident]) -> list[int]:
    """Count the incidents by the hour in which their range begins, as one should not."""
    counts = [0] * 24
    for each in incidents:
        counts[_minute(each["hora_desde"]) // 60] += 1
    return counts


def near_repeats(incidents: Sequence[Incident], metres: Sequence[int], days: Sequence[int]) -> Knox:
    """Return Knox's table: pairs of incidents within each band of distance and time, against shuffled dates.

    The bands end at ``metres`` and ``days``; the shuffles have a fixed seed, so the table is the same each time.
    """
    places = [(int(each["x_metros"]), int(each["y_metros"])) for each in incidents]
    dates = [date.fromisoformat(each["fecha"]).toordinal() for each in incidents]
    pairs = [
        (band, i, j)
        for i in range(len(places))
        for j in range(i)
        if (band := _band(math.dist(places[i], places[j]), metres)) is not None
    ]

    def count(when: list[int]) -> Counter[tuple[int, int]]:
        return Counter(
            (band, soon) for band, i, j in pairs if (soon := _band(abs(when[i] - when[j]), days)) is not None
        )

    seen = count(dates)
    chance = random.Random(1)  # noqa: S311  a fixed seed is the point
    shuffled: list[Counter[tuple[int, int]]] = []
    for _ in range(_SHUFFLES):
        chance.shuffle(dates)
        shuffled.append(count(dates))
    return {
        cell: (
            seen[cell],
            sum(each[cell] for each in shuffled) / _SHUFFLES,
            (1 + sum(each[cell] >= seen[cell] for each in shuffled)) / (_SHUFFLES + 1),
        )
        for cell in ((row, column) for row in range(len(metres)) for column in range(len(days)))
    }


def density(incidents: Sequence[Incident], bandwidth: int, step: int, size: tuple[int, int]) -> list[list[float]]:
    """Return the quartic kernel density at the middle of each square of ``step`` metres, as parts of the highest."""
    width, height = size
    grid = [[0.0] * (width // step) for _ in range(height // step)]
    for each in incidents:
        x, y = int(each["x_metros"]), int(each["y_metros"])
        for row, line in enumerate(grid):
            for column in range(len(line)):
                far = math.dist((x, y), ((column + 0.5) * step, (row + 0.5) * step)) / bandwidth
                if far < 1:
                    line[column] += (1 - far * far) ** 2
    highest = max(max(line) for line in grid)
    return [[value / highest for value in line] for line in grid]


def _minute(hour: str) -> int:
    hours_, minutes = hour.split(":")
    return int(hours_) * 60 + int(minutes)


def _band(value: float, ends: Sequence[int]) -> int | None:
    return next((place for place, end in enumerate(ends) if value <= end), None)
