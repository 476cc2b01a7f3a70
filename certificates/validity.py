"""How long a certificate holds. Values only, no Django."""

import calendar
from datetime import date

__all__ = ["expired", "last_day"]


def last_day(issued_on: date, months: int | None) -> date | None:
    """Return the last day on which a certificate holds; None: for ever.

    The same day of the month, so many months later; where that month is shorter, its last day.
    """
    if months is None:
        return None
    year, month = divmod(issued_on.year * 12 + issued_on.month - 1 + months, 12)
    return date(year, month + 1, min(issued_on.day, calendar.monthrange(year, month + 1)[1]))


def expired(expires_on: date | None, today: date) -> bool:
    """Whether the last day has passed."""
    return expires_on is not None and today > expires_on
