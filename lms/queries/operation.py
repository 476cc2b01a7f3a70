"""How the system is, for who looks after it."""

import platform
import shutil
import tomllib
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from lms.models import LastRun
from lms.queries.queue import Queue, queue
from officers.queries.mails import Mails, mails

__all__ = ["Disk", "Operation", "Run", "disk", "last_run", "operation", "product_version"]

#: After so long without a sweep, or with a task that could run, nothing seems to work at the queue.
WORKER_LATE = timedelta(minutes=5)
#: A backup is made every day; a few hours are forgiven.
BACKUP_LATE = timedelta(hours=30)

#: A mail waits for three minutes by itself, and for the second try eight.
MAIL_LATE = timedelta(minutes=30)


@dataclass(frozen=True)
class Run:
    """When one of the system's own works last ended, and whether that is too long ago. at: None, it never did."""

    at: datetime | None
    is_late: bool
    facts: dict[str, Any]


@dataclass(frozen=True)
class Disk:
    """Room where private files lie, in bytes."""

    free: int
    total: int

    @property
    def is_full(self) -> bool:
        """Whether hardly anything can be written any more."""
        return self.free < 100 * 2**20

    @property
    def is_low(self) -> bool:
        """Whether somebody should make room: under a twentieth, or under a gigabyte."""
        return self.free < max(self.total // 20, 2**30)


@dataclass(frozen=True)
class Operation:
    """What the health panel shows."""

    sweep: Run
    backup: Run
    queue: Queue
    queue_is_late: bool
    #: None: no mail is set up.
    mails: Mails | None
    mails_are_late: bool
    disk: Disk
    versions: tuple[tuple[str, str], ...]


def operation() -> Operation:
    """Return the state of the system, in two statements, and a third where notices are mailed."""
    runs = {run.work: run for run in LastRun.objects.all()}
    waiting = queue()
    mailed = mails(timezone.now()) if settings.EMAIL_NOTICES else None
    return Operation(
        sweep=_run(runs.get(LastRun.Work.SWEEP), WORKER_LATE),
        backup=_run(runs.get(LastRun.Work.BACKUP), BACKUP_LATE),
        queue=waiting,
        queue_is_late=is_late(waiting.oldest, WORKER_LATE),
        mails=mailed,
        mails_are_late=is_late(mailed.oldest if mailed else None, MAIL_LATE),
        disk=disk(),
        versions=(("Aula Segura", product_version()), *_versions()),
    )


def last_run(work: LastRun.Work, allowed: timedelta) -> Run:
    """Return the last run of one work."""
    return _run(LastRun.objects.filter(work=work).first(), allowed)


def is_late(since: datetime | None, allowed: timedelta) -> bool:
    """Whether something waits since longer than is allowed."""
    return since is not None and timezone.now() - since > allowed


def disk() -> Disk:
    """Return the room where private files lie, or will lie."""
    folder = Path(settings.MEDIA_ROOT)
    usage = shutil.disk_usage(next(place for place in (folder, *folder.parents) if place.exists()))
    return Disk(free=usage.free, total=usage.total)


@cache
def product_version() -> str:
    """Return the version of the product."""
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["project"]
    return str(project["version"])


def _run(row: LastRun | None, allowed: timedelta) -> Run:
    if row is None:
        return Run(at=None, is_late=True, facts={})
    return Run(at=row.at, is_late=is_late(row.at, allowed), facts=row.facts)


def _versions() -> tuple[tuple[str, str], ...]:
    connection.ensure_connection()
    if connection.vendor == "postgresql":
        database = ("PostgreSQL", ".".join(map(str, divmod(connection.pg_version, 10_000))))  # type: ignore[attr-defined]
    else:
        database = ("SQLite", ".".join(map(str, connection.Database.sqlite_version_info)))  # type: ignore[attr-defined]
    packages = tuple((name, version(name)) for name in ("Django", "Wagtail"))
    return (("Python", platform.python_version()), *packages, database)
