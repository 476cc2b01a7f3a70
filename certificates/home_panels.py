"""The CMS's first page: a commander's station, and the search of whoever looks at records."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from wagtail.admin.ui.components import Component

from certificates.queries.search import CertificateFilter, found_certificates, search
from certificates.queries.station import commands, station
from officers.models import Act, Officer
from officers.roles import may_somewhere

__all__ = ["SearchPanel", "StationPanel"]

#: The newest certificates below the search.
_SHOWN = 5


class StationPanel(Component):
    """Who holds what in the units that somebody commands; nothing for anybody else."""

    name = "station"
    template_name = "certificates/cms/station_panel.html"
    order = 10

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return the station of whoever looks."""
        assert parent_context is not None  # noqa: S101 - Wagtail gives the page's own
        officer: Officer = parent_context["request"].user
        return {"station": station(officer, timezone.localdate()) if commands(officer) else None}


class SearchPanel(Component):
    """The search box of certificates and records, and the newest certificates."""

    name = "search"
    template_name = "certificates/cms/search_panel.html"
    order = 5

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return the newest certificates within the records that whoever looks may see."""
        assert parent_context is not None  # noqa: S101 - Wagtail gives the page's own
        officer: Officer = parent_context["request"].user
        if not may_somewhere(officer, Act.VIEW_RECORD):
            return {"may_search": False}
        now = timezone.now()
        newest = search(officer, CertificateFilter(), today=timezone.localdate(now))[:_SHOWN]
        return {"may_search": True, "newest": found_certificates(newest, now)}
