"""What a review shows, and when."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from assessments.measure import NOTHING, review_allows
from assessments.review_rules import JUST_AFTER, PRESETS, Moment, Thing, problem_in, table_of
from tests.assessments.test_eligibility import NOW, RULES

EXAM = replace(RULES, review="after_close")
QUIZ = replace(RULES, counts=False)
MINUTE = timedelta(minutes=1)
EVERYTHING: dict[str, Any] = {moment: list(Thing) for moment in Moment}


@pytest.mark.parametrize("rules", [RULES, EXAM])
def test_nothing_is_shown_before_submitting(rules):
    assert review_allows(rules, submitted=None, closes_for_all=NOW - MINUTE, now=NOW) == NOTHING


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
    measure = review_allows(rules, submitted=NOW, closes_for_all=closes, now=NOW)
    assert measure.mark
    assert measure.answers is answers
    assert measure.things >= {Thing.RIGHT, Thing.MARKS}


def test_whatever_the_table_says_nothing_tells_the_key_of_an_exam_that_counts_before_its_closing():
    rules = replace(EXAM, review=EVERYTHING)
    for since in (timedelta(0), timedelta(days=3)):
        shown = review_allows(rules, submitted=NOW - since, closes_for_all=NOW + MINUTE, now=NOW).things
        assert not shown & {Thing.KEY, Thing.FEEDBACK, Thing.OVERALL}
    assert review_allows(rules, submitted=NOW, closes_for_all=NOW, now=NOW).answers


@pytest.mark.parametrize(
    ("since", "closes", "results", "moment"),
    [
        (timedelta(0), MINUTE, None, Moment.AFTER),
        (JUST_AFTER, MINUTE, None, Moment.OPEN),
        (timedelta(0), -MINUTE, None, Moment.RESULTS),
        (timedelta(0), -MINUTE, MINUTE, Moment.CLOSED),
        (timedelta(0), -MINUTE, timedelta(0), Moment.RESULTS),
    ],
)
def test_each_moment_has_its_own_row(since, closes, results, moment):
    rules = replace(QUIZ, review={moment: ["right"]})
    measure = review_allows(
        rules, submitted=NOW - since, closes_for_all=NOW + closes,
        results=None if results is None else NOW + results, now=NOW,
    )  # fmt: skip
    assert measure.things == {Thing.RIGHT}


def test_a_table_reads_as_it_was_written():
    for preset in PRESETS.values():
        assert table_of(preset.to_json()).to_json() == preset.to_json()


@pytest.mark.parametrize("stored", [{"sometime": []}, {"after": ["seed"]}, {"after": "key"}])
def test_a_table_of_something_else_is_none(stored):
    with pytest.raises(ValueError, match=r".*"):
        table_of(stored)


@pytest.mark.parametrize(
    ("table", "counts", "code"),
    [
        ({"closed": ["key"]}, False, "key_without_response"),
        ({"after": ["response", "overall"]}, True, "key_at_once"),
        ({"after": ["response", "overall"]}, False, ""),
        ({"results": ["response", "key"]}, True, ""),
    ],
)
def test_what_a_table_cannot_mean_is_named(table, counts, code):
    assert problem_in(table_of(table), counts=counts) == code
