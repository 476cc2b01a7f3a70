"""Trying a failed task again."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from audit.services.record import record
from kernel.refusal import Refusal
from officers.models import Act, Officer
from officers.roles import require

__all__ = ["NotFailed", "locked_failed_task", "retry_task"]


class NotFailed(Refusal):
    """The task is not among those that failed: somebody tried it again or discarded it meanwhile."""

    code = "task_not_failed"
    message = _("This task no longer counts as failed: somebody tried it again or discarded it.")


@transaction.atomic
def retry_task(*, task: UUID, by: Officer) -> DBTaskResult[Any, Any]:
    """Put a failed task back at its place in the queue. Raises ``NotPermitted``, ``NotFailed``."""
    require(by, Act.OPERATE)
    locked = locked_failed_task(task)
    locked.status, locked.run_after = TaskResultStatus.READY, timezone.now()
    locked.save(update_fields=["status", "run_after"])
    record(by=by, act="task.retry", on=locked, changed=["status"])
    return locked


def locked_failed_task(task: UUID) -> DBTaskResult[Any, Any]:
    """Return the locked row of a task that failed; raises ``NotFailed``. Two deciding at once: the first counts."""
    locked = DBTaskResult.objects.select_for_update().filter(pk=task, status=TaskResultStatus.FAILED).first()
    if locked is None:
        raise NotFailed
    return locked
