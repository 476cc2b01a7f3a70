"""CPU seconds of the server's processes, from /proc: web, worker, PostgreSQL's part and Redis. Driver apart."""

import os
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

_TICK = 1 / os.sysconf("SC_CLK_TCK")
_PROC = Path("/proc")


def calibration() -> float:
    """Return the CPU seconds that ten million additions of Python take here: holds figures of two machines together."""
    before = time.process_time()
    total = 0
    for number in range(10_000_000):
        total += number
    return time.process_time() - before


def _stat(pid: int) -> list[str]:
    """Return the fields of /proc/<pid>/stat after the name, or nothing when the process is gone."""
    try:
        return (_PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []


def tree(root: int) -> list[int]:
    """Return a process and all its descendants."""
    children: dict[int, list[int]] = {}
    for entry in _PROC.iterdir():
        if entry.name.isdigit() and (stat := _stat(int(entry.name))):
            children.setdefault(int(stat[1]), []).append(int(entry.name))
    found = [root]
    for pid in found:
        found.extend(children.get(pid, ()))
    return found


def spent(pids: Iterable[int]) -> float:
    """Return the CPU seconds of processes, including those of their children that have ended."""
    return sum(sum(map(int, stat[11:15])) for pid in pids if (stat := _stat(pid))) * _TICK


def spent_exactly(pids: Iterable[int]) -> float:
    """Return the CPU seconds of the living threads of processes, to the nanosecond."""
    total = 0
    for pid in pids:
        for path in (_PROC / str(pid) / "task").glob("*/schedstat"):
            try:
                total += int(path.read_text().split()[0])
            except (FileNotFoundError, ProcessLookupError):
                continue
    return total / 1e9


def resident(pids: Iterable[int]) -> int:
    """Return the bytes of memory that processes hold; what they share counts in each."""
    pages = 0
    for pid in pids:
        try:
            pages += int((_PROC / str(pid) / "statm").read_text().split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue
    return pages * os.sysconf("SC_PAGE_SIZE")


@dataclass
class Backends:
    """The PostgreSQL processes that serve one database; those that end keep what they were last seen with.

    watch: None: SQLite, whose part is that of the processes which use it.
    """

    watch: psycopg.Connection | None
    database: str
    seen: dict[int, float] = field(default_factory=dict)

    def pids(self) -> list[int]:
        """Return the processes of the moment; none of them is seen in /proc when PostgreSQL runs elsewhere."""
        if self.watch is None:
            return []
        rows = self.watch.execute("SELECT pid FROM pg_stat_activity WHERE datname = %s", [self.database]).fetchall()
        return [row[0] for row in rows if "postgres" in _command(row[0])]

    def spent(self) -> float:
        """Return the CPU seconds of all that were ever seen; ask at least once a second."""
        for pid in self.pids():
            self.seen[pid] = spent([pid])
        return sum(self.seen.values())


def _command(pid: int) -> str:
    try:
        return (_PROC / str(pid) / "cmdline").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""


@dataclass(frozen=True)
class Parts:
    """CPU seconds by part."""

    web: float
    worker: float
    database: float
    redis: float

    @property
    def total(self) -> float:
        """Return the sum."""
        return self.web + self.worker + self.database + self.redis

    def __sub__(self, earlier: "Parts") -> "Parts":
        return Parts(
            self.web - earlier.web,
            self.worker - earlier.worker,
            self.database - earlier.database,
            self.redis - earlier.redis,
        )


@dataclass
class Meter:
    """Reads the CPU of everything that serves: the tree of ``manage.py serve``, its backends, its Redis."""

    serve: int
    redis: int
    backends: Backends
    #: The most memory that the tree of ``manage.py serve`` was seen with, in bytes.
    peak: int = 0

    def read(self) -> Parts:
        """Return the seconds so far, to a hundredth, with processes that have ended."""
        web, worker = self._split()
        return Parts(spent(web), spent(worker), self.backends.spent(), spent([self.redis]))

    def pids(self) -> list[int]:
        """Return every process that serves now, for `spent_exactly`."""
        web, _ = self._split()
        return [*web, *self.backends.pids(), *([self.redis] if self.redis else [])]

    def look(self) -> None:
        """See backends before they end, and memory; to be called at least once a second."""
        self.backends.spent()
        self.peak = max(self.peak, resident(tree(self.serve)))

    def _split(self) -> tuple[list[int], list[int]]:
        everything = tree(self.serve)
        worker = [pid for pid in everything if _command(pid).rstrip("\0").endswith("\0worker")]
        worker = [descendant for pid in worker for descendant in tree(pid)]
        return [pid for pid in everything if pid not in worker], worker
