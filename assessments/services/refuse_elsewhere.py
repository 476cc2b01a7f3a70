"""Whether the device that asks has the pen of a sitting."""

from django.utils.translation import gettext_lazy as _

from assessments.models.attempt import Attempt
from assessments.pens import Pens
from kernel.refusal import Refusal

__all__ = ["PenElsewhere", "refuse_elsewhere"]


class PenElsewhere(Refusal):
    """Another device has the pen: nothing is ended or begun from this one."""

    code = "pen_elsewhere"
    message = _("You are continuing this exam on another device. To go on here, open it here again.")


def refuse_elsewhere(attempt: Attempt, device: str | None) -> None:
    """Raise ``PenElsewhere`` where another device has the pen of a locked attempt; device None: nobody asks."""
    if device is not None and Pens.of(attempt.pens).is_elsewhere(device):
        raise PenElsewhere
