"""Changing the plan of a run."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.services.record import record
from courses.admission import moment
from courses.models import CourseRun, Enrolment, RunActivity
from courses.queries.run_changes import Change, changes_since
from courses.run_plan import ActivityDates, DatesOutOfOrder, refuse_activity_dates, refuse_dates
from courses.services.fill_seats import fill_seats
from courses.services.name_instructors import name_instructors
from courses.signals import dates_set
from kernel.refusal import Refusal
from officers.models import Act, Officer
from officers.roles import require
from officers.services.notify import News, notify_all

__all__ = ["RunChanged", "SeatsTaken", "edit_run"]

#: Dates of which the learners are told.
_DATES = ("starts_at", "ends_at")


class RunChanged(Refusal):
    """Somebody else has changed the run since the form was opened."""

    code = "run_changed"
    message = gettext_lazy(
        "Meanwhile %(people)s changed this run: %(fields)s. What you wrote is kept, and beside each field stands what "
        "holds at present. Save again to put yours in its place."
    )


class SeatsTaken(Refusal):
    """Fewer seats than officers who have one."""

    code = "seats_taken"
    message = gettext_lazy("%(count)s officers have a seat already; withdraw some first, or leave as many seats.")


def edit_run(
    *,
    run: CourseRun,
    seen: int,
    starts_at: datetime,
    ends_at: datetime,
    enrolment_opens_at: datetime,
    enrolment_closes_at: datetime,
    capacity: int | None,
    way_in: str,
    activities: Sequence[ActivityDates],
    instructors: Sequence[Officer],
    by: Officer,
    after_key: bool = False,
    why: str = "",
    at: datetime | None = None,
) -> CourseRun:
    """Change dates, seats, way in and instructors of a run, and return it; seats that this makes are offered.

    Needs ``Act.MANAGE_RUNS`` on the run. ``seen`` is the number of the newest change that the writer knew
    (``last_change``); a newer one is ``RunChanged``. What has happened stays possible: dates that have passed
    for somebody are not moved past him (``DatesOutOfOrder``). after_key, why: that what was closed is opened again
    although its right answers were shown, where a kind of activity asks for that (``signals.dates_set``). The guard is
    the lock on the run.
    """
    require(by, Act.MANAGE_RUNS, on=run.scope)
    now = at or timezone.now()
    with transaction.atomic():
        locked = CourseRun.objects.locked(run.pk)
        if changes := changes_since(locked, seen):
            raise _changed_meanwhile(changes)
        values = {
            "starts_at": starts_at, "ends_at": ends_at, "enrolment_opens_at": enrolment_opens_at,
            "enrolment_closes_at": enrolment_closes_at, "capacity": capacity, "way_in": way_in,
        }  # fmt: skip
        changed = [name for name, value in values.items() if getattr(locked, name) != value]
        _refuse_what_has_passed(locked, {name: values[name] for name in changed}, now)
        for name in changed:
            setattr(locked, name, values[name])
        refuse_dates(locked)
        for dates in activities:
            refuse_activity_dates(locked, dates)
        if "capacity" in changed and capacity is not None:
            _refuse_fewer_seats(locked, capacity)
        locked.save(update_fields=changed)
        if _write_activities(locked, activities, agreed=after_key, why=why, by=by, at=now):
            changed.append("activities")
        if name_instructors(run=locked, officers=instructors, by=by):
            changed.append("instructors")
        if changed:
            record(by=by, act="run.edit", on=locked, changed=changed)
        if {"capacity", "enrolment_closes_at"} & set(changed):
            fill_seats(run=locked, by=by, at=now)
        if {*_DATES, "activities"} & set(changed):
            _tell(locked, now)
    return locked


def _changed_meanwhile(changes: Sequence[Change]) -> RunChanged:
    people = list(dict.fromkeys(change.by for change in changes))
    fields = list(dict.fromkeys(name for change in changes for name in change.fields))
    return RunChanged(
        people=get_text_list(people, _("and")), fields=get_text_list([_field_words(name) for name in fields], _("and"))
    )


def _field_words(name: str) -> str:
    apart = {"activities": _("dates of activities"), "instructors": _("instructors")}
    return apart.get(name) or str(getattr(CourseRun._meta.get_field(name), "verbose_name", name))


def _refuse_what_has_passed(run: CourseRun, new: dict[str, Any], now: datetime) -> None:
    """Refuse dates by which what has happened could not have happened."""
    if run.ends_at <= now and any(name.endswith("_at") for name in new):
        field = next(name for name in new if name.endswith("_at"))
        raise DatesOutOfOrder(_("This run has ended; its dates stay."), field=field)
    if "ends_at" in new and new["ends_at"] <= now:
        raise DatesOutOfOrder(_("The end must lie ahead: whoever is learning then has not passed."), field="ends_at")
    if "starts_at" in new and run.starts_at <= now < new["starts_at"] and run.enrolments.seated().exists():
        text = _("The run has started and officers are learning in it: its start may not lie ahead.")
        raise DatesOutOfOrder(text, field="starts_at")
    newest = run.enrolments.aggregate(at=Max("made_at"))["at"]
    if newest and "enrolment_opens_at" in new and new["enrolment_opens_at"] > now:
        text = _("Officers are enrolled already: its opening may not lie ahead.")
        raise DatesOutOfOrder(text, field="enrolment_opens_at")
    if newest and "enrolment_closes_at" in new and new["enrolment_closes_at"] < newest:
        text = _("Somebody was enrolled on %(moment)s: enrolment cannot have closed before.")
        raise DatesOutOfOrder(text, field="enrolment_closes_at", moment=moment(newest))


def _refuse_fewer_seats(run: CourseRun, capacity: int) -> None:
    seated = run.enrolments.seated().count()
    if capacity < seated:
        raise SeatsTaken(field="capacity", count=seated)


def _write_activities(
    run: CourseRun, activities: Sequence[ActivityDates], *, agreed: bool, why: str, by: Officer, at: datetime
) -> bool:
    """Write the dates of activities, and return whether any changed."""
    present = {row.activity_uuid: row for row in run.activities.all()}
    changed = False
    for dates in activities:
        row = present.get(dates.activity)
        if row is None and not dates.given:
            continue
        new = dates.row(run)
        if row is not None and _dates_in(row) == _dates_in(new):
            continue
        dates_set.send(sender=RunActivity, run=run, dates=dates, agreed=agreed, why=why, by=by, at=at)
        new.pk = row.pk if row else None
        new.save()
        changed = True
    return changed


def _dates_in(row: RunActivity) -> tuple[datetime | None, ...]:
    return row.opens, row.start_until, row.closes, row.results


def _tell(run: CourseRun, at: datetime) -> None:
    rows = Enrolment.objects.open().filter(run=run).only("uuid", "officer_id")
    arguments = {"course": run.edition.public_title, "run": run.code}
    news = [News(row.officer_id, arguments, row.get_absolute_url()) for row in rows]
    notify_all(news, kind="enrolment.dates", at=at)
