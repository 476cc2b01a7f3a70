"""What persons gave answers: whoever makes a mark of an attempt asks for it."""

from collections.abc import Collection, Mapping
from fractions import Fraction

from assessments.models.answer_mark import AnswerMark
from courses.marks import from_text

__all__ = ["BY_MARKER", "GivenMarks", "given_marks", "given_marks_of"]

#: The reason in a line of a marking.
BY_MARKER = "by_marker"
#: By the ``client.sequence`` of an answer, the exact fraction of the question.
GivenMarks = Mapping[str, Fraction]


def given_marks(attempts: Collection[int]) -> dict[int, GivenMarks]:
    """Return, by attempt, what persons gave its answers: the newest of each. One statement."""
    found: dict[int, dict[str, Fraction]] = {}
    rows = AnswerMark.objects.filter(answer__attempt__in=attempts).order_by("answer", "number")
    for attempt, response, fraction in rows.values_list("answer__attempt_id", "answer__response", "fraction"):
        found.setdefault(attempt, {})[response] = from_text(fraction)
    return dict(found)


def given_marks_of(attempt: int) -> GivenMarks:
    """Return the same of one attempt; one statement."""
    return given_marks([attempt]).get(attempt, {})
