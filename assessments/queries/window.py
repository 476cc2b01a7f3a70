"""The dates of an exam in the run of an enrolment."""

from uuid import UUID

from assessments.eligibility import Window
from courses.models.run import CourseRun, RunActivity

__all__ = ["window_of"]


def window_of(run: CourseRun, activity: UUID) -> Window:
    """Return the window of an activity in a run; one statement."""
    dates = RunActivity.objects.filter(run_id=run.pk, activity_uuid=activity).first()
    return Window(
        run_starts=run.starts_at,
        run_ends=run.ends_at,
        opens=dates.opens if dates else None,
        start_until=dates.start_until if dates else None,
        closes=dates.closes if dates else None,
    )
