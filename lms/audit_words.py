"""How the audit says what is done with the system itself."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _
from django_tasks_db.models import DBTaskResult

from audit import words
from lms.task_words import task_words

__all__ = ["register_words"]


def register_words() -> None:
    """Register the words of this app; called from ``ready``."""
    words.register(
        acts={
            "audit.export": _("Exported the audit"),
            "audit.export_readings": _("Exported the readings of reserved material"),
            "task.retry": _("Tried a failed task again"),
            "task.discard": _("Discarded a failed task"),
        },
        rows={DBTaskResult: _tasks},
        called={DBTaskResult: _("Task")},
    )


def _tasks(reader: Any, keys: Iterable[str]) -> dict[str, str]:
    return words.named(DBTaskResult.objects.all(), keys, lambda task: task_words(task.task_path))
