"""Making a run of an edition."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from audit.services.record import record
from courses.models import CourseRun, Edition, RunActivity
from courses.run_plan import ActivityDates, refuse_activity_dates, refuse_dates
from courses.services.name_instructors import name_instructors
from kernel.refusal import Refusal
from officers.models import Act, Officer
from officers.roles import require

__all__ = ["ForeignRunCode", "RunCodeTaken", "make_run"]


class RunCodeTaken(Refusal):
    """The code names another run; it stands on records and is given once."""

    code = "run_code_taken"
    message = _("Another run has this code. Choose another one.")


class ForeignRunCode(Refusal):
    """The code does not begin with the course's: so codes of one course meet none of another, and tell of none."""

    code = "foreign_run_code"
    message = _("The code of a run begins with that of its course: %(course)s-…")


def make_run(
    *,
    edition: Edition,
    code: str,
    starts_at: datetime,
    ends_at: datetime,
    enrolment_opens_at: datetime,
    enrolment_closes_at: datetime,
    capacity: int | None = None,
    way_in: str = CourseRun.WayIn.OPEN,
    activities: Sequence[ActivityDates] = (),
    instructors: Sequence[Officer] = (),
    by: Officer | None,
) -> CourseRun:
    """Make a run of an edition with the dates of its activities and its instructors, and return it.

    Needs ``Act.MANAGE_RUNS`` on the course; ``by`` is None for the installation (demo, loader). ``capacity`` None:
    as many as come. Raises ``DatesOutOfOrder``, ``ForeignRunCode`` and ``RunCodeTaken``, each at its field (of an
    activity: ``opens_<uuid>``).
    """
    if edition.course is None:
        raise ValueError("Runs are of editions of courses.")
    if by is not None:
        require(by, Act.MANAGE_RUNS, on=edition.course.scope)
    if not code.startswith(f"{edition.course.code}-"):
        raise ForeignRunCode(field="code", course=edition.course.code)
    run = CourseRun(
        edition=edition, code=code, starts_at=starts_at, ends_at=ends_at, enrolment_opens_at=enrolment_opens_at,
        enrolment_closes_at=enrolment_closes_at, capacity=capacity, way_in=way_in,
    )  # fmt: skip
    refuse_dates(run)
    for dates in activities:
        refuse_activity_dates(run, dates)
    with transaction.atomic():
        _insert(run)
        RunActivity.objects.bulk_create(dates.row(run) for dates in activities if dates.given)
        name_instructors(run=run, officers=instructors, by=by)
        record(by=by, act="run.make", on=run, changed=["code", "edition", "dates"])
    return run


def _insert(run: CourseRun) -> None:
    try:
        with transaction.atomic():
            run.save(force_insert=True)
    except IntegrityError as error:
        raise RunCodeTaken(field="code") from error
