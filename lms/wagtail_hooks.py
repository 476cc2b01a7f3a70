"""What stands in the CMS and belongs to no one app: the audit."""

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from courses.gate.checks import has_everywhere
from courses.gate.table import register
from lms.views import cms_audit
from officers.models import Act
from officers.roles import may

register({f"lms_audit:{name}": (has_everywhere(Act.VIEW_AUDIT),) for name in ("acts", "readings")})


@hooks.register("register_admin_urls")
def audit_urls() -> list[URLResolver]:
    """Route the two lists of the audit."""
    patterns = [
        path("", cms_audit.acts, name="acts"),
        path("readings/", cms_audit.material_read, name="readings"),
    ]
    return [path("audit/", include((patterns, "lms_audit")))]


class AuditMenuItem(MenuItem):
    """For whoever checks what others did: all of it, so by a grant without a scope."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the officer holds the act everywhere."""
        return may(request.user, Act.VIEW_AUDIT)


@hooks.register("register_admin_menu_item")
def audit_item() -> MenuItem:
    """Lead to the audit."""
    return AuditMenuItem(_("Audit"), reverse("lms_audit:acts"), name="audit", icon_name="history", order=900)
