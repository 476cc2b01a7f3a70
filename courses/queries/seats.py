"""Seats of runs: how many are left, and how many wait before one."""

from collections.abc import Sequence

from django.db.models import Count, F, OuterRef, Q, Subquery

from courses.models import CourseRun, Enrolment

__all__ = ["before", "free_seats", "runs_full"]


def free_seats(run: CourseRun) -> int | None:
    """Return how many seats are left, none at least; None: as many as come. One statement, none without capacity."""
    if run.capacity is None:
        return None
    return max(run.capacity - Enrolment.objects.seated().filter(run=run).count(), 0)


def runs_full(runs: Sequence[CourseRun]) -> set[int]:
    """Return the keys of those of the runs in which no seat is left; one statement, none without capacities."""
    bounded = [run.pk for run in runs if run.capacity is not None]
    if not bounded:
        return set()
    seated = Count("enrolments", filter=Q(enrolments__state__in=Enrolment.SEATED_STATES))
    rows = CourseRun.objects.filter(pk__in=bounded).annotate(seated=seated)
    return set(rows.filter(seated__gte=F("capacity")).values_list("pk", flat=True))


def before(enrolments: Sequence[Enrolment]) -> dict[int, int]:
    """Return how many wait before each that waits, by enrolment; one statement, none when none waits."""
    waiting = [row.pk for row in enrolments if row.state == Enrolment.State.WAITING]
    if not waiting:
        return {}
    earlier = (
        Enrolment.objects.filter(run=OuterRef("run"), state=Enrolment.State.WAITING)
        .filter(Q(made_at__lt=OuterRef("made_at")) | Q(made_at=OuterRef("made_at"), pk__lt=OuterRef("pk")))
        .order_by()
        .values("run")
        .annotate(count=Count("pk"))
        .values("count")
    )
    rows = Enrolment.objects.filter(pk__in=waiting).annotate(before=Subquery(earlier))
    return {pk: count or 0 for pk, count in rows.order_by().values_list("pk", "before")}
