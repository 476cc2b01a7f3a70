"""Taking the next number of the year, for a certificate that is about to be written."""

from certificates.models import SerialCounter
from certificates.serials import Serial, draw_secret

__all__ = ["next_serial"]


def next_serial(year: int) -> Serial:
    """Return the next serial of a year (Lima), in the caller's transaction.

    The year's counter stays locked until that ends (a row lock on PostgreSQL, ``IMMEDIATE`` on SQLite) and falls
    back with it: no number is skipped and none is given twice. Call it late, since others wait for it.
    """
    SerialCounter.objects.get_or_create(year=year)
    counter = SerialCounter.objects.select_for_update().get(year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return Serial(year=year, number=counter.last, secret=draw_secret())
