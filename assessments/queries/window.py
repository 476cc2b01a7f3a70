"""The dates of an exam in the run of an enrolment."""

from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar, cast

from django.db.models import Max, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest, Least

from assessments.eligibility import Window
from assessments.measure import Measure, review_allows
from assessments.models.attempt import Attempt
from assessments.queries.overrides import last_until
from assessments.review_rules import Moment
from assessments.rules import ExamRules
from courses.models.run import CourseRun, RunActivity

__all__ = [
    "closing_for_all",
    "key_from",
    "measure_of",
    "window_for_all",
    "window_of",
    "with_dates",
    "with_dates_for_all",
]

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


def with_dates_for_all(rows: QuerySet[M], *, run: int | OuterRef) -> QuerySet[M]:
    """Read beside these dates the latest that anybody has of his own, and until when somebody sits at present.

    ``window_for_all`` wants them: what tells the key waits for whoever is last.
    """
    sat = Attempt.objects.filter(
        enrolment__run=run, activity_uuid=OuterRef("activity_uuid"), state=Attempt.State.OPEN
    ).order_by()
    read = {
        "last_until": last_until(run=run),
        "sat_until": Subquery(sat.values("activity_uuid").annotate(last=Max("ends_at")).values("last")),
    }
    return cast("QuerySet[M]", with_dates(rows, run=run).annotate(**read))


def window_for_all(run: CourseRun, dated: Any) -> Window:
    """Return the window of an item or attempt of ``with_dates_for_all``: it ends when nobody sits any more."""
    return replace(window_of(run, dated, until=dated.last_until), sat_until=dated.sat_until)


def closing_for_all(rows: QuerySet[M], *, run: OuterRef, run_ends: str) -> QuerySet[M]:
    """Read as ``closing`` when the window of ``window_for_all`` ends, where nothing but that is asked."""
    ends = Coalesce("closes", run_ends)
    closing = Greatest(Least(run_ends, ends), Coalesce("last_until", ends), Coalesce("sat_until", ends))
    return cast("QuerySet[M]", with_dates_for_all(rows, run=run).annotate(closing=closing))


def measure_of(attempt: Any, rules: ExamRules) -> Measure:
    """Return what a review shows now of an attempt of ``finished_or_404``."""
    window = window_for_all(attempt.enrolment.run, attempt)
    return review_allows(
        rules, submitted=attempt.submitted_at, closes_for_all=window.ends, results=window.results, now=attempt.now
    )


def key_from(rules: ExamRules, window: Window) -> datetime | None:
    """Return from when right answers will be shown once the exam has closed; None: never."""
    if window.results is None or not rules.shows_key_at(Moment.CLOSED):
        at = max(window.ends, window.results or window.ends)
        return at if rules.shows_key_at(Moment.RESULTS) else None
    return window.ends
