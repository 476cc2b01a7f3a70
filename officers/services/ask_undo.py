"""Asking that an import of people be undone."""

from django.db import transaction
from django.utils import timezone

from officers.models import Officer, PeopleImport
from officers.reasons import require_reason
from officers.services.ask_check import waiting_import
from officers.tasks import work_on

__all__ = ["ask_undo"]


@transaction.atomic
def ask_undo(*, people_import: PeopleImport, why: str, by: Officer) -> PeopleImport:
    """Queue the way back. Raises ``NotPermitted``, ``AskedTooLate``, ``ReasonMissing``."""
    locked = waiting_import(people_import, by, PeopleImport.State.APPLIED)
    require_reason(why)
    locked.state, locked.asked_by, locked.asked_at = PeopleImport.State.UNDOING, by, timezone.now()
    locked.undone_why, locked.trouble = why.strip(), {}
    locked.save(update_fields=["state", "asked_by", "asked_at", "undone_why", "trouble"])
    work_on.enqueue(locked.pk)
    return locked
