"""Where an exam stands after its attempts. Pure; asked at submitting and whenever a mark is made again."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from assessments.grading import counting_fraction, mark_of
from assessments.rules import ExamRules
from courses.models.progress import ActivityState

__all__ = ["exam_standing"]


def exam_standing(
    fractions: Sequence[Fraction], rules: ExamRules, pass_mark: Decimal, *, annulled: int = 0, waits: bool = False
) -> tuple[str, Fraction]:
    """Return the state of the activity and the fraction that counts.

    fractions: of the submitted attempts, in the order in which they were started; at least one. annulled: how
    many more attempts were annulled and count as used. waits: whether one of them is being marked again, so that it
    may yet earn more. A quiz is done when submitted; an exam that counts when its counting mark reaches the pass mark,
    and failed when it does not, no attempt is left and none waits.
    """
    fraction = counting_fraction(fractions, rules.counting)
    if not rules.counts or mark_of(fraction) >= pass_mark:
        return ActivityState.DONE, fraction
    if not waits and rules.attempts_left(len(fractions) + annulled) == 0:
        return ActivityState.FAILED, fraction
    return ActivityState.STARTED, fraction
