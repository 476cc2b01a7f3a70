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
    return _read([edition])[edition.uuid] if kept is None else kept


def read_lines(editions: Collection[Edition]) -> None:
    """Read at once the items of those of several editions that were not read yet; one statement, or none."""
    if missing := [edition for edition in editions if _lines.get(edition.uuid) is None]:
        _read(missing)


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


def _read(editions: Collection[Edition]) -> dict[UUID, tuple[Line, ...]]:
    """Return the items of editions, and keep them; one without any is being written, and is asked again."""
    rows = EditionItem.objects.filter(edition__in=editions).order_by("order").values_list(*_COLUMNS)
    lines = [Line(*row) for row in rows]
    found = {each.uuid: tuple(line for line in lines if line.edition_id == each.pk) for each in editions}
    _lines.add({uuid: kept for uuid, kept in found.items() if kept})
    return found


@composed
def _payload(item: int) -> QuerySet[EditionItem, Any]:
    return EditionItem.objects.filter(pk=item).values_list("payload", flat=True)[:1]
