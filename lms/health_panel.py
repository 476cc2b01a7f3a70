"""The CMS's first page for who looks after the system: how it is."""

from typing import Any

from courses.gate.panel import HomePanel
from lms.queries.operation import operation
from officers.models import Act, Officer
from officers.roles import may

__all__ = ["HealthPanel"]


class HealthPanel(HomePanel):
    """Sweep, queue, backup, disk and versions; shows nothing to anybody else."""

    name = "health"
    template_name = "lms/cms/health_panel.html"
    order = 50

    def shown_to(self, officer: Officer) -> dict[str, Any]:
        """Return the state of the system for whoever may know."""
        return {"system": operation() if may(officer, Act.OPERATE) else None}
