"""The way from "My learning" to the runs that one teaches."""

from courses.learner_panels import Panel
from officers.models import Act, Officer
from officers.roles import grants_of

__all__ = ["teaching_panel"]


def teaching_panel(officer: Officer) -> Panel | None:
    """Return the way for whoever sees the marks of a course or a run by name; None for everybody else."""
    taught = [grant for grant in grants_of(officer, Act.VIEW_MARKS) if grant.run or grant.course]
    return Panel("courses/_teaching_panel.html", len(taught)) if taught else None
