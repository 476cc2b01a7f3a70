"""Which late answers count by a decision of the examination board: whoever makes a mark again asks for it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction

from assessments.draw import Slot
from assessments.models.late_decision import LateDecision
from assessments.queries.answers import Answer, counting
from assessments.queries.decisions import Decisions, marked_line
from assessments.queries.given_marks import GivenMarks
from assessments.queries.marks import Line
from assessments.queries.tries import Tries
from assessments.queries.wordings import Wording

__all__ = ["LateCounted", "counting_with", "late_counted", "line_of_counting"]

#: By slot, the ``client.sequence`` of the answers that were decided to count there, in the order of the decisions.
LateCounted = Mapping[int, Sequence[str]]


def late_counted(attempts: Collection[int]) -> Mapping[int, LateCounted]:
    """Return, by attempt, which late answers count; those without a decision are not in it. One statement."""
    found: dict[int, dict[int, list[str]]] = {}
    rows = LateDecision.objects.filter(attempt__in=attempts).order_by("pk")
    for attempt, slot, response in rows.values_list("attempt_id", "slot", "response"):
        found.setdefault(attempt, {}).setdefault(slot, []).append(response)
    return found


def counting_with(answers: Iterable[Answer], late: LateCounted) -> dict[int, tuple[Answer, ...]]:
    """Return the answers that count at each slot: the newest that came in time, then late ones as they were decided."""
    given = list(answers)
    found: dict[int, tuple[Answer, ...]] = {slot: (answer,) for slot, answer in counting(given).items()}
    if late:
        by_key = {answer.key: answer for answer in given}
        found |= {slot: (*found.get(slot, ()), *(by_key[key] for key in keys)) for slot, keys in late.items()}
    return found


def line_of_counting(
    slot: Slot, answers: Sequence[Answer], wording: Wording, decisions: Decisions, tries: Tries | None,
    given: GivenMarks,
) -> Line:  # fmt: skip
    """Return what a slot earns by the answers of ``counting_with``; the rest as ``marked_line``.

    By rule the newest decision holds: it was made because it earns more. What a person marks could not be compared
    then. So the line waits while one of these answers does, and then the one that earns most counts, the earlier of
    equals: no mark falls by a decision.
    """
    if not answers:
        return marked_line(slot, None, wording, decisions, tries, given)
    if not wording.type.is_marked_by_hand:
        return marked_line(slot, answers[-1], wording, decisions, tries, given)
    lines = [marked_line(slot, answer, wording, decisions, tries, given) for answer in answers]
    waiting = next((line for line in lines if line.waits), None)
    return waiting or max(lines, key=lambda line: given.get(line.response, Fraction(0)))
