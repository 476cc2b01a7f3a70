"""How many notices wait for an officer: asked on every page, so counted once a minute."""

from collections.abc import Iterable

from django.core.cache import cache
from django.db.models import Count, QuerySet, Window

from officers.composed import composed
from officers.models import Notice, Officer

__all__ = ["forget_all_unread", "forget_unread", "newest_unread", "unread_notices"]

_SECONDS = 60


def unread_notices(officer: Officer) -> int:
    """Return how many notices an officer has not read; no query while the count is cached."""
    return int(cache.get_or_set(_key(officer.pk), lambda: _count(officer), _SECONDS) or 0)


def newest_unread(officer: Officer) -> list[Notice]:
    """Return the three newest notices that an officer has not read; the statement counts them all, for the page."""
    newest = _newest(officer=officer.pk)
    cache.set(_key(officer.pk), newest[0].unread if newest else 0, _SECONDS)  # type: ignore[attr-defined]  # annotated
    return newest


@composed
def _newest(officer: int) -> QuerySet[Notice]:
    unread = Notice.objects.filter(officer=officer, read_at=None).annotate(unread=Window(Count("*")))
    return unread.order_by("-at")[:3]


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
