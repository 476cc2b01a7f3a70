"""Enrolling officers from a list."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from audit.services.record import record_all
from courses.models import CourseRun, Enrolment
from courses.queries.enrol_list import ENTERS, Line, Verdict, verdicts
from courses.services.enrol import NOTICES
from officers.models import Act, Officer
from officers.reasons import require_reason
from officers.roles import require
from officers.services.notify import News, notify_all

__all__ = ["enrol_listed"]


def enrol_listed(
    *, run: CourseRun, logins: Sequence[str], by: Officer, why: str, at: datetime | None = None
) -> list[Line]:
    """Enrol the officers of a list who may come into a run, for a reason, and return what came of each line.

    Looked at again under the lock on the run, so that the seats are those of now, not of the preview. Who enrolled
    himself in another run of the course at the same moment is told as enrolled already: the constraint
    ``one_open_enrolment_per_course`` passes over the row. Needs ``Act.MANAGE_RUNS`` on the run.
    """
    require(by, Act.MANAGE_RUNS, on=run.scope)
    require_reason(why)
    now = at or timezone.now()
    with transaction.atomic():
        locked = CourseRun.objects.locked(run.pk)
        return [
            line for chunk in verdicts(locked, logins, by=by, at=now) for line in _enter(locked, chunk, by, why, now)
        ]


def _enter(run: CourseRun, chunk: Sequence[Line], by: Officer, why: str, now: datetime) -> list[Line]:
    new = {
        line.officer.pk: Enrolment(
            officer=line.officer,
            run=run,
            edition=run.edition,
            course=run.edition.course,
            state=ENTERS[line.verdict],
            made_at=now,
        )
        for line in chunk
        if line.enters and line.officer
    }
    Enrolment.objects.bulk_create(new.values(), ignore_conflicts=True)
    made = list(Enrolment.objects.filter(uuid__in=[row.uuid for row in new.values()]))
    record_all(by=by, act="enrolment.make", on=made, why=why)
    arguments = {"course": run.edition.public_title, "run": run.code}
    for state in ENTERS.values():
        news = [News(row.officer_id, arguments, row.get_absolute_url()) for row in made if row.state == state]
        notify_all(news, kind=NOTICES[state], at=now)
    entered = {row.officer_id for row in made}
    return [
        replace(line, verdict=Verdict.ALREADY) if line.enters and line.officer and line.officer.pk not in entered
        else line
        for line in chunk
    ]  # fmt: skip
