"""Saying whom a learner asks about a course."""

from django.db import transaction

from audit.services.record import record
from courses.models.course import Course
from officers.models import Officer
from officers.models.grant import Act
from officers.roles import require

__all__ = ["set_contact"]


def set_contact(*, course: Course, contact: str, by: Officer) -> Course:
    """Change the contact, effective at once on every edition; raises ``NotPermitted``."""
    require(by, Act.EDIT_CONTENT, on=course.scope)
    with transaction.atomic():
        row = Course.objects.select_for_update().get(pk=course.pk)
        if row.contact != contact:
            row.contact = contact
            row.save(update_fields=["contact"])
            record(by=by, act="course.set_contact", on=row, changed=["contact"])
    return row
