"""Discarding a file of people that was not imported."""

from django.db import transaction

from audit.services.record import record
from officers.models import ImportedFile, Officer, PeopleImport
from officers.services.ask_check import waiting_import

__all__ = ["discard_import"]


@transaction.atomic
def discard_import(*, people_import: PeopleImport, by: Officer) -> PeopleImport:
    """Remove the file and what its rows would have changed; that it was there is kept. Raises as ``ask_check``."""
    states = PeopleImport.State
    locked = waiting_import(people_import, by, states.UPLOADED, states.CHECKED)
    locked.rows.all().delete()
    ImportedFile.objects.filter(people_import=locked).delete()
    locked.state, locked.sample = states.DISCARDED, []
    locked.save(update_fields=["state", "sample"])
    record(by=by, act="people_import.discard", on=locked)
    return locked
