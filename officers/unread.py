"""How many notices wait for an officer: asked on every page, so counted once a minute."""

from collections.abc import Iterable

from django.core.cache import cache
from django.db.models import Count, Window

from officers.models import Notice, Officer

__all__ = ["forget_all_unread", "forget_unread", "newest_unread", "unread_notices"]

_SECONDS = 60


def unread_notices(officer: Officer) -> int:
    """Return how many notices an officer has not read; no query while the count is cached."""
    return int(cache.get_or_set(_key(officer.pk), lambda: _count(officer), _SECONDS) or 0)


def newest_unread(officer: Officer, amount: int) -> list[Notice]:
    """Return the newest notices that an officer has not read; the same statement counts them all, for the page."""
    unread = Notice.objects.filter(officer=officer, read_at=None).annotate(unread=Window(Count("*")))
    newest = list(unread.order_by("-at")[:amount])
    cache.set(_key(officer.pk), newest[0].unread if newest else 0, _SECONDS)
    return [*newest]


def forget_unread(officer: Officer) -> None:
    """Have the notices counted again: one came or was read."""
    forget_all_unread([officer.pk])


def forget_all_unread(officers: Iterable[int]) -> None:
    """Do so for many, by primary key."""
    cache.delete_many([_key(pk) for pk in officers])


def _count(officer: Officer) -> int:
    return Notice.objects.filter(officer=officer, read_at=None).count()


def _key(pk: int) -> str:
    return f"officers.unread:{pk}"
