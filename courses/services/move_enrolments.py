"""Moving officers to another run of the course."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.services.record import record_all
from courses.activities import is_under_way
from courses.models import CourseRun, Enrolment
from courses.queries.move_effects import effects
from courses.queries.seats import free_seats
from courses.services.carry_progress import carry_progress
from courses.services.fill_seats import fill_seats
from kernel.refusal import Refusal
from officers.models import Act, Officer
from officers.reasons import require_reason
from officers.roles import require
from officers.services.notify import News, notify_all

__all__ = ["CannotMove", "Moved", "OtherCourse", "TooFewSeats", "move_chosen"]

#: So many names in one sentence.
_NAMED = 10


class OtherCourse(Refusal):
    """The other run teaches something else, or is over."""

    code = "other_course"
    message = _("Choose another run of the same course that has not ended.")


class TooFewSeats(Refusal):
    """The other run has not as many seats as officers who would need one."""

    code = "too_few_seats"
    message = _("%(run)s has %(free)s free seats, and %(wanted)s officers would need one. Choose fewer.")


class CannotMove(Refusal):
    """Some of those chosen stay where they are, so nobody is moved."""

    code = "cannot_move"
    message = _(
        "Nobody was moved, since some cannot be: %(names)s. They sit an exam at this moment, or have been in the other "
        "run before. Tick that they may stay, and the others are moved."
    )


@dataclass(frozen=True)
class Moved:
    """How many were moved, how many of these completed the course by it, and how many stayed."""

    count: int
    completed: int
    stayed: int


def move_chosen(
    *, run: CourseRun, to: CourseRun, chosen: QuerySet[Enrolment], by: Officer, why: str, leave: bool = False,
    at: datetime | None = None,
) -> Moved:  # fmt: skip
    """Move the chosen open enrolments to another run of the course: all of them or none.

    What was done goes with them; where the other run teaches another edition, as ``move_run`` carries it over. The
    dates are those of the other run. Who sits an exam at this moment, and who has been in the other run before,
    cannot be moved: they are left where they are (``leave``), or nobody is moved (``CannotMove``). Needs
    ``Act.MANAGE_RUNS`` on both. Raises ``OtherCourse``, ``TooFewSeats``, ``NoAttemptLeft`` too. Both runs are locked,
    the older first, so that two moves do not wait in a circle, and then the enrolments.
    """
    for each in (run, to):
        require(by, Act.MANAGE_RUNS, on=each.scope)
    require_reason(why)
    now = at or timezone.now()
    with transaction.atomic():
        locked = {pk: CourseRun.objects.locked(pk) for pk in sorted({run.pk, to.pk})}
        here, there = locked[run.pk], locked[to.pk]
        if here == there or here.edition.course_id != there.edition.course_id or there.ends_at <= now:
            raise OtherCourse(field="to")
        asked = Enrolment.objects.for_change().open().filter(run=here, pk__in=chosen.order_by().values("pk"))
        held = list(asked.annotate(sitting=is_under_way()).select_related("officer").order_by("pk"))
        staying = _staying(held, there)
        rows = [row for row in held if row.pk not in staying]
        if staying and not leave:
            raise CannotMove(field="to", names=_names([row for row in held if row.pk in staying]))
        _refuse_too_many(there, rows)
        completed = _move(rows, there, by, now)
        record_all(by=by, act="enrolment.move", on=rows, changed=["run"], why=why)
        arguments = {"course": there.edition.public_title, "run": there.code, "why": why}
        notify_all(
            [News(row.officer_id, arguments, row.get_absolute_url()) for row in rows], kind="enrolment.moved", at=now
        )  # fmt: skip
        for each in (here, there):
            if now < each.enrolment_closes_at:
                fill_seats(run=each, by=by, at=now)
    return Moved(len(rows), completed, len(held) - len(rows))


def _staying(rows: Sequence[Enrolment], there: CourseRun) -> set[int]:
    been = set(there.enrolments.filter(officer__in=[row.officer_id for row in rows]).values_list("officer", flat=True))
    sitting = {row.pk for row in rows if row.sitting}  # type: ignore[attr-defined]  # annotated by the caller
    return sitting | {row.pk for row in rows if row.officer_id in been}


def _names(rows: Sequence[Enrolment]) -> str:
    named = ", ".join(f"{row.officer.get_full_name()} ({row.officer.login})" for row in rows[:_NAMED])
    return named + (" …" if len(rows) > _NAMED else "")


def _move(rows: Sequence[Enrolment], there: CourseRun, by: Officer, now: datetime) -> int:
    """Write run and edition, and carry over what was done where the edition is another; return how many completed."""
    moving = Enrolment.objects.filter(pk__in=[row.pk for row in rows])
    if all(row.edition_id == there.edition_id for row in rows):
        moving.update(run=there)
        return 0
    found = effects(moving, there.edition)
    moving.update(run=there, edition=there.edition)
    return carry_progress(found=found, evidence=f"edition:{there.edition.uuid}", by=by, at=now)


def _refuse_too_many(run: CourseRun, rows: list[Enrolment]) -> None:
    free = free_seats(run)
    wanted = sum(row.state in Enrolment.SEATED_STATES for row in rows)
    if free is not None and wanted > free:
        raise TooFewSeats(field="to", run=run.code, free=free, wanted=wanted)
