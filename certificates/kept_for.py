"""What a person asked for, kept for a while at an address of its own, and for nobody else."""

import uuid
from typing import Any

from django.core.cache import cache

from officers.models import Officer

__all__ = ["keep_for", "kept_for"]

#: Seconds.
_KEPT = 30 * 60


def keep_for(by: Officer, kind: str, value: object) -> uuid.UUID:
    """Keep a value for the person who asked; return its key."""
    key = uuid.uuid4()
    cache.set(_place(by, kind, key), value, timeout=_KEPT)
    return key


def kept_for(by: Officer, kind: str, key: uuid.UUID) -> Any:
    """Return a value that the person asked for; None when it is no longer kept."""
    return cache.get(_place(by, kind, key))


def _place(by: Officer, kind: str, key: uuid.UUID) -> str:
    return f"certificates.{kind}:{by.pk}:{key}"
