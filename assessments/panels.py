"""On a learner's pages, which sitting is under way; on a run's, the way to what is missed in it."""

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
from courses import run_panels
from courses.admission import moment
from courses.learner_panels import Panel, register_around
from courses.models.enrolment import Enrolment
from courses.models.run import CourseRun

__all__ = ["UnderWay", "register_panel"]


@dataclass(frozen=True, slots=True)
class UnderWay:
    """A sitting that is open: what it is and until when, in words, and its exam's title."""

    words: str
    title: str
    attempt: UUID


def _under_way(enrolments: Sequence[Enrolment]) -> Mapping[int, Panel]:
    # Where the page's own statement has found nothing under way, there is nothing to ask.
    active = [row.pk for row in enrolments if row.state == Enrolment.State.ACTIVE and getattr(row, "under_way", True)]
    if not active:
        return {}
    now = timezone.now()
    rows = Attempt.objects.filter(enrolment__in=active, state=Attempt.State.OPEN).filter(
        Q(ends_at=None) | Q(ends_at__gt=now)
    )
    found: dict[int, list[UnderWay]] = {}
    for enrolment, attempt, title, weight, ends_at in rows.order_by("ends_at", "pk").values_list(
        "enrolment", "public_id", "item__title", "item__weight", "ends_at"
    ):
        found.setdefault(enrolment, []).append(UnderWay(_words(bool(weight), ends_at, now), title, attempt))
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


def register_panel() -> None:
    """Add the panels."""
    register_around(_under_way)
    run_panels.register(_missed)
    run_panels.register(_codes)
