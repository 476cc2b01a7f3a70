"""What this app adds to pages of the apps below: what a learner earned, and the way to an officer's record."""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from certificates.queries.certificates import CertificateLine, addresses_of, lines_of
from certificates.verdict import VerdictState
from courses.learner_panels import Panel, register, register_around
from courses.models.enrolment import Enrolment
from officers import further_pages
from officers.models import Act, Officer
from officers.roles import Scope, may

__all__ = ["register_panels"]

#: The newest; the rest, and what was replaced, is behind "all certificates".
_SHOWN = 3


def _certificates(officer: Officer) -> Panel | None:
    lines: list[CertificateLine] = lines_of(officer)
    shown = [line for line in lines if line.state is not VerdictState.SUPERSEDED][:_SHOWN]
    return Panel("certificates/_panel.html", {"lines": shown, "more": len(lines) > len(shown)}) if lines else None


def _earned(enrolments: Sequence[Enrolment]) -> Mapping[int, Panel]:
    completed = [row.pk for row in enrolments if row.state == Enrolment.State.COMPLETED]
    found = addresses_of(completed) if completed else {}
    return {pk: Panel("certificates/_earned.html", address) for pk, address in found.items()}


def _record(officer: Officer, reader: Officer) -> tuple[str, str] | None:
    if not may(reader, Act.VIEW_RECORD, on=Scope(unit=officer.unit)):
        return None
    return _("Training record"), reverse("certificates_cms:record", args=[officer.public_id])


def register_panels() -> None:
    """Add the newest to "My learning", the one of a completed course beside it, and the record to an officer's page."""
    register(_certificates)
    register_around(_earned)
    further_pages.register(_record)
