"""A unit as its commander sees it: who holds what, who learns, whose certificate ends soon."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q

from certificates.models import Certificate
from certificates.queries.search import StateWanted, courses_to_ask, in_state
from courses.models import Enrolment
from officers.models import Act, Officer, Unit
from officers.roles import grants_of, may, officers_for

__all__ = ["CourseHere", "Due", "Station", "commands", "station"]

#: So many of those whose certificate ends soon are named; the rest is a list of its own.
_SHOWN = 8


@dataclass(frozen=True)
class CourseHere:
    """A course that somebody of the unit holds or takes, by its public title."""

    code: str
    title: str
    holding: int
    lacking: int
    learning: int


@dataclass(frozen=True)
class Due:
    """Somebody whose best certificate of a course ends soon."""

    record: UUID
    name: str
    course: str
    expires_on: date


@dataclass(frozen=True)
class Station:
    """The units of a commander with all below them. ``code``: of the unit, where it is one."""

    names: Sequence[str]
    code: str
    serving: int
    courses: Sequence[CourseHere]
    due: Sequence[Due]


def commands(officer: Officer) -> bool:
    """Whether somebody sees the records of units and not those of everybody."""
    return bool(_units(officer)) and not may(officer, Act.VIEW_RECORD)


def station(by: Officer, today: date) -> Station:
    """Return what the panel shows; five statements, whatever the size."""
    people = officers_for(by, Act.VIEW_RECORD).filter(status__in=[Officer.Status.ACTIVE, Officer.Status.ON_LEAVE])
    serving = people.count()
    held = Certificate.objects.filter(in_state(StateWanted.VALID, today), award__officer__in=people.values("pk"))
    holding = _counted(held.order_by().values_list("award__edition__course"), "award__officer")
    active = Enrolment.objects.filter(state=Enrolment.State.ACTIVE, officer__in=people.values("pk"))
    learning = _counted(active.order_by().values_list("course"), "officer")
    asked = courses_to_ask(by).filter(pk__in={*holding, *learning}).order_by("code")
    units = _units(by)
    return Station(
        names=[unit.name for unit in units],
        code=units[0].code if len(units) == 1 else "",
        serving=serving,
        courses=[
            CourseHere(
                course.code, course.public_title or "",  # type: ignore[attr-defined]  # read along
                holding.get(course.pk, 0), serving - holding.get(course.pk, 0), learning.get(course.pk, 0),
            )
            for course in asked
        ],
        due=_due(by, today),
    )  # fmt: skip


def _units(officer: Officer) -> list[Unit]:
    units = {grant.unit.pk: grant.unit for grant in grants_of(officer, Act.VIEW_RECORD) if grant.unit}
    return sorted(units.values(), key=lambda unit: unit.path)


def _counted(rows: "object", officer: str) -> dict[int, int]:
    return dict(rows.annotate(count=Count(officer, distinct=True)))  # type: ignore[attr-defined]  # pairs


def _due(by: Officer, today: date) -> list[Due]:
    """Return the first whose certificate ends soon and who hold no longer one of the same course."""
    better = Certificate.objects.filter(
        in_state(StateWanted.VALID, today), Q(expires_on=None) | Q(expires_on__gt=OuterRef("expires_on")),
        award__officer=OuterRef("award__officer"), award__edition__course=OuterRef("award__edition__course"),
    )  # fmt: skip
    people = officers_for(by, Act.VIEW_RECORD).filter(status__in=[Officer.Status.ACTIVE, Officer.Status.ON_LEAVE])
    soon = Certificate.objects.filter(
        ~Exists(better), in_state(StateWanted.SOON, today), award__officer__in=people.values("pk")
    )
    rows = soon.order_by("expires_on", "pk").select_related("award__officer")[:_SHOWN]
    return [
        Due(row.award.officer.public_id, row.award.officer.get_full_name(), row.course_title, row.expires_on)
        for row in rows
    ]
