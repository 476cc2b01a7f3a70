"""Awards, certificates and their verification."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificatesConfig(AppConfig):
    """Configuration of the app ``certificates``."""

    name = "certificates"
    verbose_name = _("Certificates")

    def ready(self) -> None:
        """Connect receivers, and tell the apps below our words, panels and acts for two persons."""
        from certificates import audit_words, certificate_proposals, notices, panels, receivers  # noqa: F401, PLC0415
        from certificates.services.reinstate import reinstate_proposed  # noqa: PLC0415
        from certificates.services.reissue import reissue_proposed  # noqa: PLC0415
        from certificates.services.revoke import revoke_proposed, scope_of  # noqa: PLC0415
        from officers import proposals  # noqa: PLC0415
        from officers.models import Act  # noqa: PLC0415

        notices.register_words()
        panels.register_panels()
        audit_words.register_words()
        proposals.register(
            Act.REVOKE_CERTIFICATE, revoke_proposed, scope=scope_of,
            rows=certificate_proposals.rows, words=certificate_proposals.words,
            links=certificate_proposals.links, resting=certificate_proposals.resting,
        )  # fmt: skip
        proposals.register(
            Act.REINSTATE_CERTIFICATE, reinstate_proposed, scope=scope_of,
            rows=certificate_proposals.rows, words=certificate_proposals.reinstatement_words,
            links=certificate_proposals.links,
        )  # fmt: skip
        proposals.register(
            Act.REISSUE_CERTIFICATE, reissue_proposed, scope=scope_of,
            rows=certificate_proposals.rows, words=certificate_proposals.reissue_words,
            links=certificate_proposals.links,
        )  # fmt: skip
