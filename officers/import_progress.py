"""How far a task is with an import, told while its transaction is open.

It is in the cache, since no row of that transaction can be read yet. A cache that is gone costs the
figure, nothing else.
"""

from dataclasses import dataclass

from django.core.cache import cache

__all__ = ["Progress", "progress_of", "tell"]

_KEPT = 60 * 60


@dataclass(frozen=True)
class Progress:
    """Rows done, of how many (0: not known)."""

    done: int
    total: int


def tell(import_id: int, done: int, total: int) -> None:
    """Say that so many rows are done."""
    cache.set(f"people-import-{import_id}", (done, total), _KEPT)


def progress_of(import_id: int) -> Progress | None:
    """Return what was last said."""
    told = cache.get(f"people-import-{import_id}")
    return Progress(*told) if told else None
