"""The dates of an exam in the run of an enrolment."""

from datetime import datetime
from typing import Any, TypeVar, cast

from django.db.models import Model, OuterRef, QuerySet, Subquery

from assessments.eligibility import Window
from courses.models.run import CourseRun, RunActivity

__all__ = ["window_of", "with_dates"]

M = TypeVar("M", bound=Model)
_DATES = ("opens", "start_until", "closes")


def with_dates(rows: QuerySet[M], *, run: int | OuterRef) -> QuerySet[M]:
    """Read with items or attempts the dates that a run gives to their activity: ``window_of`` wants them."""
    dates = RunActivity.objects.filter(run=run, activity_uuid=OuterRef("activity_uuid"))
    return cast("QuerySet[M]", rows.annotate(**{name: Subquery(dates.values(name)) for name in _DATES}))


def window_of(run: CourseRun, dated: Any, *, until: datetime | None = None) -> Window:
    """Return the window of an item or attempt of ``with_dates`` in its run; until: the officer's own date."""
    return Window(
        run_starts=run.starts_at, run_ends=run.ends_at,
        opens=dated.opens, start_until=dated.start_until, closes=dated.closes, until=until,
    )  # fmt: skip
