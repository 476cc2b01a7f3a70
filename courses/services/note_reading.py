"""Noting that reserved material was shown."""

from django.core.cache import cache
from django.db.models import Model
from django.utils import timezone

from audit.services.record_reading import record_reading
from courses.access import reading_is_noted
from courses.held import Held
from officers.models import Officer

__all__ = ["note_reading"]

_A_DAY = 24 * 60 * 60


def note_reading(*, by: Officer, held: Held, on: Model) -> None:
    """Write, before it is shown, that ``by`` reads ``on`` of a reserved course or guideline, or a reserved file.

    The first time of a day (Lima's) is always written. The cache spares the others; where it has
    forgotten, another true line is written, never one fewer.
    """
    if not reading_is_noted(held):
        return
    key = f"reading:{by.pk}:{on._meta.label}:{on.pk}:{timezone.localdate()}"
    if cache.get(key):
        return
    record_reading(by=by, on=on)
    cache.set(key, 1, _A_DAY)
