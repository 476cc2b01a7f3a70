"""Who teaches a run."""

from django.db.models import QuerySet

from courses.models import CourseRun
from officers.models import Grant, Role

__all__ = ["instructor_grants"]


def instructor_grants(run: CourseRun) -> QuerySet[Grant]:
    """Return the grants by which officers teach this very run, by name."""
    grants = Grant.objects.in_force().filter(role=Role.INSTRUCTOR, run=run.uuid)
    return grants.select_related("officer__rank").order_by("officer__search_name", "pk")
