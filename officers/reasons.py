"""Acts of office say why."""

from django.utils.translation import gettext_lazy as _

from kernel.refusal import Refusal

__all__ = ["ReasonMissing", "require_reason"]


class ReasonMissing(Refusal):
    """The act needs a reason and was given none."""

    code = "reason_missing"
    message = _("Write the reason.")


def require_reason(text: str, *, field: str = "why") -> None:
    """Raise ``ReasonMissing`` at ``field`` unless something is written."""
    if not text.strip():
        raise ReasonMissing(field=field)
