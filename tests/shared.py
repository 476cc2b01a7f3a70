"""A world that the tests of a module share: built once, and every test begins with its rows and leaves nothing.

The rows are written in a transaction around those of the tests, which is rolled back after the last one.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
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
    again: Any = _read(built)
    return again  # type: ignore[no-any-return]  # of the same type


def _read(built: Any) -> Any:
    if isinstance(built, Model):
        return type(built)._base_manager.get(pk=built.pk)
    if isinstance(built, list):
        return [_read(each) for each in built]
    if type(built).__module__.startswith("tests."):  # a world: its parts are its attributes
        same = copy(built)
        vars(same).update({name: _read(value) for name, value in vars(built).items()})
        return same
    return built
