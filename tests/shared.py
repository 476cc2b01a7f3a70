"""A world that the tests of a module share: built once, and every test begins with its rows and leaves nothing.

The rows are written in a transaction around those of the tests, which is rolled back after the last one.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from django.conf import settings
from django.db import transaction
from django.db.models import Model
from django.utils import translation

__all__ = ["afresh", "shared"]

T = TypeVar("T")


@contextmanager
def shared(blocker: Any, build: Callable[[], T]) -> Iterator[T]:
    """Build what a module's tests begin with; for a fixture of that scope, which asks for ``django_db_setup``."""
    with blocker.unblock(), transaction.atomic():
        with translation.override(settings.LANGUAGE_CODE):
            built = build()
        yield built
        transaction.set_rollback(True)


def afresh(built: T) -> T:
    """Return the same with every row read again: what a test does to its objects, the next does not meet."""
    known: Any = built
    if isinstance(known, Model):
        return type(known)._base_manager.get(pk=known.pk)  # type: ignore[return-value]  # of the same model
    if is_dataclass(known):
        return replace(known, **{field.name: afresh(getattr(known, field.name)) for field in fields(known)})  # type: ignore[type-var]  # an instance
    return built
