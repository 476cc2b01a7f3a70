"""What this app adds to the CMS: HR's pages about certificates and records, behind the gate."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from certificates.home_panels import SearchPanel, StationPanel
from certificates.queries.station import commands
from certificates.views import (
    cms_bundles,
    cms_certificate,
    cms_counter,
    cms_coverage,
    cms_file,
    cms_record,
    cms_revocation,
    cms_search,
)
from courses.gate.checks import has
from courses.gate.menu import ActMenuItem
from courses.gate.table import register
from officers.models import Act, Officer

# Whose records each page may show, it asks of the door itself (queries.search).
register(
    {
        f"certificates_cms:{name}": (has(Act.VIEW_RECORD),)
        for name in (
            "certificates",
            "export",
            "certificate",
            "counter",
            "answered",
            "file",
            "checked",
            "record",
            "record_pdf",
            "coverage",
            "coverage_export",
            "bundles",
            "ask_bundle",
            "bundle",
            "bundle_file",
        )
    }
)
register({"certificates_cms:revoke": (has(Act.REVOKE_CERTIFICATE),)})
register({"certificates_cms:reinstate": (has(Act.REINSTATE_CERTIFICATE),)})
register({"certificates_cms:reissue": (has(Act.REISSUE_CERTIFICATE),)})


@hooks.register("register_admin_urls")
def certificate_urls() -> list[URLResolver]:
    """Route the pages."""
    patterns = [
        path("", cms_search.certificates, name="certificates"),
        path("export/", cms_search.export, name="export"),
        path("counter/", cms_counter.counter, name="counter"),
        path("counter/<uuid:key>/", cms_counter.counter, name="answered"),
        path("file/", cms_file.file, name="file"),
        path("file/<uuid:key>/", cms_file.checked, name="checked"),
        path("coverage/", cms_coverage.holders, name="coverage"),
        path("coverage/export/", cms_coverage.export, name="coverage_export"),
        path("bundles/", cms_bundles.bundles, name="bundles"),
        path("bundles/of/<slug:run>/", cms_bundles.ask, name="ask_bundle"),
        path("bundles/<uuid:bundle>/", cms_bundles.bundle, name="bundle"),
        path("bundles/<uuid:bundle>/file/", cms_bundles.file, name="bundle_file"),
        path("records/<uuid:officer>/", cms_record.record, name="record"),
        path("records/<uuid:officer>/pdf/", cms_record.pdf, name="record_pdf"),
        path("<str:serial>/", cms_certificate.certificate, name="certificate"),
        path("<str:serial>/revoke/", cms_revocation.revoke, name="revoke"),
        path("<str:serial>/reinstate/", cms_revocation.reinstate, name="reinstate"),
        path("<str:serial>/reissue/", cms_revocation.reissue, name="reissue"),
    ]
    return [path("certificates/", include((patterns, "certificates_cms")))]


@hooks.register("construct_homepage_panels", order=1000)
def records_on_the_first_page(request: HttpRequest, panels: list[Any]) -> None:
    """Begin with the search; for whoever commands, with the station and what waits there."""
    search = SearchPanel()
    search.order = 15 if isinstance(request.user, Officer) and commands(request.user) else 5
    panels += [StationPanel(), search]


@hooks.register("register_admin_menu_item")
def certificates_item() -> MenuItem:
    """Lead to the certificates."""
    return ActMenuItem(
        Act.VIEW_RECORD,
        _("Certificates"),
        reverse("certificates_cms:certificates"),
        name="certificates",
        icon_name="form",
        order=270,
    )
