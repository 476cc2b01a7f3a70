"""What a review shows, and when."""

from dataclasses import replace
from datetime import timedelta

import pytest

from assessments.measure import Measure, review_allows
from tests.assessments.test_eligibility import NOW, RULES

EXAM = replace(RULES, review="after_close")
QUIZ = replace(RULES, counts=False)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize("rules", [RULES, EXAM])
def test_nothing_is_shown_before_submitting(rules):
    measure = review_allows(rules, submitted=False, closes_for_all=NOW - MINUTE, now=NOW)
    assert measure == Measure(mark=False, answers=False)


@pytest.mark.parametrize(
    ("rules", "closes", "answers"),
    [
        (QUIZ, NOW + MINUTE, True),
        (RULES, NOW + MINUTE, False),
        (EXAM, NOW + MINUTE, False),
        (EXAM, NOW, True),
        (EXAM, NOW - MINUTE, True),
    ],
)
def test_right_answers_of_an_exam_wait_until_it_has_closed_for_everybody(rules, closes, answers):
    assert review_allows(rules, submitted=True, closes_for_all=closes, now=NOW) == Measure(mark=True, answers=answers)
