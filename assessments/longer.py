"""How long something takes for whoever was given more time. Pure."""

from decimal import ROUND_CEILING, Decimal

__all__ = ["longer"]


def longer(minutes: int, *, more: int, factor: Decimal | None) -> int:
    """Return minutes with so many more, or times a factor (None: 1): the greater of both, up to a whole minute."""
    times = (minutes * (factor or Decimal(1))).to_integral_value(rounding=ROUND_CEILING)
    return max(minutes + more, int(times))
