"""The piece of "My learning" that shows what was earned."""

from certificates.queries.certificates import CertificateLine, lines_of
from courses.learner_panels import Panel, register
from officers.models import Officer

__all__ = ["register_panel"]

#: The newest; the rest is behind "all certificates".
_SHOWN = 3


def _certificates(officer: Officer) -> Panel | None:
    lines: list[CertificateLine] = lines_of(officer)
    return Panel("certificates/_panel.html", {"lines": lines[:_SHOWN], "more": len(lines) > _SHOWN}) if lines else None


def register_panel() -> None:
    """Add the panel."""
    register(_certificates)
