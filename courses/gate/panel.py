"""A panel of the CMS's first page, whose content follows from who looks."""

from abc import abstractmethod
from collections.abc import Mapping
from typing import Any

from wagtail.admin.ui.components import Component

from officers.models import Officer

__all__ = ["HomePanel"]


class HomePanel(Component):
    """A kind says its ``name``, ``template_name`` and ``order``, and what it shows."""

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return what is shown to whoever opened the page."""
        assert parent_context is not None  # noqa: S101 - Wagtail gives the page's own
        return self.shown_to(parent_context["request"].user)

    @abstractmethod
    def shown_to(self, officer: Officer) -> dict[str, Any]:
        """Return the context of the template."""
