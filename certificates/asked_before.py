"""What was asked at a counter, kept for a while at an address of its own, so that going back shows it again."""

import uuid
from collections.abc import Sequence

from django.core.cache import cache

from officers.models import Officer

__all__ = ["asked_before", "keep_asked"]

#: Seconds for which a list is kept; a counter where nobody scans for so long begins a new one.
_KEPT = 30 * 60


def keep_asked(by: Officer, texts: Sequence[str]) -> uuid.UUID:
    """Keep what a person asked, the newest first; return its key."""
    key = uuid.uuid4()
    cache.set(_place(by, key), list(texts), timeout=_KEPT)
    return key


def asked_before(by: Officer, key: uuid.UUID) -> list[str]:
    """Return what the person asked, the newest first; empty when it is no longer kept."""
    return list(cache.get(_place(by, key)) or ())


def _place(by: Officer, key: uuid.UUID) -> str:
    return f"certificates.asked_before:{by.pk}:{key}"
