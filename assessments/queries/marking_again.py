"""An attempt marked again from all that is stored of it: by whoever has changed something of it, under its locks."""

from dataclasses import replace
from fractions import Fraction

from assessments.draw import Draw
from assessments.models.attempt import Attempt
from assessments.queries.answers import answers_of
from assessments.queries.decisions import decisions_of_exam
from assessments.queries.given_marks import given_marks_of
from assessments.queries.hand_changes import hand_changes
from assessments.queries.late_decisions import counting_with, late_counted, line_of_counting
from assessments.queries.marks import Line
from assessments.queries.tries import checked_in, tries_in
from assessments.queries.wordings import wordings
from assessments.rules import ExamRules

__all__ = ["lines_again"]


def lines_again(attempt: Attempt) -> tuple[Line, ...]:
    """Return the lines of an attempt that was handed in, by what was decided and given since; ``item`` is loaded."""
    drawn, given = Draw.from_json(attempt.draw), answers_of(attempt.pk)
    answers = counting_with(given, late_counted([attempt.pk]).get(attempt.pk, {}))
    known = wordings([slot.version for slot in drawn.slots])
    decided, marks = decisions_of_exam(attempt.item_id), given_marks_of(attempt.pk)
    least = hand_changes([attempt.pk]).get(attempt.pk, {})
    rules = ExamRules.from_payload(attempt.item.payload) if attempt.item else None
    checked = checked_in(attempt.pk) if rules and rules.is_practice else {}
    tries = tries_in(checked, given, rules.try_penalty) if rules else {}
    lines = []
    for slot in drawn.slots:
        number = slot.number
        line = line_of_counting(
            slot, answers.get(number, ()), known[slot.version], decided, tries.get(number), marks
        )  # fmt: skip
        by_hand = least.get(number, Fraction(0))
        lines.append(replace(line, fraction=by_hand) if line.fraction < by_hand else line)
    return tuple(lines)
