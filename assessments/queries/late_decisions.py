"""Which late answers count by a decision of the examination board: whoever makes a mark again asks for it."""

from collections.abc import Collection, Iterable, Mapping

from assessments.models.late_decision import LateDecision
from assessments.queries.answers import Answer, counting

__all__ = ["LateCounted", "counting_with", "late_counted"]

#: By slot, the ``client.sequence`` of the answer that counts there.
LateCounted = Mapping[int, str]


def late_counted(attempts: Collection[int]) -> Mapping[int, LateCounted]:
    """Return, by attempt, which late answers count; those without a decision are not in it. One statement."""
    found: dict[int, dict[int, str]] = {}
    rows = LateDecision.objects.filter(attempt__in=attempts).order_by("pk")
    for attempt, slot, response in rows.values_list("attempt_id", "slot", "response"):
        found.setdefault(attempt, {})[slot] = response
    return found


def counting_with(answers: Iterable[Answer], late: LateCounted) -> dict[int, Answer]:
    """Return the answer that counts at each slot: the newest that came in time, or the late one that was decided."""
    given = list(answers)
    counted = counting(given)
    if late:
        counted |= {answer.slot: answer for answer in given if late.get(answer.slot) == answer.key}
    return counted
