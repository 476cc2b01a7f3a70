"""Making a run of an edition."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from audit.services.record import record
from courses.models import CourseRun, Edition, RunActivity
from kernel.refusal import Refusal
from officers.models import Act, Officer
from officers.roles import require

__all__ = ["ActivityDates", "DatesOutOfOrder", "ForeignRunCode", "RunCodeTaken", "make_run"]


class RunCodeTaken(Refusal):
    """The code names another run; it stands on records and is given once."""

    code = "run_code_taken"
    message = _("Another run has this code. Choose another one.")


class ForeignRunCode(Refusal):
    """The code does not begin with the course's: so codes of one course meet none of another, and tell of none."""

    code = "foreign_run_code"
    message = _("The code of a run begins with that of its course: %(course)s-…")


class DatesOutOfOrder(Refusal):
    """Dates that cannot be kept; ``field`` says which."""

    code = "dates_out_of_order"
    message = _("This date does not fit the others.")


@dataclass(frozen=True)
class ActivityDates:
    """When an activity opens, until when it may be begun, and when it closes; None: bound by the run alone."""

    activity: UUID
    opens: datetime | None = None
    start_until: datetime | None = None
    closes: datetime | None = None

    @property
    def given(self) -> bool:
        """Whether there is any date."""
        return bool(self.opens or self.start_until or self.closes)


def make_run(
    *,
    edition: Edition,
    code: str,
    starts_at: datetime,
    ends_at: datetime,
    enrolment_opens_at: datetime,
    enrolment_closes_at: datetime,
    activities: Sequence[ActivityDates] = (),
    by: Officer | None,
) -> CourseRun:
    """Make a run of an edition with the dates of its activities, and return it.

    Needs ``Act.MANAGE_RUNS`` on the course; ``by`` is None for the installation (demo, loader). Raises
    ``DatesOutOfOrder``, ``ForeignRunCode`` and ``RunCodeTaken``, each at its field (of an activity: ``opens_<uuid>``).
    """
    if edition.course is None:
        raise ValueError("Runs are of editions of courses.")
    if by is not None:
        require(by, Act.MANAGE_RUNS, on=edition.course.scope)
    if not code.startswith(f"{edition.course.code}-"):
        raise ForeignRunCode(field="code", course=edition.course.code)
    run = CourseRun(
        edition=edition, code=code, starts_at=starts_at, ends_at=ends_at,
        enrolment_opens_at=enrolment_opens_at, enrolment_closes_at=enrolment_closes_at,
    )  # fmt: skip
    _refuse_dates(run)
    for dates in activities:
        _refuse_activity_dates(run, dates)
    with transaction.atomic():
        _insert(run)
        RunActivity.objects.bulk_create(
            RunActivity(
                run=run, activity_uuid=dates.activity, opens=dates.opens, start_until=dates.start_until,
                closes=dates.closes,
            )
            for dates in activities
            if dates.given
        )  # fmt: skip
        record(by=by, act="run.make", on=run, changed=["code", "edition", "dates"])
    return run


def _insert(run: CourseRun) -> None:
    try:
        with transaction.atomic():
            run.save(force_insert=True)
    except IntegrityError as error:
        raise RunCodeTaken(field="code") from error


def _refuse_dates(run: CourseRun) -> None:
    if run.ends_at <= run.starts_at:
        raise DatesOutOfOrder(_("The run must end after it starts."), field="ends_at")
    if run.enrolment_closes_at <= run.enrolment_opens_at:
        raise DatesOutOfOrder(_("Enrolment must close after it opens."), field="enrolment_closes_at")
    if run.enrolment_closes_at > run.ends_at:
        raise DatesOutOfOrder(_("Enrolment must close before the run ends."), field="enrolment_closes_at")


def _refuse_activity_dates(run: CourseRun, dates: ActivityDates) -> None:
    in_order = [at for at in (dates.opens, dates.start_until, dates.closes) if at is not None]
    if (dates.opens and dates.opens in in_order[1:]) or in_order != sorted(in_order):
        raise DatesOutOfOrder(
            _("It must open before the last moment to begin, and that must not lie after its closing."),
            field=f"opens_{dates.activity}",
        )
    for name, at in (("opens", dates.opens), ("start_until", dates.start_until), ("closes", dates.closes)):
        if at is not None and not run.starts_at <= at <= run.ends_at:
            raise DatesOutOfOrder(_("This date must lie within the run."), field=f"{name}_{dates.activity}")
