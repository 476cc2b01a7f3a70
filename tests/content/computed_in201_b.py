"""The numeric answers of modules 4 to 7 of IN-201 again, from the data of their prompts and the rules of the course."""

from fractions import Fraction
from math import isqrt
from statistics import median

#: Twelve quiet months of ``c6-06``.
_QUIET = [8, 9, 27, 10, 7, 3, 11, 9, 8, 10, 9, 9]
#: Ten remain without the highest and the lowest.
_KEPT = sorted(_QUIET)[1:-1]
_MEAN = sum(_KEPT) // len(_KEPT)
#: The sheets of ``pen-07``: sound, with a caveat and unsupported.
_SHEETS = [(2, 6, 0), (9, 0, 1), (1, 1, 2), (5, 0, 0), (6, 1, 3), (3, 4, 1)]
#: The middle of the band of ``pro-02`` before it is rounded to a multiple of five.
_MIDDLE = 31 + Fraction(14, 20) * 24
#: The matrix of ``ach-02``, row by row.
_ROWS = ["CCC", "ICC", "CCN", "NNN", "III", "NIN", "CNC", "IIC"]

#: The signals of ``pro-05``: yes, perhaps or no in each of three scenarios.
_SIGNALS = ["YPN", "NNY", "PPN", "PYP", "YYN", "NYP", "PNN", "YNN"]
#: The rows of the case of ``c5-03`` and the two that it adds.
_CASE = ["CCCC", "CCCC", "ICCC", "CCIC", "CCCI", "CNCN", "IIII"]
#: The forces of ``pro-01``: two marks of impact and two of uncertainty.
_FORCES = [(5, 4, 3, 4), (4, 3, 5, 5), (5, 3, 5, 5), (4, 4, 3, 3), (5, 5, 4, 3), (4, 4, 2, 4)]


def _is_axis(one: int, other: int, doubt: int, other_doubt: int) -> bool:
    """Keep the lower impact and the higher uncertainty, unless the two persons have to talk."""
    agreed = max(abs(one - other), abs(doubt - other_doubt)) < 2
    return agreed and min(one, other) > 3 and max(doubt, other_doubt) > 3


#: By key of the question: change a number in its prompt and this must follow.
COMPUTED: dict[str, Fraction] = {
    "in-201-q-pen-01": Fraction(144 + 3 * isqrt(144)),
    "in-201-q-pen-02": Fraction(3 * 2),
    "in-201-q-pen-03": 24 / (Fraction(9, 20) - Fraction(20, 100)),
    "in-201-q-pen-07": Fraction(sum(1 <= without <= 2 for _, _, without in _SHEETS)),
    "in-201-q-c4-03": Fraction(median([30, 35, 45, 50, 60, 70])),
    "in-201-q-ach-01": Fraction(10 * 3, 5),
    "in-201-q-ach-02": Fraction(sum("I" in row and set(row) != {"I"} for row in _ROWS)),
    "in-201-q-ach-05": Fraction(6 + 1 - 4),
    "in-201-q-c5-01": Fraction(12 * 2, 3),
    "in-201-q-c5-03": Fraction(4 + 1 - sum("I" in row and set(row) != {"I"} for row in _CASE)),
    "in-201-q-c5-05": Fraction(3 * 2 + 2 * (2 * 3) + 1 * 3),
    "in-201-q-c5-07": Fraction(1 * 3 * 2),
    "in-201-q-pro-01": Fraction(sum(_is_axis(*marks) for marks in _FORCES)),
    "in-201-q-pro-02": Fraction(5 * round(_MIDDLE / 5) - 5),
    "in-201-q-pro-03": Fraction(28, 4),
    "in-201-q-pro-05": Fraction(sum(s.count("Y") == 1 and s.count("P") < 2 for s in _SIGNALS)),
    "in-201-q-c6-06": Fraction(_MEAN + 2 * isqrt(_MEAN) + 1),
    "in-201-q-esc-05": ((1 - Fraction(8, 10)) ** 2 + Fraction(6, 10) ** 2 + Fraction(3, 10) ** 2 + Fraction(1, 2) ** 2)
    / 4,
    "in-201-q-c7-06": Fraction(690 - 6 * 80),
    "in-201-q-c7-05": 40 * Fraction(85 - 20, 100),
}
#: The numbers that the prompts must state, so that the table above cannot drift from the text.
STATED: dict[str, list[int]] = {
    "in-201-q-pen-01": [144],
    "in-201-q-pen-02": [5],
    "in-201-q-pen-03": [120, 24, 20, 9],
    "in-201-q-pen-07": [count for sheet in _SHEETS for count in sheet],
    "in-201-q-c4-03": [30, 35, 45, 50, 60, 70, 80],
    "in-201-q-ach-01": [10, 3],
    "in-201-q-ach-02": [1, 2, 3, 4, 5, 6, 7, 8],
    "in-201-q-ach-05": [6, 12, 5, 2, 1, 4],
    "in-201-q-c5-01": [5, 15, 12],
    "in-201-q-c5-03": [9, 10],
    "in-201-q-c5-05": [1, 2, 3],
    "in-201-q-c5-07": [1, 3, 2],
    "in-201-q-pro-01": [1, 2, 3, 4, 5],
    "in-201-q-pro-02": [31, 14, 20, 24],
    "in-201-q-pro-03": [24, 28],
    "in-201-q-pro-05": [1, 2, 3],
    "in-201-q-c6-06": sorted(set(_QUIET)),
    "in-201-q-esc-05": [8, 6, 3, 9],
    "in-201-q-c7-05": [40],
    "in-201-q-c7-06": [690],
}
