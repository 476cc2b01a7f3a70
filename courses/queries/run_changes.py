"""Who changed a run since somebody read it: asked of the audit, which holds a line of every change."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Max, QuerySet

from audit.models import Entry
from courses.models import CourseRun

__all__ = ["Change", "changes_since", "last_change"]


#: What changes the plan of a run; an export, say, does not.
_ACTS = ("run.make", "run.edit", "run.move")


@dataclass(frozen=True)
class Change:
    """A change of a run: who made it, and the names of the fields."""

    by: str
    fields: Sequence[str]


def last_change(run: CourseRun) -> int:
    """Return the number of the newest change, 0 for a run without any: what the form remembers."""
    newest: int | None = _entries(run).aggregate(newest=Max("pk"))["newest"]
    return newest or 0


def changes_since(run: CourseRun, seen: int) -> list[Change]:
    """Return the changes after that number, in their order.

    Every line of a run is written under the lock on its row, so that a later change has a greater number.
    """
    rows = _entries(run).filter(pk__gt=seen).order_by("pk")
    return [Change(name or login, fields) for name, login, fields in rows.values_list(
        "actor_name", "actor_login", "changed"
    )]  # fmt: skip


def _entries(run: CourseRun) -> QuerySet[Entry]:
    return Entry.objects.filter(on_model=run._meta.label, on_id=str(run.pk), act__in=_ACTS)
