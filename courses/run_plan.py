"""What a run is planned as: its dates, those of its activities, and which of them contradict each other.

Values and rules for the form and the services; no query.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from courses.models.run import CourseRun, RunActivity
from kernel.refusal import Refusal

__all__ = [
    "ActivityDates",
    "DatesOutOfOrder",
    "activity_contradictions",
    "contradictions",
    "refuse_activity_dates",
    "refuse_dates",
]


class DatesOutOfOrder(Refusal):
    """Dates that cannot be kept; ``field`` says which."""

    code = "dates_out_of_order"
    message = _("This date does not fit the others.")


@dataclass(frozen=True)
class ActivityDates:
    """When an activity opens, until when it may be begun, and when it closes; None: bound by the run alone.

    results: from when its results are published; None: as soon as it has closed.
    """

    activity: UUID
    opens: datetime | None = None
    start_until: datetime | None = None
    closes: datetime | None = None
    results: datetime | None = None

    @property
    def given(self) -> bool:
        """Whether there is any date."""
        return bool(self.opens or self.start_until or self.closes or self.results)

    def row(self, run: CourseRun) -> RunActivity:
        """Return the row, not saved, that holds them for a run."""
        return RunActivity(
            run=run, activity_uuid=self.activity, opens=self.opens, start_until=self.start_until,
            closes=self.closes, results=self.results,
        )  # fmt: skip


def refuse_dates(run: CourseRun) -> None:
    """Raise the first of ``contradictions``."""
    for problem in contradictions(run):
        raise problem


def refuse_activity_dates(run: CourseRun, dates: ActivityDates) -> None:
    """Raise the first of ``activity_contradictions``."""
    for problem in activity_contradictions(run, dates):
        raise problem


def contradictions(run: CourseRun) -> Iterator[DatesOutOfOrder]:
    """Yield what of the run's own dates cannot be kept, each at its field; of a run half filled in, as far as given."""
    if _given(run.starts_at, run.ends_at) and run.ends_at <= run.starts_at:
        yield DatesOutOfOrder(_("The run must end after it starts."), field="ends_at")
    enrolment = (run.enrolment_opens_at, run.enrolment_closes_at)
    if _given(*enrolment) and run.enrolment_closes_at <= run.enrolment_opens_at:
        yield DatesOutOfOrder(_("Enrolment must close after it opens."), field="enrolment_closes_at")
    elif _given(run.enrolment_closes_at, run.ends_at) and run.enrolment_closes_at > run.ends_at:
        yield DatesOutOfOrder(_("Enrolment must close before the run ends."), field="enrolment_closes_at")


def activity_contradictions(run: CourseRun, dates: ActivityDates) -> Iterator[DatesOutOfOrder]:
    """Yield what of an activity's dates cannot be kept, each at its field: ``opens_<uuid>``."""
    in_order = [at for at in (dates.opens, dates.start_until, dates.closes) if at is not None]
    if (dates.opens and dates.opens in in_order[1:]) or in_order != sorted(in_order):
        yield DatesOutOfOrder(
            _("It must open before the last moment to begin, and that must not lie after its closing."),
            field=f"opens_{dates.activity}",
        )
    after = dates.closes or run.starts_at
    if dates.results is not None and _given(after) and dates.results < after:
        yield DatesOutOfOrder(_("Results are published after the closing."), field=f"results_{dates.activity}")
    for name, at in (("opens", dates.opens), ("start_until", dates.start_until), ("closes", dates.closes)):
        if at is None:
            continue
        if (_given(run.starts_at) and at < run.starts_at) or (_given(run.ends_at) and at > run.ends_at):
            yield DatesOutOfOrder(_("This date must lie within the run."), field=f"{name}_{dates.activity}")


def _given(*dates: datetime | None) -> bool:
    """Return whether there is each of these; a form asks before all fields are filled in."""
    return None not in dates
