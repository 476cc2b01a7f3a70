"""Whether this process can serve, in the words of one who watches: nothing that helps a stranger.

A part that only makes the service slower or later is ``degraded``, and the service is still ready; one without which
nobody is served well is ``failed``.
"""

import logging
from collections.abc import Callable
from enum import StrEnum
from functools import cache

from django.core.cache import cache as shared_cache
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from lms.models import LastRun
from lms.queries.operation import WORKER_LATE, disk, is_late, last_run
from lms.queries.queue import queue

__all__ = ["State", "newest_migrations", "readiness"]

logger = logging.getLogger(__name__)


class State(StrEnum):
    """How a part is."""

    OK = "ok"
    DEGRADED = "degraded"
    FAILED = "failed"


def readiness() -> dict[str, State]:
    """Return the state of every part. Without the database nothing that asks it is asked."""
    states = {"database": _state("database", _database, State.FAILED)}
    for name, (check, at_worst) in _CHECKS.items():
        is_blind = states["database"] is State.FAILED and name in _OF_THE_DATABASE
        states[name] = at_worst if is_blind else _state(name, check, at_worst)
    return states


def _state(name: str, check: Callable[[], State], at_worst: State) -> State:
    try:
        return check()
    except Exception:  # what cannot be asked is not well; why is for the log, not for who asks
        logger.exception("Health: %s cannot be asked", name)
        return at_worst


def _database() -> State:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return State.OK


def _migrations() -> State:
    return State.OK if newest_migrations() <= set(MigrationRecorder(connection).applied_migrations()) else State.FAILED


@cache
def newest_migrations() -> frozenset[tuple[str, str]]:
    """Return the last migration of each app; read from the disk once a process."""
    return frozenset(MigrationLoader(None, ignore_no_migrations=True).graph.leaf_nodes())


def _worker() -> State:
    return State.DEGRADED if last_run(LastRun.Work.SWEEP, WORKER_LATE).is_late else State.OK


def _queue() -> State:
    return State.DEGRADED if is_late(queue().oldest, WORKER_LATE) else State.OK


def _disk() -> State:
    room = disk()
    return State.FAILED if room.is_full else State.DEGRADED if room.is_low else State.OK


def _cache() -> State:
    # A cache that is gone answers as an empty one (lms.cache), so it is asked for what it was just given.
    shared_cache.set("health", 1, 60)
    return State.OK if shared_cache.get("health") else State.DEGRADED


_OF_THE_DATABASE = frozenset({"migrations", "worker", "queue"})
#: Each part, and what it is when it cannot be asked.
_CHECKS: dict[str, tuple[Callable[[], State], State]] = {
    "migrations": (_migrations, State.FAILED),
    "worker": (_worker, State.DEGRADED),
    "queue": (_queue, State.DEGRADED),
    "disk": (_disk, State.FAILED),
    "cache": (_cache, State.DEGRADED),
}
