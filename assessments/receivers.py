"""Bridges from signals to services."""

from typing import Any

from django.dispatch import receiver

from assessments.models import Bank
from courses.models import Course
from courses.signals import area_set


@receiver(area_set)
def banks_follow_their_course(course_id: int, **kwargs: Any) -> None:
    """Put the banks of a course under its area: whoever edits the course then edits its questions."""
    Bank.objects.filter(course=course_id).update(area=Course.objects.values("area").get(pk=course_id)["area"])
