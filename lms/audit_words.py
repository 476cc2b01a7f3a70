"""How the audit says what is done with the system itself."""

from django.utils.translation import gettext_lazy as _

from audit import words

__all__ = ["register_words"]


def register_words() -> None:
    """Register the words of this app; called from ``ready``."""
    words.register(
        acts={
            "audit.export": _("Exported the audit"),
            "audit.export_readings": _("Exported the readings of reserved material"),
        },
        rows={},
    )
