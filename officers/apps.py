"""People of the police, their units, ranks, postings and roles."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OfficersConfig(AppConfig):
    """Configuration of the app ``officers``."""

    name = "officers"
    verbose_name = _("Officers")

    def ready(self) -> None:
        """Connect receivers, and tell the audit our words."""
        from officers import audit_words, receivers  # noqa: F401, PLC0415

        audit_words.register_words()
