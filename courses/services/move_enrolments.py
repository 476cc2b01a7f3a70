"""Moving officers to another run of the same edition."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.services.record import record_all
from courses.activities import is_under_way
from courses.models import CourseRun, Enrolment
from courses.queries.seats import free_seats
from courses.services.fill_seats import fill_seats
from kernel.refusal import Refusal
from officers.models import Act, Officer
from officers.reasons import require_reason
from officers.roles import require
from officers.services.notify import News, notify_all

__all__ = ["OtherEdition", "TooFewSeats", "move_chosen"]


class OtherEdition(Refusal):
    """The other run teaches something else, or is over."""

    code = "other_edition"
    message = _("Choose a run of the same edition that has not ended.")


class TooFewSeats(Refusal):
    """The other run has not as many seats as officers who would need one."""

    code = "too_few_seats"
    message = _("%(run)s has %(free)s free seats, and %(wanted)s officers would need one. Choose fewer.")


def move_chosen(
    *, run: CourseRun, to: CourseRun, chosen: QuerySet[Enrolment], by: Officer, why: str, at: datetime | None = None
) -> int:
    """Move the chosen open enrolments to another run of the same edition, and return how many.

    What was done goes with them, since both runs teach the same activities; the dates are those of the other run.
    Left where they are: who sits an exam at this moment, and who has been in the other run before. Needs
    ``Act.MANAGE_RUNS`` on both. Both runs are locked, the older first, so that two moves do not wait in a circle.
    """
    for each in (run, to):
        require(by, Act.MANAGE_RUNS, on=each.scope)
    require_reason(why)
    now = at or timezone.now()
    with transaction.atomic():
        locked = {pk: CourseRun.objects.locked(pk) for pk in sorted({run.pk, to.pk})}
        here, there = locked[run.pk], locked[to.pk]
        if here == there or here.edition_id != there.edition_id or there.ends_at <= now:
            raise OtherEdition(field="to")
        been = Enrolment.objects.filter(run=there, officer=OuterRef("officer"))
        open_ones = Enrolment.objects.for_change().open().filter(run=here, pk__in=chosen.order_by().values("pk"))
        rows = list(open_ones.filter(~Exists(been), ~is_under_way()))
        _refuse_too_many(there, rows)
        Enrolment.objects.filter(pk__in=[row.pk for row in rows]).update(run=there)
        record_all(by=by, act="enrolment.move", on=rows, changed=["run"], why=why)
        arguments = {"course": there.edition.public_title, "run": there.code, "why": why}
        news = [News(row.officer_id, arguments, row.get_absolute_url()) for row in rows]
        notify_all(news, kind="enrolment.moved", at=now)
        for each in (here, there):
            if now < each.enrolment_closes_at:
                fill_seats(run=each, by=by, at=now)
    return len(rows)


def _refuse_too_many(run: CourseRun, rows: list[Enrolment]) -> None:
    free = free_seats(run)
    wanted = sum(row.state in Enrolment.SEATED_STATES for row in rows)
    if free is not None and wanted > free:
        raise TooFewSeats(field="to", run=run.code, free=free, wanted=wanted)
