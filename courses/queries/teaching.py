"""What an instructor sees: the runs, who needs attention, where people are, and one officer's way."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from courses.marks import from_text, mark_of
from courses.models import CourseRun, EditionItem, Enrolment, Outcome, Progress
from courses.models.progress import ActivityState
from courses.place import Outline
from courses.queries.pace import Pace, Step, expected_in
from courses.queries.roster import Wanted, roster

__all__ = ["Attention", "Here", "OutcomeLine", "TaughtRun", "attention", "outcomes_of", "taught_runs", "where_they_are"]

_A_PAGE = 20


@dataclass(frozen=True)
class TaughtRun:
    """A run, with how many are learning in it, how many of them are behind, and how many have completed it."""

    run: CourseRun
    learning: int
    behind: int
    completed: int


@dataclass(frozen=True)
class Attention:
    """How many of those who learn need somebody to look after them, by what it is."""

    learning: int
    behind: int
    not_begun: int
    no_log_in: int


@dataclass(frozen=True)
class Here:
    """A required activity that is the next for so many; ``behind``: of those, how many are behind."""

    step: Step
    count: int
    behind: int


@dataclass(frozen=True)
class OutcomeLine:
    """What came of an activity at a moment; ``mark``: 0–20."""

    at: datetime
    activity: str
    state: str
    mark: Decimal | None


def taught_runs(runs: QuerySet[CourseRun], *, at: datetime, page: str) -> "tuple[Page[Any], list[TaughtRun]]":
    """Return a page of runs, those under way first, then those to come and past; six statements."""
    under_way = Q(starts_at__lte=at, ends_at__gt=at)
    ordered = runs.annotate(under_way=under_way).order_by("-under_way", "-starts_at", "code")
    found = Paginator(ordered, _A_PAGE).get_page(page)
    counts = Enrolment.objects.filter(run__in=[run.pk for run in found]).order_by().values("run")
    rows = counts.annotate(
        learning=Count("pk", filter=Q(state="active")), completed=Count("pk", filter=Q(state="completed"))
    )
    held = {row["run"]: (row["learning"], row["completed"]) for row in rows}
    behind = _behind(list(found), at)
    counted = [(run, *held.get(run.pk, (0, 0))) for run in found]
    return found, [TaughtRun(run, learning, behind[run.pk], completed) for run, learning, completed in counted]


def _behind(runs: Sequence[CourseRun], at: datetime) -> Counter[int]:
    """Return how many are behind in each run, as ``roster`` counts them one by one; three statements."""
    expected = expected_in(runs, at=at)
    required = EditionItem.objects.filter(
        edition=OuterRef("enrolment__edition"), activity_uuid=OuterRef("activity_uuid"), required=True
    ).exclude(kind="module")
    done = Progress.objects.filter(Exists(required), enrolment=OuterRef("pk"), state=ActivityState.DONE)
    count = done.order_by().values("enrolment").annotate(count=Count("pk")).values("count")
    learning = Enrolment.objects.filter(run__in=[run.pk for run in runs], state=Enrolment.State.ACTIVE).annotate(
        done=Coalesce(Subquery(count), Value(0), output_field=IntegerField())
    )
    behind = Counter[int]()
    for run, so_many, officers in learning.order_by().values_list("run", "done").annotate(officers=Count("pk")):
        if so_many < expected[run]:
            behind[run] += officers
    return behind


def attention(run: CourseRun, pace: Pace) -> Attention:
    """Return how many need attention; one statement."""
    counts: dict[str, int] = (
        roster(run, Wanted(state=Enrolment.State.ACTIVE), pace)
        .order_by()
        .aggregate(
            learning=Count("pk"),
            behind=Count("pk", filter=Q(done__lt=pace.expected)),
            not_begun=Count("pk", filter=Q(begun=False)),
            no_log_in=Count("pk", filter=Q(officer__last_login=None)),
        )
    )
    return Attention(**counts)


def where_they_are(run: CourseRun, pace: Pace) -> list[Here]:
    """Return for how many of those who learn each required activity is the next, in the order of the course."""
    rows = roster(run, Wanted(state=Enrolment.State.ACTIVE), pace).order_by().values("next_order")
    found = rows.annotate(count=Count("pk"), behind=Count("pk", filter=Q(done__lt=pace.expected)))
    counts = {row["next_order"]: (row["count"], row["behind"]) for row in found}
    return [Here(step, *counts[step.order]) for step in pace.steps if step.order in counts]


def outcomes_of(enrolment: Enrolment, outline: Outline) -> list[OutcomeLine]:
    """Return what came of an enrolment's activities, the newest first; one statement."""
    titles = {each.uuid: f"{each.label} {each.title}" for each in outline.activities}
    rows = Outcome.objects.filter(enrolment=enrolment).order_by("-at", "-pk")[:200]
    return [
        OutcomeLine(
            at=row.at,
            activity=titles.get(row.activity_uuid, _("An activity of an earlier edition")),
            state=str(ActivityState(row.state).label),
            mark=mark_of(from_text(row.fraction)) if row.fraction else None,
        )
        for row in rows
    ]
