"""The app that joins the others: settings, addresses, base templates."""

from django.apps import AppConfig


class LmsConfig(AppConfig):
    """Configuration of the app ``lms``."""

    name = "lms"

    def ready(self) -> None:
        """Tell the audit our words."""
        from lms import audit_words  # noqa: PLC0415

        audit_words.register_words()
