"""Bridges from signals to services."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from assessments.models import Bank
from assessments.services.let_sit_after_key import let_be_begun_later
from courses.models import Course, CourseRun
from courses.run_plan import ActivityDates
from courses.signals import area_set, dates_set
from officers.models import Officer


@receiver(area_set)
def banks_follow_their_course(course_id: int, **kwargs: Any) -> None:
    """Put the banks of a course under its area: whoever edits the course then edits its questions."""
    Bank.objects.filter(course=course_id).update(area=Course.objects.values("area").get(pk=course_id)["area"])


@receiver(dates_set)
def nothing_is_sat_after_its_key_unsaid(
    run: CourseRun, dates: ActivityDates, agreed: bool, why: str, by: Officer, at: datetime, **kwargs: Any
) -> None:
    """Ask whether an exam is to be begun for longer although its right answers were open."""
    let_be_begun_later(run=run, dates=dates, agreed=agreed, why=why, by=by, at=at)
