"""The checked answers of a practice: what they earned, and what is said of the newest."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString

from assessments.draw import Draw, Slot, translate
from assessments.grading import slot_weight
from assessments.models.checked_answer import CheckedAnswer
from assessments.practice import earned_at
from assessments.prose import prose
from assessments.queries.answers import Answer
from assessments.queries.marks import points
from assessments.queries.reasons import reason_words
from assessments.queries.wordings import Wording, wordings
from assessments.rules import ExamRules
from courses.marks import from_text

__all__ = ["Checked", "last_checked"]


@dataclass(frozen=True, slots=True)
class Checked:
    """What is said of the newest checked answer of a question.

    number: which try it was. is_right: all of it. earned, weight: points, what earlier tries take off taken off.
    feedback: of the options that were chosen. explanation: once all of it is right. is_current: it is the answer that
    counts now.
    """

    number: int
    is_right: bool
    earned: str
    weight: str
    why: tuple[str, ...]
    feedback: tuple[SafeString, ...]
    explanation: SafeString
    is_current: bool


def last_checked(
    drawn: Draw, rules: ExamRules, checked: Mapping[int, list[CheckedAnswer]], answers: Iterable[Answer],
    counted: Mapping[int, Answer],
) -> dict[int, Checked]:  # fmt: skip
    """Return what is said of the newest checked answer of each question; one statement for wordings not read yet."""
    known = wordings(drawn.versions)
    given = {answer.key: answer for answer in answers}
    return {
        slot.number: _said(slot, known[slot.version], rows[-1], rules, given, counted.get(slot.number))
        for slot in drawn.slots
        if (rows := checked.get(slot.number))
    }


def _said(
    slot: Slot, wording: Wording, row: CheckedAnswer, rules: ExamRules, given: Mapping[str, Answer], now: Answer | None
) -> Checked:
    wording = wording.of(slot)
    fraction = from_text(row.fraction)
    answer = given.get(row.response)
    value = translate(slot, answer.value if answer else None)
    chosen = [option for option in wording.type.reviewed(wording.content, value) if option.chosen]
    weight = slot_weight(slot.weight)
    return Checked(
        number=row.number,
        is_right=fraction == 1,
        earned=points(weight * earned_at(fraction, before=row.number - 1, penalty=rules.try_penalty)),
        weight=points(weight),
        why=reason_words(row.reasons),
        feedback=tuple(prose(option.feedback) for option in chosen if option.feedback),
        explanation=prose(wording.content.explanation) if fraction == 1 else SafeString(""),
        is_current=now is not None and now.key == row.response,
    )
