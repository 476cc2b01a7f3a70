"""What editions consist of: read once a process.

Items are written in the transaction that publishes their edition, are never changed and none comes later
(``models.edition``): what was read after it holds for good.
"""

from collections.abc import Collection
from dataclasses import dataclass, fields
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from courses.kept import Kept
from courses.models import Edition, EditionItem
from officers.composed import composed

__all__ = ["Line", "item_of", "lines_of", "read_lines"]


@dataclass(frozen=True, slots=True)
class Line:
    """An item without its payload, by the names of its columns."""

    id: int
    edition_id: int
    activity_uuid: UUID
    kind: str
    order: int
    parent_id: int | None
    title: str
    label: str
    minutes: int
    required: bool
    weight: str
    sha256: str


_COLUMNS = tuple(column.name for column in fields(Line))
#: By the UUID of the edition: primary keys are given again where a transaction was undone.
_lines: Kept[UUID, tuple[Line, ...]] = Kept(300)
#: Payloads by edition and activity.
_payloads: Kept[tuple[UUID, UUID], Any] = Kept(256)


def lines_of(edition: Edition) -> tuple[Line, ...]:
    """Return the items of an edition in order; no statement but the first time."""
    kept = _lines.get(edition.uuid)
    if kept is None:
        kept = _keep(edition.uuid, [Line(*row) for row in _rows(edition=edition.pk)])
    return kept


def read_lines(editions: Collection[Edition]) -> None:
    """Read at once the items of those of several editions that were not read yet; one statement, or none."""
    missing = {edition.pk: edition.uuid for edition in editions if _lines.get(edition.uuid) is None}
    if not missing:
        return
    found: dict[int, list[Line]] = {pk: [] for pk in missing}
    for row in EditionItem.objects.filter(edition__in=missing).order_by("order").values_list(*_COLUMNS):
        line = Line(*row)
        found[line.edition_id].append(line)
    for pk, lines in found.items():
        _keep(missing[pk], lines)


def item_of(edition: Edition, activity: UUID) -> EditionItem | None:
    """Return an activity of an edition with its payload, which is not to be changed; None: it has none of this key."""
    line = next((each for each in lines_of(edition) if each.activity_uuid == activity), None)
    if line is None or line.kind == "module":
        return None
    payload = _payloads.get_or_make((edition.uuid, activity), lambda: _payload(item=line.id)[0])
    known = {**{name: getattr(line, name) for name in _COLUMNS}, "payload": payload}
    # from_db reads values in the order of the model's fields, whatever order their names are given in.
    names = [field.attname for field in EditionItem._meta.concrete_fields if field.attname in known]
    return EditionItem.from_db(edition._state.db or "default", names, [known[name] for name in names])


def _keep(edition: UUID, lines: list[Line]) -> tuple[Line, ...]:
    """Keep the items of an edition; none at all are those of one that is being written."""
    return _lines.keep(edition, tuple(lines)) if lines else ()


@composed
def _rows(edition: int) -> QuerySet[EditionItem, tuple[Any, ...]]:
    return EditionItem.objects.filter(edition=edition).order_by("order").values_list(*_COLUMNS)


@composed
def _payload(item: int) -> QuerySet[EditionItem, Any]:
    return EditionItem.objects.filter(pk=item).values_list("payload", flat=True)[:1]
