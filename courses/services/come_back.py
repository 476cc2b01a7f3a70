"""What an enrolment that has ended needs to be open again: part of the acts that put officers back or let them in."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from courses.access import admitted
from courses.models import CourseRun, Enrolment
from kernel.refusal import Refusal
from officers.models import Officer

__all__ = ["CannotComeBack", "RunOver", "ended_ones", "open_again"]

#: So many names in one sentence.
_NAMED = 10


class RunOver(Refusal):
    """Who came back would fail at once."""

    code = "run_over"
    message = _("The run is over; nobody can come into it any more. The officers can enrol in the next one.")


class CannotComeBack(Refusal):
    """Some of those chosen cannot come back, so nobody does."""

    code = "cannot_come_back"
    message = _(
        "Nothing was done, since it cannot be done for: %(names)s. They are in the course again, have ended this run "
        "otherwise, may not see the course any more, or are yourself."
    )


def ended_ones(
    run: CourseRun, chosen: QuerySet[Enrolment], state: str, *, by: Officer, now: datetime
) -> list[Enrolment]:
    """Return those of the chosen that ended in ``state``, locked, of one officer the newest: all may be open again.

    The caller has locked the run. Raises ``RunOver``, and ``CannotComeBack`` with the names of those who may not.
    """
    if run.ends_at <= now:
        raise RunOver
    ended = Enrolment.objects.for_change().filter(run=run, state=state, pk__in=chosen.order_by().values("pk"))
    rows = list({row.officer_id: row for row in ended.select_related("officer").order_by("made_at", "pk")}.values())
    _refuse_unfit(run, rows, by)
    return rows


def open_again(rows: Sequence[Enrolment], state: str) -> None:
    """Write that they are open, in ``state``. Who enrolled himself elsewhere at this moment is told by a constraint."""
    for row in rows:
        row.state, row.ended_at = state, None
    try:
        with transaction.atomic():
            Enrolment.objects.filter(pk__in=[row.pk for row in rows]).update(state=state, ended_at=None)
    except IntegrityError as error:
        raise CannotComeBack(_("Meanwhile one of these officers has enrolled in another run. Look again.")) from error


def _refuse_unfit(run: CourseRun, rows: Sequence[Enrolment], by: Officer) -> None:
    course = run.edition.course
    if course is None:
        raise ValueError("Runs are of editions of courses.")
    officers = [row.officer_id for row in rows]
    ended = Q(run=run, state__in=[Enrolment.State.COMPLETED, Enrolment.State.FAILED])
    others = Enrolment.objects.filter(Q(state__in=Enrolment.OPEN_STATES) | ended, officer__in=officers, course=course)
    again = set(others.values_list("officer", flat=True))
    seeing = set(admitted(Officer.objects.filter(pk__in=officers), course).values_list("pk", flat=True))
    unfit = [row.officer for row in rows if row.officer_id in again | {by.pk} or row.officer_id not in seeing]
    if unfit:
        names = ", ".join(f"{officer.get_full_name()} ({officer.login})" for officer in unfit[:_NAMED])
        raise CannotComeBack(names=names + (" …" if len(unfit) > _NAMED else ""))
