"""Runs in the CMS: addresses, rows of the gate, and the entry of the menu. Imported by ``courses.wagtail_hooks``."""

from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from courses.gate.checks import has
from courses.gate.menu import ActMenuItem
from courses.gate.table import register
from courses.views import cms_enrol, cms_move_run, cms_roster, cms_run
from officers.models import Act

_NAMES = ("runs", "new_run", "roster", "edit", "act", "export", "enrol", "left_out", "moves", "move")

register({f"courses_runs:{name}": (has(Act.MANAGE_RUNS),) for name in _NAMES})


@hooks.register("register_admin_urls")
def run_urls() -> list[URLResolver]:
    """Route the list of runs, the making of one, and what is done with each."""
    patterns = [
        path("", cms_run.runs, name="runs"),
        path("<slug:code>/<int:number>/new/", cms_run.new_run, name="new_run"),
        path("<uuid:run>/", cms_roster.show, name="roster"),
        path("<uuid:run>/edit/", cms_run.edit, name="edit"),
        path("<uuid:run>/editions/", cms_move_run.moves, name="moves"),
        path("<uuid:run>/editions/<int:number>/", cms_move_run.edition, name="move"),
        path("<uuid:run>/act/", cms_roster.act, name="act"),
        path("<uuid:run>/export/", cms_roster.export, name="export"),
        path("<uuid:run>/enrol/", cms_enrol.enrol, name="enrol"),
        path("<uuid:run>/enrol/left-out/", cms_enrol.left_out, name="left_out"),
    ]
    return [path("runs/", include((patterns, "courses_runs")))]


@hooks.register("register_admin_menu_item")
def runs_item() -> MenuItem:
    """Lead to the runs."""
    address = reverse("courses_runs:runs")
    return ActMenuItem(Act.MANAGE_RUNS, _("Runs"), address, name="runs", icon_name="calendar", order=250)
