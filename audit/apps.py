"""Who did what, when and why."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    """Configuration of the app ``audit``."""

    name = "audit"
    verbose_name = _("Audit")
