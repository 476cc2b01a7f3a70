"""The numeric answers of modules 1 to 3 of IN-201 again, from the data of their prompts."""

from datetime import date, timedelta
from fractions import Fraction
from math import ceil, floor

#: The working days of ``req-01`` between the arrival of the order and its decision.
_BETWEEN = [day for day in (date(2026, 6, 3) + timedelta(n) for n in range(1, 15)) if day.weekday() < 5]
#: What the seven orders of ``c2-02`` lack.
_LACK = [[], ["decisión"], ["tiempo"], ["lugar", "plazo"], ["objeto"], ["plazo"], ["objeto", "tiempo"]]

#: By key of the question: change a number in its prompt and this must follow.
COMPUTED: dict[str, Fraction] = {
    "in-201-q-est-02": (18 + 12 + Fraction(12, 2)) / 160 * 100,
    "in-201-q-est-04": Fraction(min(6, 9) * 8),
    "in-201-q-est-06": Fraction(9 + 1),
    "in-201-q-est-07": Fraction(24 - 42 // 3),
    "in-201-q-c1-05": Fraction(max(40, 260 // 10)),
    "in-201-q-req-01": Fraction(len(_BETWEEN[:-1])),
    "in-201-q-c2-02": Fraction(sum("decisión" in lack or len(lack) > 1 for lack in _LACK)),
    "in-201-q-req-03": 240 * Fraction(55, 100),
    "in-201-q-req-04": Fraction(ceil(Fraction(54 + 15, 160) * 100) - floor(Fraction(54, 160) * 100)),
    "in-201-q-fue-07": Fraction(next(more for more in range(99) if (15 + more) * 100 >= 85 * (19 + more))),
}
#: The numbers that the prompts must state, so that the table above cannot drift from the text.
STATED: dict[str, list[int]] = {
    "in-201-q-est-02": [160, 118, 18, 12],
    "in-201-q-est-04": [6, 9, 131],
    "in-201-q-est-06": [38, 9, 13, 10, 6],
    "in-201-q-est-07": [42, 24],
    "in-201-q-c1-05": [260],
    "in-201-q-req-01": [3, 18],
    "in-201-q-c2-02": [7],
    "in-201-q-req-03": [240],
    "in-201-q-req-04": [160, 54, 91, 15],
    "in-201-q-fue-07": [19, 15],
}
