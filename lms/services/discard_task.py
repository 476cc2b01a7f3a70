"""Discarding a failed task."""

from uuid import UUID

from django.db import transaction

from audit.services.record import record
from lms.services.retry_task import locked_failed_task
from officers.models import Act, Officer
from officers.reasons import require_reason
from officers.roles import require

__all__ = ["discard_task"]


@transaction.atomic
def discard_task(*, task: UUID, by: Officer, why: str) -> None:
    """Remove a failed task: it is a hint, and the sweep still does what rows show to be missing.

    The audit keeps which task it was. Raises ``NotPermitted``, ``ReasonMissing``, ``NotFailed``.
    """
    require(by, Act.OPERATE)
    require_reason(why)
    locked = locked_failed_task(task)
    record(by=by, act="task.discard", on=locked, changed=[locked.task_path], why=why.strip())
    locked.delete()
