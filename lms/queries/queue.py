"""The queue of tasks: what waits, and what failed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from lms.task_words import error_words, place_of, task_words

__all__ = ["FailedTask", "Queue", "failed_rows", "failed_task", "queue"]


@dataclass(frozen=True)
class Queue:
    """How many tasks wait and since when the oldest could have run; how many failed."""

    waiting: int
    oldest: datetime | None
    failed: int


@dataclass(frozen=True)
class FailedTask:
    """A task that failed. ``error``: in words; ``cause`` and ``place``: for whoever mends the program."""

    id: UUID
    words: str
    about: str
    failed_at: datetime | None
    error: str
    cause: str
    place: str


def queue() -> Queue:
    """Return the state of the queue, in one statement."""
    due = Q(status=TaskResultStatus.READY) & (Q(run_after=get_date_max()) | Q(run_after__lte=timezone.now()))
    counted = DBTaskResult.objects.aggregate(
        waiting=Count("pk", filter=due),
        oldest=Min("enqueued_at", filter=due),
        failed=Count("pk", filter=Q(status=TaskResultStatus.FAILED)),
    )
    return Queue(**counted)


def failed_rows() -> QuerySet[DBTaskResult[Any, Any]]:
    """Return the tasks that failed, the newest first."""
    rows: QuerySet[DBTaskResult[Any, Any]] = DBTaskResult.objects.failed().order_by("-finished_at", "pk")
    return rows


def failed_task(row: DBTaskResult[Any, Any]) -> FailedTask:
    """Return a failed task in words; of its arguments nothing but numbers of rows, since others may name material."""
    return FailedTask(
        id=row.pk, words=task_words(row.task_path), about=_about(row.args_kwargs), failed_at=row.finished_at,
        error=error_words(row.exception_class_path), cause=row.exception_class_path, place=place_of(row.traceback),
    )  # fmt: skip


def _about(arguments: dict[str, Any]) -> str:
    values = [*arguments.get("args", []), *arguments.get("kwargs", {}).values()]
    keys = ", ".join(str(value) for value in values if str(value).isdecimal())
    return _("Number %(keys)s") % {"keys": keys} if keys else ""
