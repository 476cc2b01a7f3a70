"""Writing that reserved material was shown to somebody."""

from django.db import models

from audit.models import Reading
from audit.services.record import Actor


def record_reading(*, by: Actor, on: models.Model) -> Reading:
    """Write that ``by`` is about to be shown ``on``."""
    return Reading.objects.create(
        reader_login=by.login, reader_name=by.get_full_name(), on_model=on._meta.label, on_id=str(on.pk)
    )
