"""Noting that reserved material was shown."""

from django.core.cache import cache
from django.db.models import Model
from django.utils import timezone

from audit.models import Reading
from audit.services.record_reading import record_reading
from courses.access import reading_is_noted
from courses.models import Course
from officers.models import Officer

__all__ = ["note_reading"]

_A_DAY = 24 * 60 * 60


def note_reading(*, by: Officer, course: Course, on: Model) -> None:
    """Write, before it is shown, that ``by`` reads ``on`` of a reserved course: once an officer, row and day.

    The day is Lima's. The cache only spares the look; without it the rows decide.
    """
    if not reading_is_noted(course):
        return
    today = timezone.localdate()
    key = f"reading:{by.pk}:{on._meta.label}:{on.pk}:{today}"
    if cache.get(key):
        return
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    noted = Reading.objects.filter(on_model=on._meta.label, on_id=str(on.pk), at__gte=midnight, reader_login=by.login)
    if not noted.exists():
        record_reading(by=by, on=on)
    cache.set(key, 1, _A_DAY)
