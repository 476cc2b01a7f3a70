"""From a roster to more attempts, more time or a later date for those who were chosen."""

from django.utils.translation import gettext_lazy as _

from assessments.views.cms_overrides import choose_exam
from courses import roster_ways
from courses.models.enrolment import Enrolment

__all__ = ["register_way"]


def register_way() -> None:
    """Register it; called from ``ready``."""
    way = roster_ways.RosterWay(
        states=(Enrolment.State.ACTIVE, Enrolment.State.FAILED),
        label=_("Give more in an exam"),
        none=_("None of those chosen is learning, or has not passed."),
        page=choose_exam,
    )
    roster_ways.register("extend", way)
