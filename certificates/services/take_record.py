"""A training record that leaves the system as a PDF."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from audit.services.record import record
from certificates.queries.record import record_of
from certificates.record_pdf import record_pdf
from certificates.services.export_table import ExportedFile
from officers.models import Act, Officer
from officers.roles import Scope, require

__all__ = ["take_record"]


@transaction.atomic
def take_record(*, officer: Officer, by: Officer, at: datetime | None = None) -> ExportedFile:
    """Return the record of an officer as a PDF, and write down who took it; raises ``NotPermitted``, ``NotDrawn``."""
    require(by, Act.VIEW_RECORD, on=Scope(unit=officer.unit))
    now = at or timezone.now()
    content = record_pdf(record_of(officer, by=by, now=now), by=by)
    record(by=by, act="record.take", on=officer)
    return ExportedFile(content, "application/pdf", f"record-{officer.login}.pdf")
