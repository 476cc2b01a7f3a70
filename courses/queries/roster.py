"""The roster of a run: who is in it, in which state, and how far; as many statements for 10 as for 3,000."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, TextChoices, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from courses.models import ActivityState, CourseRun, EditionItem, Enrolment, Progress
from courses.queries.pace import Pace
from kernel.folding import fold
from officers.models import Unit

__all__ = ["Composition", "Order", "RosterLine", "Situation", "Wanted", "composition", "lines", "roster"]


class Situation(TextChoices):
    """What somebody who looks after learners asks for."""

    BEHIND = "behind", _("Behind")
    NOT_BEGUN = "not_begun", _("Not begun")
    NO_LOG_IN = "no_log_in", _("Never logged in")


class Order(TextChoices):
    """In which order a roster is read."""

    NAME = "name", _("Name")
    UNIT = "unit", _("Unit")
    STATE = "state", _("State")
    ASKED = "asked", _("Date of enrolment")
    LEAST = "least", _("Least done first")
    MOST = "most", _("Most done first")


#: Of more units than this all are read.
_NAMED = 300
_ORDERS: dict[str, tuple[str, ...]] = {
    Order.NAME: (),
    Order.UNIT: ("officer__unit__name",),
    Order.STATE: ("state",),
    Order.ASKED: ("made_at", "pk"),
    Order.LEAST: ("done",),
    Order.MOST: ("-done",),
}


@dataclass(frozen=True)
class Wanted:
    """What a roster is narrowed to, and its order; what is empty narrows nothing.

    ``next``: only those who learn and whose next required activity is this one.
    """

    q: str = ""
    state: str = ""
    situation: str = ""
    unit: Unit | None = None
    next: UUID | None = None
    order: str = Order.NAME


@dataclass(frozen=True)
class RosterLine:
    """One officer in the run. ``mark`` is None also for a reader who sees no marks; ``next``: what comes next."""

    uuid: UUID
    login: str
    name: str
    rank: str
    unit: str
    state: str
    state_label: str
    made_at: datetime
    ended_at: datetime | None
    done: int
    required: int
    behind: bool
    begun: bool
    logged_in: bool
    next: str
    mark: Decimal | None


def roster(run: CourseRun, wanted: Wanted, pace: Pace) -> QuerySet[Any]:
    """Return the enrolments of a run as wanted, each with ``done``, ``begun`` and ``next_order``."""
    progress = Progress.objects.filter(enrolment=OuterRef("pk"))
    done = progress.filter(state=ActivityState.DONE, activity_uuid__in=pace.activities)
    undone = EditionItem.objects.filter(edition=run.edition_id, activity_uuid__in=pace.activities).exclude(
        Exists(
            Progress.objects.filter(
                enrolment=OuterRef(OuterRef("pk")), activity_uuid=OuterRef("activity_uuid"), state=ActivityState.DONE
            )
        )
    )
    rows: QuerySet[Any] = Enrolment.objects.filter(run=run).annotate(
        done=Coalesce(
            Subquery(done.order_by().values("enrolment").annotate(count=Count("pk")).values("count")),
            Value(0), output_field=IntegerField(),
        ),
        begun=Q(last_activity__isnull=False) | Exists(progress),
        apart=~Q(edition=run.edition_id),
        next_order=Subquery(undone.order_by("order").values("order")[:1]),
    )  # fmt: skip
    return _narrowed(rows, wanted, pace).order_by(*_ORDERS[wanted.order], "officer__search_name", "pk")


def lines(rows: Any, pace: Pace, *, with_marks: bool) -> list[RosterLine]:
    """Return the lines of a page of ``roster``; one statement, and two where the run has moved to a newer edition."""
    found = list(rows.select_related("officer__rank", "officer__unit"))
    own = _own_counts([row for row in found if row.apart])
    return [_line(row, pace, own.get(row.pk, (row.done, len(pace.steps))), with_marks=with_marks) for row in found]


def _own_counts(rows: Sequence[Any]) -> dict[int, tuple[int, int]]:
    """Return how many required activities are done, of how many, by those who ended by an earlier edition."""
    if not rows:
        return {}
    items = EditionItem.objects.filter(edition__in={row.edition_id for row in rows}, required=True)
    required: dict[int, set[UUID]] = defaultdict(set)
    for edition, activity in items.exclude(kind="module").values_list("edition", "activity_uuid"):
        required[edition].add(activity)
    done: dict[int, set[UUID]] = defaultdict(set)
    progress = Progress.objects.filter(enrolment__in=[row.pk for row in rows], state=ActivityState.DONE)
    for pk, activity in progress.values_list("enrolment", "activity_uuid"):
        done[pk].add(activity)
    return {row.pk: (len(done[row.pk] & required[row.edition_id]), len(required[row.edition_id])) for row in rows}


@dataclass(frozen=True)
class Composition:
    """How many of a run stand in each state, and the units they come from with those above, as a tree in order."""

    states: list[tuple[str, str, int]]
    units: list[Unit]


def composition(run: CourseRun) -> Composition:
    """Return what a run is composed of; two statements."""
    groups = run.enrolments.order_by().values_list("state", "officer__unit__path")
    counts, paths = Counter[str](), set[str]()
    for state, path, count in groups.annotate(count=Count("pk")):
        counts[state] += count
        paths.add(path or "")
    ids = {int(part) for path in paths if path for part in path.strip("/").split("/")}
    return Composition(
        states=[(state.value, str(state.label), counts[state]) for state in Enrolment.State if counts[state]],
        units=_units(ids),
    )


def _units(ids: set[int]) -> list[Unit]:
    """Return units in the order of their tree; of many all are read, since naming each would cost more."""
    rows = Unit.objects.order_by("path")
    return list(rows.filter(pk__in=ids)) if len(ids) <= _NAMED else [unit for unit in rows if unit.pk in ids]


def _narrowed(rows: QuerySet[Any], wanted: Wanted, pace: Pace) -> QuerySet[Any]:
    for word in fold(wanted.q).split():
        rows = rows.filter(Q(officer__search_name__contains=word) | Q(officer__login__contains=word.upper()))
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.unit:
        rows = rows.filter(officer__unit__path__startswith=wanted.unit.path)
    active = Q(state=Enrolment.State.ACTIVE)
    if wanted.situation == Situation.BEHIND:
        rows = rows.filter(active, done__lt=pace.expected)
    if wanted.situation == Situation.NOT_BEGUN:
        rows = rows.filter(active, begun=False)
    if wanted.situation == Situation.NO_LOG_IN:
        rows = rows.filter(state__in=Enrolment.OPEN_STATES, officer__last_login=None)
    if wanted.next:
        rows = rows.filter(active, next_order__in=[step.order for step in pace.steps if step.uuid == wanted.next])
    return rows


def _line(row: Any, pace: Pace, counts: tuple[int, int], *, with_marks: bool) -> RosterLine:
    officer, active = row.officer, row.state == Enrolment.State.ACTIVE
    ahead = next((f"{step.label} {step.title}" for step in pace.steps if step.order == row.next_order), "")
    return RosterLine(
        uuid=row.uuid,
        login=officer.login,
        name=f"{officer.last_name}, {officer.given_names}",
        rank=officer.rank.abbreviation if officer.rank else "",
        unit=officer.unit.name if officer.unit else "",
        state=row.state,
        state_label=row.get_state_display(),
        made_at=row.made_at,
        ended_at=row.ended_at,
        done=counts[0],
        required=counts[1],
        behind=active and row.done < pace.expected,
        begun=row.begun,
        logged_in=officer.last_login is not None,
        next=ahead if active else "",
        mark=row.final_mark if with_marks else None,
    )
