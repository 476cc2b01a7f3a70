"""What is shown of a finished attempt, in words: for officers, for authors, and why a table is refused."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.review_rules import Moment, Thing
from assessments.rules import ExamRules

__all__ = ["MOMENTS", "THINGS", "review_problem", "review_words"]

MOMENTS: dict[Moment, Promise] = {
    Moment.AFTER: gettext_lazy("Just after submitting (15 minutes)"),
    Moment.OPEN: gettext_lazy("Later, while it is open"),
    Moment.CLOSED: gettext_lazy("After it has closed for everybody"),
    Moment.RESULTS: gettext_lazy("After results are published"),
}
THINGS: dict[Thing, Promise] = {
    Thing.RESPONSE: gettext_lazy("What was answered"),
    Thing.RIGHT: gettext_lazy("Whether it is right"),
    Thing.MARKS: gettext_lazy("Points of each question"),
    Thing.FEEDBACK: gettext_lazy("Feedback on what was chosen"),
    Thing.OVERALL: gettext_lazy("Explanation of the question"),
    Thing.KEY: gettext_lazy("Right answer"),
}


def review_words(rules: ExamRules) -> str:
    """Return when right answers are shown; the mark is shown at submitting."""
    if rules.shows_key_at_once:
        return _("When you submit you see the mark, the right answers and the explanations.")
    if rules.shows_key_at(Moment.CLOSED):
        return _("When you submit you see the mark. Right answers are shown when the exam has closed for everybody.")
    if rules.shows_key_at(Moment.RESULTS):
        return _("When you submit you see the mark. Right answers are shown when its results are published.")
    return _("When you submit you see the mark. Right answers are not shown.")


def review_problem(code: str) -> str:
    """Return why a table of what is shown cannot be kept, by the code of ``review_rules.problem_in``."""
    return {
        "key_at_once": _("Only a quiz shows right answers at once: others are still to sit what counts."),
        "key_without_response": _("Feedback and right answers are shown with what was answered: tick that too."),
    }[code]
