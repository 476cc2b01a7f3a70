"""From a roster to more attempts, more time or a later date for those who were chosen."""

from collections.abc import Callable, Sequence

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from courses import roster_ways
from courses.models.enrolment import Enrolment
from courses.models.run import CourseRun

__all__ = ["register_way"]

Page = Callable[[HttpRequest, CourseRun, Sequence[str]], HttpResponse]


def register_way(choose_exam: Page) -> None:
    """Register it; called from ``ready``, which gives the page: this module is no face."""
    way = roster_ways.RosterWay(
        states=(Enrolment.State.ACTIVE, Enrolment.State.FAILED),
        label=_("Give more in an exam"),
        none=_("None of those chosen is learning, or has not passed."),
        page=choose_exam,
    )
    roster_ways.register("extend", way)
