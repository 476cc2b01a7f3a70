"""When an exam may be started, and when a sitting ends: a pure rule."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from assessments.eligibility import Eligibility, Verdict, Window, ends_at, may_start
from assessments.rules import ExamRules

NOW = datetime(2026, 11, 25, 15, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
RULES = ExamRules(
    intro="", counts=True, minutes=40, attempts=2, wait=24 * HOUR, counting="highest", pass_mark=None, review="at_once"
)
WINDOW = Window(run_starts=NOW - DAY, run_ends=NOW + 30 * DAY)


def verdict(
    *submitted: datetime, window: Window = WINDOW, rules: ExamRules = RULES, active: bool = True
) -> Eligibility:
    return may_start(rules, window, active=active, made=len(submitted), last=max(submitted, default=None), now=NOW)


def test_a_first_attempt_may_begin_while_the_run_is_under_way():
    assert verdict() == Eligibility(Verdict.MAY)


def test_nothing_begins_once_the_enrolment_has_ended():
    assert verdict(active=False).verdict == Verdict.NOT_IN_PROGRESS


@pytest.mark.parametrize(
    ("changes", "expected", "at"),
    [
        ({"run_starts": NOW + HOUR}, Verdict.NOT_OPEN_YET, NOW + HOUR),
        ({"opens": NOW + HOUR}, Verdict.NOT_OPEN_YET, NOW + HOUR),
        ({"opens": NOW}, Verdict.MAY, None),
        ({"start_until": NOW + HOUR}, Verdict.MAY, None),
        ({"start_until": NOW}, Verdict.OVER, NOW),
        ({"closes": NOW - HOUR}, Verdict.OVER, NOW - HOUR),
        ({"run_ends": NOW}, Verdict.OVER, NOW),
    ],
)
def test_the_dates_of_run_and_activity_bound_the_start(changes, expected, at):
    assert verdict(window=replace(WINDOW, **changes)) == Eligibility(expected, at)


def test_the_wait_runs_from_the_last_submission():
    assert verdict(NOW - 23 * HOUR) == Eligibility(Verdict.WAIT, NOW + HOUR)
    assert verdict(NOW - 24 * HOUR).verdict == Verdict.MAY


def test_a_wait_that_outlasts_the_window_says_that_it_is_over():
    window = replace(WINDOW, closes=NOW + HOUR)
    assert verdict(NOW - HOUR, window=window) == Eligibility(Verdict.OVER, NOW + HOUR)


def test_attempts_run_out_unless_there_is_no_limit():
    both = (NOW - 3 * DAY, NOW - 2 * DAY)
    assert verdict(*both).verdict == Verdict.NO_ATTEMPTS_LEFT
    assert verdict(*both, rules=replace(RULES, attempts=None)).verdict == Verdict.MAY


@pytest.mark.parametrize(
    ("minutes", "changes", "end"),
    [
        (40, {}, NOW + timedelta(minutes=40)),
        (40, {"closes": NOW + timedelta(minutes=10)}, NOW + timedelta(minutes=10)),
        (40, {"run_ends": NOW + timedelta(minutes=5)}, NOW + timedelta(minutes=5)),
        (None, {}, WINDOW.run_ends),
        (None, {"closes": NOW + DAY}, NOW + DAY),
        (40, {"closes": NOW + 60 * DAY}, NOW + timedelta(minutes=40)),
    ],
)
def test_a_sitting_ends_with_its_time_the_window_or_the_run_whichever_is_first(minutes, changes, end):
    assert ends_at(replace(RULES, minutes=minutes), replace(WINDOW, **changes), NOW) == end
