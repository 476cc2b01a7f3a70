"""Telling an officer something."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from officers.models import Notice, Officer
from officers.services.plan_mail import plan_mail
from officers.unread import forget_all_unread, forget_unread


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
    plan_mail([notice])
    transaction.on_commit(lambda: forget_unread(officer))
    return notice


@dataclass(frozen=True)
class News:
    """What one of many is told: to whom, with which arguments, and where it leads."""

    officer_id: int
    arguments: dict[str, Any]
    address: str = ""


def notify_all(news: Sequence[News], *, kind: str, at: datetime | None = None) -> None:
    """Tell many officers of one kind of thing, as ``notify`` does: a statement for every thousand."""
    now = at or timezone.now()
    notices = Notice.objects.bulk_create(
        [
            Notice(officer_id=each.officer_id, kind=kind, arguments=each.arguments, address=each.address, at=now)
            for each in news
        ],
        batch_size=1000,
    )
    plan_mail(notices)
    told = [each.officer_id for each in news]
    transaction.on_commit(lambda: forget_all_unread(told))
