"""The tries at a question of a practice, and which of them counts."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from assessments.models.checked_answer import CheckedAnswer
from assessments.practice import best_try
from assessments.queries.answers import Answer
from assessments.queries.marks import Line

__all__ = ["FURTHER_TRY", "Tries", "checked_in", "checked_of_many", "tries_in"]

#: The reason in a line of a marking.
FURTHER_TRY = "further_try"


@dataclass(frozen=True, slots=True)
class Tries:
    """The answers of a question that were checked, in order, and what each further try takes off."""

    checked: tuple[Answer, ...]
    penalty: Fraction

    def best(self, last: Answer | None, line_of: Callable[[Answer], Line]) -> Line:
        """Return the line of the best try; an answer that was not checked is the last one."""
        made = list(self.checked)
        if last is not None and last.key not in {answer.key for answer in made}:
            made.append(last)
        lines = [line_of(answer) for answer in made]
        number, earned = best_try([line.fraction for line in lines], self.penalty)
        line = lines[number]
        if earned == line.fraction:
            return line
        return replace(line, fraction=earned, reasons=(*line.reasons, FURTHER_TRY))


def checked_in(attempt_id: int) -> dict[int, list[CheckedAnswer]]:
    """Return the checked answers of each question in order; one statement."""
    return checked_of_many([attempt_id]).get(attempt_id, {})


def checked_of_many(attempts: Collection[int]) -> dict[int, dict[int, list[CheckedAnswer]]]:
    """Return the same of several attempts, by attempt; those without one are not in it. One statement."""
    found: dict[int, dict[int, list[CheckedAnswer]]] = {}
    for row in CheckedAnswer.objects.filter(attempt__in=attempts).order_by("attempt", "slot", "number"):
        found.setdefault(row.attempt_id, {}).setdefault(row.slot, []).append(row)
    return found


def tries_in(
    checked: Mapping[int, Sequence[CheckedAnswer]], answers: Iterable[Answer], penalty: Fraction
) -> dict[int, Tries]:
    """Return the tries at each question that was checked. answers: all of the attempt."""
    by_key = {answer.key: answer for answer in answers}
    return {number: Tries(tuple(by_key[row.response] for row in rows), penalty) for number, rows in checked.items()}
