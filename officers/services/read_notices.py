"""Marking notices as read."""

from datetime import datetime

from django.utils import timezone

from officers.models import Notice, Officer
from officers.unread import forget_unread


def read_notices(*, officer: Officer, up_to: int, at: datetime | None = None) -> int:
    """Mark as read what the officer was shown, up to the newest (its id); what came since stays unread."""
    unread = Notice.objects.filter(officer=officer, read_at=None, pk__lte=up_to)
    read = unread.update(read_at=at or timezone.now())
    forget_unread(officer)
    return read
