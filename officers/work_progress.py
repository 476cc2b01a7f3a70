"""How far a task is with the work that a row asks for, told while its transaction is open.

It is in the cache, since no row of that transaction can be read yet. A cache that is gone costs the
figure, nothing else.
"""

from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Model

__all__ = ["Progress", "progress_of", "tell"]

_KEPT = 60 * 60


@dataclass(frozen=True)
class Progress:
    """Parts done, of how many (0: not known)."""

    done: int
    total: int


def tell(of: Model, done: int, total: int) -> None:
    """Say that so many parts of a row's work are done."""
    cache.set(_key(of), (done, total), _KEPT)


def progress_of(of: Model) -> Progress | None:
    """Return what was last said."""
    told = cache.get(_key(of))
    return Progress(*told) if told else None


def _key(of: Model) -> str:
    return f"{of._meta.label_lower}-{of.pk}"
