"""Telling an officer something."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from officers.models import Notice, Officer
from officers.unread import forget_unread


def notify(
    *, officer: Officer, kind: str, arguments: dict[str, Any], address: str = "", at: datetime | None = None
) -> Notice:
    """Leave a notice for an officer, in the caller's transaction.

    ``kind`` is one whose words are registered (``officers.notices``), ``arguments`` are plain JSON,
    ``address`` is a path of this site. The system speaks: no right is asked, nothing is audited.
    """
    notice = Notice.objects.create(
        officer=officer, kind=kind, arguments=arguments, address=address, at=at or timezone.now()
    )
    transaction.on_commit(lambda: forget_unread(officer))
    return notice
