"""The numeric answers of the first module of PC-101 that follow a rule of its lessons."""

from fractions import Fraction

#: By key of the question: change a number in its prompt, or the rule in its lesson, and this must follow.
COMPUTED: dict[str, Fraction] = {
    # Blocks with three or more in two of the three months.
    "pc-101-q-cal-01": Fraction((6 + 4 + 1) + (3 + 2 + 5), 75) * 100,
    # Twenty minutes of one person for the report of each call.
    "pc-101-q-cal-03": Fraction(30 * (2 * 45 + 20), 60),
    # Four conversations of one visit at most.
    "pc-101-q-cal-04": Fraction(sum(min(held, 4) for held in (7, 3, 5))),
    # Ten points more than the part reported before.
    "pc-101-q-cal-05": (Fraction(9, 30) + Fraction(10, 100)) * 20,
    # The six months before the one in which the problem was chosen.
    "pc-101-q-cal-06": Fraction(8 + 6 + 7 + 9 + 8 + 10, 6),
    # Against the 24 hours, though the place closes.
    "pc-101-q-cal-07": Fraction(27, 45) / Fraction(21 - 17, 24),
    # A third of the meeting, without what the translation takes.
    "pc-101-q-cas-07": Fraction(90 - 15, 3),
    # By the last fact of each victim; who does not remember did not report.
    "pc-101-q-ctl-05": Fraction(9, 24) * 100,
    # Two minutes a turn, five where someone translates.
    "pc-101-q-leg-04": Fraction(6 * 2 + 3 * 5),
    # Four of every five.
    "pc-101-q-ctl-09": Fraction(45 * 4, 5),
}
#: The numbers that the prompts must state, so that the table above cannot drift from the text.
STATED: dict[str, list[int]] = {
    "pc-101-q-cal-01": [75, 6, 4, 1, 3, 2, 5],
    "pc-101-q-cal-03": [30, 2, 45],
    "pc-101-q-cal-04": [7, 3, 5],
    "pc-101-q-cal-05": [30, 9, 20],
    "pc-101-q-cal-06": [8, 6, 7, 9, 10],
    "pc-101-q-cal-07": [27, 45, 17, 21],
    "pc-101-q-cas-07": [90, 15],
    "pc-101-q-ctl-05": [24, 9, 5, 7, 3],
    "pc-101-q-leg-04": [9, 6, 3],
    "pc-101-q-ctl-09": [45],
}
