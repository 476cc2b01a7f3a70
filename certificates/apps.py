"""Awards, certificates and their verification."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificatesConfig(AppConfig):
    """Configuration of the app ``certificates``."""

    name = "certificates"
    verbose_name = _("Certificates")

    def ready(self) -> None:
        """Connect receivers."""
        from certificates import receivers  # noqa: F401, PLC0415
