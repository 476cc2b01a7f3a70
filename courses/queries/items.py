"""What an edition consists of. No item of an edition ever changes: each is read once a process."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from courses.kept import Kept
from courses.models import Edition, EditionItem
from officers.composed import composed

__all__ = ["Line", "item_of", "lines_of"]

#: An item without its payload, by the names of its columns.
Line = dict[str, Any]

_COLUMNS = ("id", "edition_id", "activity_uuid", "kind", "order", "parent_id", "title", "label", "minutes",
            "required", "weight", "sha256")  # fmt: skip
#: The items of an edition in order, by its UUID: primary keys are given again where a transaction was undone.
_lines: Kept[UUID, tuple[Line, ...]] = Kept(64)
#: Payloads by edition and activity.
_payloads: Kept[tuple[UUID, UUID], Any] = Kept(256)


@composed
def _lines_of(edition: int) -> QuerySet[EditionItem, Line]:
    found: QuerySet[EditionItem, Line] = EditionItem.objects.filter(edition=edition).order_by("order").values(*_COLUMNS)
    return found


@composed
def _payload_of(item: int) -> QuerySet[EditionItem, Line]:
    found: QuerySet[EditionItem, Line] = EditionItem.objects.filter(pk=item).values("payload")[:1]
    return found


def lines_of(edition: Edition) -> tuple[Line, ...]:
    """Return the items of an edition in order; no statement but the first time."""
    return _lines.get_or_make(edition.uuid, lambda: tuple(_lines_of(edition=edition.pk)))


def item_of(edition: Edition, activity: UUID) -> EditionItem | None:
    """Return an activity of an edition with its payload, which is not to be changed; None: it has none of this key."""
    line = next((each for each in lines_of(edition) if each["activity_uuid"] == activity), None)
    if line is None or line["kind"] == "module":
        return None
    payload = _payloads.get_or_make((edition.uuid, activity), lambda: _payload_of(item=line["id"])[0]["payload"])
    known = {**line, "payload": payload}
    # from_db reads values in the order of the model's fields, whatever order their names are given in.
    names = [field.attname for field in EditionItem._meta.concrete_fields if field.attname in known]
    return EditionItem.from_db(edition._state.db or "default", names, [known[name] for name in names])
