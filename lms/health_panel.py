"""The CMS's first page for who looks after the system: how it is."""

from collections.abc import Mapping
from typing import Any

from wagtail.admin.ui.components import Component

from lms.queries.operation import operation
from officers.models import Act
from officers.roles import may

__all__ = ["HealthPanel"]


class HealthPanel(Component):
    """Sweep, queue, backup, disk and versions; shows nothing to anybody else."""

    name = "health"
    template_name = "lms/cms/health_panel.html"
    order = 50

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return the state of the system for whoever may know."""
        assert parent_context is not None  # noqa: S101 - Wagtail gives the page's own
        return {"system": operation() if may(parent_context["request"].user, Act.OPERATE) else None}
