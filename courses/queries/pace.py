"""How far those who learn in a run should be by now: one measure for rosters, instructors and counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from courses.models import CourseRun, EditionItem

__all__ = ["Pace", "Step", "pace"]


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
    """Return the pace of a run at a moment; two statements.

    Expected is the part of the required activities that is the part of the run's time gone by, rounded down, and
    at least as many as have a date that has passed. Who has done fewer is behind.
    """
    required = EditionItem.objects.filter(edition=run.edition_id, required=True).exclude(kind="module")
    rows = required.order_by("order").values_list("activity_uuid", "order", "label", "title")
    steps = [Step(*row) for row in rows]
    known = {step.uuid for step in steps}
    dates = run.activities.values_list("activity_uuid", "start_until", "closes")
    due = sum(uuid in known and any(day and day <= at for day in days) for uuid, *days in dates)
    whole, gone = run.ends_at - run.starts_at, min(max(at, run.starts_at), run.ends_at) - run.starts_at
    return Pace(steps, max(len(steps) * gone // whole if whole else 0, due))
