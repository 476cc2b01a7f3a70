"""How much of a finished attempt its officer may see: one rule, asked by everything that shows one. Pure."""

from dataclasses import dataclass
from datetime import datetime

from assessments.rules import ExamRules

__all__ = ["Measure", "review_allows"]


@dataclass(frozen=True, slots=True)
class Measure:
    """mark: the mark and what each question earned. answers: right answers, feedback, explanations."""

    mark: bool
    answers: bool


def review_allows(rules: ExamRules, *, submitted: bool, closes_for_all: datetime, now: datetime) -> Measure:
    """Say what a review shows.

    Nothing before submitting. The mark and how it was made at once. Right answers and feedback at
    once where a quiz says so; otherwise, and always of an exam that counts, when its window has closed for
    everybody, since whoever is still to sit it would know the key.
    """
    if not submitted:
        return Measure(mark=False, answers=False)
    return Measure(mark=True, answers=rules.shows_key_at_once or now >= closes_for_all)
