"""How far those who learn in a run should be by now: one measure for rosters, instructors and counts."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import OuterRef, Q, Subquery

from courses.models import CourseRun, EditionItem, RunActivity

__all__ = ["Pace", "Step", "expected_in", "pace"]


@dataclass(frozen=True)
class Step:
    """A required activity, in the order of the course."""

    uuid: UUID
    order: int
    label: str
    title: str


@dataclass(frozen=True)
class Pace:
    """The required activities of a run, and how many of them should be done by now."""

    steps: Sequence[Step]
    expected: int

    @property
    def activities(self) -> list[UUID]:
        """The keys of the required activities."""
        return [step.uuid for step in self.steps]


def pace(run: CourseRun, *, at: datetime) -> Pace:
    """Return the pace of a run at a moment; one statement.

    Expected is the part of the required activities that is the part of the run's time gone by, rounded down, and
    at least as many as have a date that has passed. Who has done fewer is behind.
    """
    dates = RunActivity.objects.filter(run=run, activity_uuid=OuterRef("activity_uuid"))
    required = EditionItem.objects.filter(edition=run.edition_id, required=True).exclude(kind="module")
    rows = list(
        required.annotate(until=Subquery(dates.values("start_until")), closes=Subquery(dates.values("closes")))
        .order_by("order")
        .values_list("activity_uuid", "order", "label", "title", "until", "closes")
    )
    steps = [Step(*row[:4]) for row in rows]
    due = sum(any(day and day <= at for day in row[4:]) for row in rows)
    return Pace(steps, _expected(run, len(steps), due, at))


def expected_in(runs: Sequence[CourseRun], *, at: datetime) -> dict[int, int]:
    """Return how many activities should be done by now in each of some runs, by its key; two statements."""
    required = EditionItem.objects.filter(edition__in={run.edition_id for run in runs}, required=True)
    activities: dict[int, set[UUID]] = defaultdict(set)
    for edition, activity in required.exclude(kind="module").values_list("edition", "activity_uuid"):
        activities[edition].add(activity)
    passed = RunActivity.objects.filter(Q(start_until__lte=at) | Q(closes__lte=at), run__in=[run.pk for run in runs])
    due: dict[int, set[UUID]] = defaultdict(set)
    for run, activity in passed.values_list("run", "activity_uuid"):
        due[run].add(activity)
    return {
        run.pk: _expected(run, len(activities[run.edition_id]), len(due[run.pk] & activities[run.edition_id]), at)
        for run in runs
    }


def _expected(run: CourseRun, steps: int, due: int, at: datetime) -> int:
    whole, gone = run.ends_at - run.starts_at, min(max(at, run.starts_at), run.ends_at) - run.starts_at
    return max(steps * gone // whole if whole else 0, due)
