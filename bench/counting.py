"""Counts the statements that each process sends, where the driver can read it while they run.

Counted at the driver's cursor, below Django's own bookkeeping: nothing goes past it but BEGIN and COMMIT.
One shared file, one slot of counters a process, no lock between them.
"""

import fcntl
import mmap
import os
import struct
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from django.db.backends.postgresql.base import ServerBindingCursor

_COUNTERS = struct.Struct("=QQQ")
_PROCESSES = 64
#: The first slot numbers the processes; the others are theirs.
_SIZE = _COUNTERS.size * (_PROCESSES + 1)


@dataclass(frozen=True, slots=True)
class Count:
    """Statements; savepoints and other control of transactions; checks of an idle connection."""

    statements: int = 0
    control: int = 0
    checks: int = 0

    def __sub__(self, earlier: Self) -> "Count":
        return Count(self.statements - earlier.statements, self.control - earlier.control, self.checks - earlier.checks)


def make(path: Path) -> None:
    """Make the shared file, all zeros."""
    path.write_bytes(bytes(_SIZE))


def total(path: Path) -> Count:
    """Return what all processes have sent since the file was made."""
    slots = list(_COUNTERS.iter_unpack(path.read_bytes()))[1:]
    return Count(*(sum(column) for column in zip(*slots, strict=True)))


class _Slot:
    """The counters of this process."""

    def __init__(self, path: str) -> None:
        self._lock = threading.Lock()
        self._counts = [0, 0, 0]
        with open(path, "r+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            number = _COUNTERS.unpack(file.read(_COUNTERS.size))[0] + 1
            if number > _PROCESSES:
                raise RuntimeError(f"More than {_PROCESSES} processes opened the counters of {path}.")
            file.seek(0)
            file.write(_COUNTERS.pack(number, 0, 0))
            file.flush()
            # The map keeps a copy of the descriptor, and with it the lock, unless it is given back here.
            fcntl.flock(file, fcntl.LOCK_UN)
            self._memory = mmap.mmap(file.fileno(), _SIZE)
        self._offset = number * _COUNTERS.size

    def add(self, kind: int) -> None:
        """Count one."""
        with self._lock:
            self._counts[kind] += 1
            _COUNTERS.pack_into(self._memory, self._offset, *self._counts)


_slots: dict[int, _Slot] = {}
_claiming = threading.Lock()
_CONTROL = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT", "SET CONSTRAINTS")


def count(query: Any) -> None:
    """Count one statement, where a bench asks for it."""
    path = os.environ.get("BENCH_COUNTERS")
    if not path:
        return
    slot = _slots.get(os.getpid())
    if slot is None:
        with _claiming:
            slot = _slots.get(os.getpid()) or _slots.setdefault(os.getpid(), _Slot(path))
    text = query if isinstance(query, str) else str(query)
    if not text.startswith("BEGIN"):  # SQLite's; psycopg sends its own below the cursor
        slot.add(2 if text == "SELECT 1" else 1 if text.startswith(_CONTROL) else 0)


class CountingCursor(ServerBindingCursor):
    """The production cursor, with every statement counted."""

    def execute(self, query: Any, *args: Any, **kwargs: Any) -> Any:
        """Count and send."""
        count(query)
        return super().execute(query, *args, **kwargs)  # type: ignore[misc]  # not in django-stubs

    def executemany(self, query: Any, *args: Any, **kwargs: Any) -> Any:
        """Count once and send."""
        count(query)
        return super().executemany(query, *args, **kwargs)  # type: ignore[misc]  # not in django-stubs
