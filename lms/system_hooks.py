"""The audit, the health of the system and failed tasks in the CMS. Imported by ``lms.wagtail_hooks``."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from courses.gate.checks import has_everywhere
from courses.gate.table import register
from lms.health_panel import HealthPanel
from lms.views import cms_audit, cms_tasks
from officers.models import Act
from officers.roles import may

register({f"lms_audit:{name}": (has_everywhere(Act.VIEW_AUDIT),) for name in ("acts", "readings")})
register({f"lms_tasks:{name}": (has_everywhere(Act.OPERATE),) for name in ("failed", "retry", "discard")})


@hooks.register("register_admin_urls")
def audit_urls() -> list[URLResolver]:
    """Route the two lists of the audit."""
    patterns = [
        path("", cms_audit.acts, name="acts"),
        path("readings/", cms_audit.material_read, name="readings"),
    ]
    return [path("audit/", include((patterns, "lms_audit")))]


@hooks.register("register_admin_urls")
def task_urls() -> list[URLResolver]:
    """Route the failed tasks."""
    patterns = [
        path("", cms_tasks.failed, name="failed"),
        path("<uuid:task>/retry/", cms_tasks.retry, name="retry"),
        path("<uuid:task>/discard/", cms_tasks.discard, name="discard"),
    ]
    return [path("tasks/", include((patterns, "lms_tasks")))]


@hooks.register("construct_homepage_panels", order=1000)
def health_on_the_first_page(request: HttpRequest, panels: list[Any]) -> None:
    """Begin with how the system is, for who looks after it."""
    panels.insert(0, HealthPanel())


class _MenuItem(MenuItem):
    """For whoever holds an act without a scope: what it leads to has none."""

    def __init__(self, act: Act, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.act = act

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the officer holds the act everywhere."""
        return may(request.user, self.act)


@hooks.register("register_admin_menu_item")
def audit_item() -> MenuItem:
    """Lead to the audit."""
    address = reverse("lms_audit:acts")
    return _MenuItem(Act.VIEW_AUDIT, _("Audit"), address, name="audit", icon_name="history", order=900)


@hooks.register("register_admin_menu_item")
def tasks_item() -> MenuItem:
    """Lead to the tasks that failed."""
    address = reverse("lms_tasks:failed")
    return _MenuItem(Act.OPERATE, _("Failed tasks"), address, name="failed-tasks", icon_name="warning", order=910)
