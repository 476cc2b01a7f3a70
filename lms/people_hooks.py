"""Officers and units in the CMS: addresses, rows of the gate, entries of the menu. Imported by ``lms.wagtail_hooks``.

They are here because ``officers`` knows no gate: it stands below ``courses``. Whom and what each view shows, it asks
of ``officers.roles`` itself.
"""

from typing import Any

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from courses.gate.checks import has
from courses.gate.menu import ActMenuItem
from courses.gate.table import register
from lms.home_panels import ImportsPanel
from officers.models import Act
from officers.views import cms_import_acts, cms_imports, cms_officer_acts, cms_officers, cms_units

_OFFICERS = [
    path("", cms_officers.officers, name="officers"),
    path("add/", cms_officers.add_officer, name="add"),
    path("<uuid:officer>/", cms_officers.officer, name="officer"),
    path("<uuid:officer>/numbers/", cms_officer_acts.numbers, name="numbers"),
    path("<uuid:officer>/name/", cms_officer_acts.name, name="name"),
    path("<uuid:officer>/posting/", cms_officer_acts.posting, name="posting"),
    path("<uuid:officer>/posting/undo/", cms_officer_acts.undo_posting, name="undo_posting"),
    path("<uuid:officer>/status/", cms_officer_acts.status, name="status"),
]
_IMPORTS = [
    path("", cms_imports.imports, name="imports"),
    path("new/", cms_imports.new_import, name="new"),
    path("columns/<int:mapping>/forget/", cms_imports.forget, name="forget"),
    path("<uuid:people_import>/", cms_imports.shown, name="import"),
    path("<uuid:people_import>/columns/", cms_imports.columns, name="columns"),
    path("<uuid:people_import>/apply/", cms_import_acts.apply, name="apply"),
    path("<uuid:people_import>/undo/", cms_import_acts.undo, name="undo"),
    path("<uuid:people_import>/discard/", cms_import_acts.discard, name="discard"),
    path("<uuid:people_import>/rows/", cms_import_acts.rows, name="rows"),
]
_UNITS = [
    path("", cms_units.units, name="units"),
    path("add/", cms_units.add, name="add"),
    path("<int:unit>/", cms_units.unit, name="unit"),
    path("<int:unit>/edit/", cms_units.edit, name="edit"),
    path("<int:unit>/move/", cms_units.move, name="move"),
    path("<int:unit>/close/", cms_units.close, name="close"),
    path("<int:unit>/reopen/", cms_units.reopen, name="reopen"),
]

register({f"officers_cms:{route.name}": (has(Act.MANAGE_OFFICERS),) for route in _OFFICERS})
register({f"imports_cms:{route.name}": (has(Act.MANAGE_OFFICERS),) for route in _IMPORTS})
register({f"units_cms:{route.name}": (has(Act.MANAGE_OFFICERS),) for route in _UNITS})


@hooks.register("register_admin_urls")
def people_urls() -> list[URLResolver]:
    """Route officers and units."""
    return [
        path("officers/", include((_OFFICERS, "officers_cms"))),
        path("people-imports/", include((_IMPORTS, "imports_cms"))),
        path("units/", include((_UNITS, "units_cms"))),
    ]


@hooks.register("register_admin_menu_item")
def officers_item() -> MenuItem:
    """Lead to the officers."""
    return ActMenuItem(
        Act.MANAGE_OFFICERS,
        _("Officers"),
        reverse("officers_cms:officers"),
        name="officers",
        icon_name="group",
        order=300,
    )


@hooks.register("register_admin_menu_item")
def units_item() -> MenuItem:
    """Lead to the units."""
    address = reverse("units_cms:units")
    return ActMenuItem(Act.MANAGE_OFFICERS, _("Units"), address, name="units", icon_name="site", order=310)


@hooks.register("construct_homepage_panels", order=1000)
def imports_on_the_first_page(request: HttpRequest, panels: list[Any]) -> None:
    """Show the latest imports of people."""
    panels.append(ImportsPanel())
