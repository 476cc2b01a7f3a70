"""Completing whom the move of his run left active only because of a sitting that was not over."""

from datetime import datetime

from courses.models.edition import EditionItem
from courses.models.enrolment import Enrolment
from courses.services.complete_when_done import complete_when_done
from officers.models import Officer

__all__ = ["complete_left_open"]


def complete_left_open(*, enrolment: Enrolment, sat: EditionItem | None, by: Officer | None, at: datetime) -> None:
    """Complete a locked enrolment, of which nothing is missing, once what was sat of another edition has its end.

    sat: what was sat. A move completes nobody who still sits or is being marked (``move_run``), and the new edition may
    not have the exam at all, so that its outcome completes nobody either.
    """
    if sat is not None and sat.edition_id != enrolment.edition_id and enrolment.state == Enrolment.State.ACTIVE:
        complete_when_done(enrolment=enrolment, by=by, at=at)
