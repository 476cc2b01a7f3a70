"""Two people at one form: the second is told what the first changed, before anything is overwritten.

What was done to a row is in the audit, by whom and in which fields; a form remembers the newest line that there was
when it was shown (``seen``). Only changes of the fields that the form is about count.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar, cast

from django.db import models
from django.db.models.functions import Cast, Coalesce
from django.utils.translation import gettext_lazy as _

from audit.models import Entry
from kernel.refusal import Refusal

__all__ = ["ChangedMeanwhile", "Edit", "edits_since", "newest_edit", "refuse_if_changed", "with_newest_edit"]

_Row = TypeVar("_Row", bound=models.Model)


class ChangedMeanwhile(Refusal):
    """Somebody changed the same fields after the form was shown."""

    code = "changed_meanwhile"
    message = _(
        "Somebody changed this while you were writing. Look at what is marked, and save again if you still want to."
    )


@dataclass(frozen=True)
class Edit:
    """A change of a row: the number of its line, who made it (empty: the system), when, of which fields."""

    line: int
    by: str
    at: datetime
    fields: frozenset[str]


def with_newest_edit(rows: models.QuerySet[_Row]) -> models.QuerySet[_Row]:
    """Read with rows the number of the newest line about each: of the same moment as their values."""
    about = Entry.objects.filter(on_model=rows.model._meta.label, on_id=Cast(models.OuterRef("pk"), models.CharField()))
    newest = Coalesce(models.Subquery(about.order_by("-pk").values("pk")[:1]), 0)
    return cast("models.QuerySet[_Row]", rows.annotate(newest_line=newest))


def newest_edit(row: models.Model) -> int:
    """Return the number of the newest line about a row, as it was read (``with_newest_edit``) or now; 0 for none."""
    held: int | None = getattr(row, "newest_line", None)
    if held is not None:
        return held
    return _about(row).values_list("pk", flat=True).order_by("-pk").first() or 0


def edits_since(row: models.Model, seen: int, fields: Collection[str]) -> list[Edit]:
    """Return the changes of any of ``fields`` after the line ``seen``, the oldest first."""
    lines = _about(row).filter(pk__gt=seen).order_by("pk")
    wanted = set(fields)
    return [Edit(line.pk, line.actor_name, line.at, frozenset(wanted & set(line.changed)))
            for line in lines if wanted & set(line.changed)]  # fmt: skip


def refuse_if_changed(row: models.Model, seen: int | None, fields: Collection[str]) -> None:
    """Raise ``ChangedMeanwhile`` when one of ``fields`` changed after ``seen``; the caller holds the row's lock.

    ``seen`` is None for whoever acts without a form.
    """
    if seen is not None and edits_since(row, seen, fields):
        raise ChangedMeanwhile


def _about(row: models.Model) -> "models.QuerySet[Entry]":
    return Entry.objects.filter(on_model=row._meta.label, on_id=str(row.pk))
