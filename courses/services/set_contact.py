"""Saying whom one asks about a course or a guideline."""

from django.db import transaction

from audit.services.record import record
from courses.subjects import Subject, noun_of
from officers.models import Officer
from officers.models.grant import Act
from officers.roles import require

__all__ = ["set_contact"]


def set_contact(*, on: Subject, contact: str, by: Officer) -> Subject:
    """Change the contact, effective at once on every edition; raises ``NotPermitted``."""
    require(by, Act.EDIT_CONTENT, on=on.scope)
    with transaction.atomic():
        row: Subject = type(on)._default_manager.select_for_update().get(pk=on.pk)
        if row.contact != contact:
            row.contact = contact
            row.save(update_fields=["contact"])
            record(by=by, act=f"{noun_of(row)}.set_contact", on=row, changed=["contact"])
    return row
