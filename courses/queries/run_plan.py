"""The plan of a run as its form shows it, and whom a change of it concerns."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from courses.activities import is_under_way
from courses.models import CourseRun
from courses.queries.instructors import instructor_grants
from courses.queries.run_changes import last_change

__all__ = ["Concerned", "concerned", "plan_of"]


@dataclass(frozen=True)
class Concerned:
    """How many learn in a run, ask or wait for a place, and sit an exam at this moment."""

    learning: int
    pending: int
    sitting: int


def concerned(run: CourseRun) -> Concerned:
    """Return whom a change of the run concerns; two statements."""
    counts = run.enrolments.aggregate(
        learning=Count("pk", filter=Q(state="active")),
        pending=Count("pk", filter=Q(state__in=["requested", "waiting"])),
    )
    return Concerned(**counts, sitting=run.enrolments.filter(is_under_way()).count())


def plan_of(run: CourseRun) -> dict[str, Any]:
    """Return the plan by the names of the form's fields; three statements."""
    names = ("starts_at", "ends_at", "enrolment_opens_at", "enrolment_closes_at", "capacity", "way_in")
    plan = {name: getattr(run, name) for name in names}
    for row in run.activities.all():
        for name in ("opens", "start_until", "closes", "results"):
            plan[f"{name}_{row.activity_uuid}"] = getattr(row, name)
    people = [grant.officer for grant in instructor_grants(run)]
    plan["instructors"] = "\n".join(f"{officer.login} {officer.get_full_name()}" for officer in people)
    return {**plan, "seen": last_change(run)}
