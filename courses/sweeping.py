"""How a part of the sweep goes through the rows that wait for it."""

import logging
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from django.db.models import QuerySet

__all__ = ["sweep_rows"]

logger = logging.getLogger(__name__)

_CHUNK = 200


def sweep_rows(waiting: QuerySet[Any], act: Callable[[int], bool], *, at_most: int) -> int:
    """Do ``act`` on each row that waits, by primary key, until ``at_most`` were done; return how many were.

    ``act`` is a transaction of its own and returns whether anything was done. One that fails is logged and
    passed over: however many cannot be done, they hold up none of the others, in this sweep or the next.
    """
    return sum(1 for _done in islice(_done(waiting, act), at_most))


def _done(waiting: QuerySet[Any], act: Callable[[int], bool]) -> Iterator[int]:
    last = 0
    while pks := list(waiting.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:_CHUNK]):
        for pk in pks:
            try:
                done = act(pk)
            except Exception:  # the next row must not wait for this one
                logger.exception("The sweep cannot do its work on %s %s", waiting.model._meta.label, pk)
            else:
                if done:
                    yield pk
        last = pks[-1]
