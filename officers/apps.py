"""People of the police, their units, ranks, postings and roles."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OfficersConfig(AppConfig):
    """Configuration of the app ``officers``."""

    name = "officers"
    verbose_name = _("Officers")

    def ready(self) -> None:
        """Connect receivers, register the act for two persons of this app, and tell the audit our words."""
        from officers import audit_words, proposals, receivers, role_proposals  # noqa: F401, PLC0415
        from officers.models import Act  # noqa: PLC0415
        from officers.services.propose_role import give_proposed  # noqa: PLC0415

        audit_words.register_words()
        proposals.register(Act.GRANT_ROLE, give_proposed, rows=role_proposals.rows, words=role_proposals.words)
