"""Choosing one's own password."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from audit.services.record import record
from officers.models import Officer


@transaction.atomic
def choose_password(*, officer: Officer, password: str, at: datetime | None = None) -> Officer:
    """Store the password that an officer chose for himself; forms have checked that it is a good one."""
    officer.set_password(password)
    officer.password_chosen_at = at or timezone.now()
    officer.save(update_fields=["password", "password_chosen_at"])
    record(by=officer, act="officer.choose_password", on=officer, changed=["password"])
    return officer
