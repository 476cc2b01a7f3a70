"""What questions earn by hand since a complaint was upheld: whoever makes a mark again asks for it."""

from collections.abc import Collection, Mapping
from fractions import Fraction

from assessments.models.complaint import MarkChange
from courses.marks import from_text

__all__ = ["BY_HAND", "HandChanges", "hand_changes"]

#: The reason in a line of a marking.
BY_HAND = "by_hand"
#: By slot, the exact fraction of the question: it earns at least so much.
HandChanges = Mapping[int, Fraction]


def hand_changes(attempts: Collection[int]) -> Mapping[int, HandChanges]:
    """Return, by attempt, what its questions earn at least; those without a change are not in it. One statement.

    A mark changed by hand only rises, so that a marking by rule and this one agree by the higher of the two.
    """
    found: dict[int, dict[int, Fraction]] = {}
    rows = MarkChange.objects.filter(attempt__in=attempts).order_by("pk")
    for attempt, slot, after in rows.values_list("attempt_id", "slot", "after"):
        of_attempt = found.setdefault(attempt, {})
        of_attempt[slot] = max(from_text(after), of_attempt.get(slot, Fraction(0)))
    return found
