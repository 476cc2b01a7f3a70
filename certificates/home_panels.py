"""The CMS's first page: a commander's station, and the search of whoever looks at records."""

from typing import Any

from django.utils import timezone

from certificates.queries.search import CertificateFilter, found_certificates, search
from certificates.queries.station import commands, station
from courses.gate.panel import HomePanel
from officers.models import Act, Officer
from officers.roles import may_somewhere

__all__ = ["SearchPanel", "StationPanel"]

#: The newest certificates below the search.
_SHOWN = 5


class StationPanel(HomePanel):
    """Who holds what in the units that somebody commands; nothing for anybody else."""

    name = "station"
    template_name = "certificates/cms/station_panel.html"
    order = 10

    def shown_to(self, officer: Officer) -> dict[str, Any]:
        """Return the station of whoever looks."""
        return {"station": station(officer, timezone.localdate()) if commands(officer) else None}


class SearchPanel(HomePanel):
    """The search box of certificates and records, and the newest certificates."""

    name = "search"
    template_name = "certificates/cms/search_panel.html"
    order = 5

    def shown_to(self, officer: Officer) -> dict[str, Any]:
        """Return the newest certificates within the records that whoever looks may see."""
        if not may_somewhere(officer, Act.VIEW_RECORD):
            return {"may_search": False}
        now = timezone.now()
        newest = search(officer, CertificateFilter(), today=timezone.localdate(now))[:_SHOWN]
        return {"may_search": True, "newest": found_certificates(newest, now)}
