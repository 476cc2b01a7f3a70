"""Ordering: what an answer earns."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import combinations


def order_share(right: Sequence[str], positions: Mapping[str, int]) -> Fraction:
    """Earn max(0, 2 C / T - 1): C pairs in the right order of T = n (n - 1) / 2; n things.

    By chance half of the pairs come right, so what counts begins at one half; for a complete answer this is Kendall's
    tau (Kendall, "A New Measure of Rank Correlation", Biometrika 1938), not below 0. Four things with two neighbours
    exchanged have 5 of 6 pairs right and earn 2/3. Counting right positions would be less fair: one thing put first
    instead of last moves all the others, and would take everything; counting neighbours takes three pairs for one
    exchange. A pair of which one has no position, or both have the same, is not in the right order; it takes off no
    more than that.
    """
    pairs = list(combinations(right, 2))
    in_order = sum(
        positions[first] < positions[second] for first, second in pairs if first in positions and second in positions
    )
    return max(Fraction(2 * in_order, len(pairs)) - 1, Fraction(0))
