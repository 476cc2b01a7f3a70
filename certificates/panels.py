"""The pieces of a learner's pages that show what was earned."""

from collections.abc import Mapping, Sequence

from certificates.queries.certificates import CertificateLine, addresses_of, lines_of
from courses.learner_panels import Panel, register, register_around
from courses.models.enrolment import Enrolment
from officers.models import Officer

__all__ = ["register_panels"]

#: The newest; the rest is behind "all certificates".
_SHOWN = 3


def _certificates(officer: Officer) -> Panel | None:
    lines: list[CertificateLine] = lines_of(officer)
    return Panel("certificates/_panel.html", {"lines": lines[:_SHOWN], "more": len(lines) > _SHOWN}) if lines else None


def _earned(enrolments: Sequence[Enrolment]) -> Mapping[int, Panel]:
    completed = [row.pk for row in enrolments if row.state == Enrolment.State.COMPLETED]
    found = addresses_of(completed) if completed else {}
    return {pk: Panel("certificates/_earned.html", address) for pk, address in found.items()}


def register_panels() -> None:
    """Add the panels: the newest in "My learning", and the one of a completed course beside it."""
    register(_certificates)
    register_around(_earned)
