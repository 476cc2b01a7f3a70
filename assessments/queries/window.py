"""The dates of an exam in the run of an enrolment."""

from datetime import datetime
from typing import Any, TypeVar, cast

from django.db.models import Model, OuterRef, QuerySet, Subquery

from assessments.eligibility import Window
from assessments.measure import Measure, review_allows
from assessments.review_rules import Moment
from assessments.rules import ExamRules
from courses.models.run import CourseRun, RunActivity

__all__ = ["key_from", "measure_of", "window_of", "with_dates"]

M = TypeVar("M", bound=Model)
_DATES = ("opens", "start_until", "closes", "results")


def with_dates(rows: QuerySet[M], *, run: int | OuterRef) -> QuerySet[M]:
    """Read with items or attempts the dates that a run gives to their activity: ``window_of`` wants them."""
    dates = RunActivity.objects.filter(run=run, activity_uuid=OuterRef("activity_uuid"))
    return cast("QuerySet[M]", rows.annotate(**{name: Subquery(dates.values(name)) for name in _DATES}))


def window_of(run: CourseRun, dated: Any, *, until: datetime | None = None) -> Window:
    """Return the window of an item or attempt of ``with_dates`` in its run; until: the officer's own date.

    An activity of an outline has the dates too, but for when results are published.
    """
    return Window(
        run_starts=run.starts_at, run_ends=run.ends_at,
        opens=dated.opens, start_until=dated.start_until, closes=dated.closes, until=until,
        results=getattr(dated, "results", None),
    )  # fmt: skip


def measure_of(attempt: Any, rules: ExamRules) -> Measure:
    """Return what a review shows now of an attempt of ``finished_or_404``."""
    window = window_of(attempt.enrolment.run, attempt, until=attempt.last_until)
    return review_allows(
        rules, submitted=attempt.submitted_at, closes_for_all=window.ends, results=window.results, now=attempt.now
    )


def key_from(rules: ExamRules, window: Window) -> datetime | None:
    """Return from when right answers will be shown once the exam has closed; None: never."""
    if window.results is None or not rules.shows_key_at(Moment.CLOSED):
        at = max(window.ends, window.results or window.ends)
        return at if rules.shows_key_at(Moment.RESULTS) else None
    return window.ends
