"""The panel at the top of an exam's form: what prevents its publishing, and what its bank has to offer.

Pages are models and know no query, so what it shows is registered by ``apps`` (``assessments.queries.exam_panel``).
"""

from collections.abc import Callable, Mapping
from typing import Any

from wagtail.admin.panels import Panel

from officers.models import Officer

__all__ = ["CheckPanel", "register"]

_Shown = Callable[[Officer, Any, Any], Mapping[str, Any]]
_shown: list[_Shown] = []


def register(shown: _Shown) -> None:
    """Set what the panel shows, by its reader, the exam and the page that a new one is to stand below (or None)."""
    _shown[:] = [shown]


class CheckPanel(Panel):
    """Speaks of the draft as it was saved last; has no field."""

    class BoundPanel(Panel.BoundPanel):
        """The panel of one exam."""

        template_name = "assessments/cms/check_panel.html"

        def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
            """Return what is registered."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            parent = getattr(self.form, "parent_page", None)
            return {**context, **_shown[0](self.request.user, self.instance, parent)}
