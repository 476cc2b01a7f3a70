"""What exams add to pages of courses: sittings under way, what is missed in a run, what one officer sat."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from assessments.models.attempt import Attempt
from assessments.queries.sat_exams import sat_exams
from assessments.queries.to_mark import waiting
from courses import run_panels, way_panels
from courses.admission import moment
from courses.learner_panels import Panel, register, register_around
from courses.models.enrolment import Enrolment
from courses.models.run import CourseRun
from officers.models import Act, Officer
from officers.roles import may_somewhere

__all__ = ["UnderWay", "register_panel"]


@dataclass(frozen=True, slots=True)
class UnderWay:
    """A sitting that is open, or handed in and being marked: which in words, until when, and its exam's title."""

    words: str
    title: str
    attempt: UUID
    handed_in: bool = False


def _under_way(enrolments: Sequence[Enrolment]) -> Mapping[int, Panel]:
    # Where the page's own statement has found nothing under way, there is nothing to ask.
    active = [row.pk for row in enrolments if row.state == Enrolment.State.ACTIVE and getattr(row, "under_way", True)]
    if not active:
        return {}
    now = timezone.now()
    handed_in = Q(state=Attempt.State.SUBMITTED)
    rows = Attempt.objects.without_a_mark().filter(enrolment__in=active).filter(
        handed_in | Q(ends_at=None) | Q(ends_at__gt=now)
    )  # fmt: skip
    found: dict[int, list[UnderWay]] = {}
    for enrolment, attempt, title, weight, ends_at, state in rows.order_by("ends_at", "pk").values_list(
        "enrolment", "public_id", "item__title", "item__weight", "ends_at", "state"
    ):
        is_over = state == Attempt.State.SUBMITTED
        words = _("Handed in, being marked") if is_over else _words(bool(weight), ends_at, now)
        found.setdefault(enrolment, []).append(UnderWay(words, title, attempt, handed_in=is_over))
    return {pk: Panel("assessments/_under_way.html", tuple(sittings)) for pk, sittings in found.items()}


def _words(counts: bool, ends_at: datetime | None, now: datetime) -> str:
    if ends_at is None:
        return _("Exam under way") if counts else _("Quiz under way")
    if localtime(ends_at).date() == localtime(now).date():
        words = _("Exam under way until %(time)s") if counts else _("Quiz under way until %(time)s")
        return words % {"time": date_format(localtime(ends_at), "TIME_FORMAT")}
    words = _("Exam under way until %(day)s") if counts else _("Quiz under way until %(day)s")
    return words % {"day": moment(ends_at)}


def _missed(run: CourseRun) -> Panel:
    return Panel("assessments/_missed_way.html", run.uuid)


def _codes(run: CourseRun) -> Panel:
    return Panel("assessments/_codes_way.html", run.uuid)


def _marking(run: CourseRun) -> Panel:
    return Panel("assessments/_marking_way.html", run.uuid)


def _sat(enrolment: Enrolment) -> Panel | None:
    exams = sat_exams(enrolment)
    return Panel("assessments/_sat_exams.html", exams) if exams else None


def _to_mark(officer: Officer) -> Panel | None:
    """Return how many answers wait for whoever marks; nothing is asked for anybody else."""
    if not may_somewhere(officer, Act.MARK_ANSWERS):
        return None
    count = waiting(officer).count()
    return Panel("assessments/_marking_panel.html", count) if count else None


def register_panel() -> None:
    """Add the panels."""
    register_around(_under_way)
    run_panels.register(_missed)
    run_panels.register(_codes)
    run_panels.register(_marking)
    register(_to_mark)
    way_panels.register(_sat)
