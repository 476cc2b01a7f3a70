"""The outline of enrolments: one statement for items, progress and dates together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Case, F, OuterRef, QuerySet, Subquery, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from courses import activities
from courses.marks import from_text, mark_of
from courses.models import EditionItem, Enrolment, Progress, RunActivity
from courses.place import Activity, Module, Outline, locked_why
from officers.composed import composed
from officers.models import Officer

__all__ = ["Place", "closed_why", "outline", "outlines", "place"]

_ITEM = ("id", "edition_id", "activity_uuid", "kind", "order", "parent_id", "title", "label", "minutes",
         "required", "weight", "sha256")  # fmt: skip
_LEARNER = ("state", "fraction", "opens", "start_until", "closes", "until")


@dataclass(frozen=True)
class Place:
    """An activity that is opened: its item with the payload, and the outline around it."""

    item: EditionItem
    outline: Outline


def outline(enrolment: Enrolment) -> Outline:
    """Return the outline of an enrolment that the door has let through.

    One statement; none when ``place`` or this function has been asked for the same object before, so
    that every kind of activity may show the outline beside its page.
    """
    kept: Outline | None = enrolment.__dict__.get("_outline")
    return kept or _keep(enrolment, _lines(**_keys(enrolment)), None)


def closed_why(enrolment: Enrolment) -> str:
    """Return why the content of a course is closed to an enrolment as a whole; empty: it is open. No statement."""
    return locked_why(state=enrolment.state, starts_at=enrolment.run.starts_at, opens=None, now=timezone.now())


def place(enrolment: Enrolment, activity: UUID) -> Place | None:
    """Return an activity of an enrolment with its outline, in the same statement; None: there is none."""
    rows = _lines_and_payload(**_keys(enrolment), activity=activity)
    found = next((row for row in rows if row["activity_uuid"] == activity and row["kind"] != "module"), None)
    if found is None:
        return None
    known = {**{name: found[name] for name in _ITEM}, "payload": found["here"]}
    # from_db reads values in the order of the model's fields, whatever order their names are given in.
    names = [field.attname for field in EditionItem._meta.concrete_fields if field.attname in known]
    item = EditionItem.from_db(enrolment._state.db or "default", names, [known[name] for name in names])
    return Place(item, _keep(enrolment, rows, activity))


def outlines(officer: Officer, enrolments: Sequence[Enrolment]) -> dict[int, Outline]:
    """Return the outlines of several of an officer's active or failed enrolments, by enrolment; one statement."""
    rows: dict[int, list[dict[str, Any]]] = {enrolment.pk: [] for enrolment in enrolments}
    for row in _lines_of_all(officer=officer.pk):
        rows.setdefault(row["owner"], []).append(row)
    return {enrolment.pk: _keep(enrolment, rows[enrolment.pk], None) for enrolment in enrolments}


class _JSONOrNone(models.JSONField[Any, Any]):
    """JSON, or nothing at all where the row is another."""

    def from_db_value(self, value: Any, *args: Any) -> Any:
        return None if value is None else super().from_db_value(value, *args)


_JSON = _JSONOrNone()


@composed
def _lines_of_all(officer: int) -> QuerySet[Any, dict[str, Any]]:
    items = EditionItem.objects.filter(
        edition__enrolments__officer=officer,
        edition__enrolments__state__in=[Enrolment.State.ACTIVE, Enrolment.State.FAILED],
    )
    found = _rows(items, enrolment=OuterRef("edition__enrolments"), run=OuterRef("edition__enrolments__run"))
    lines: QuerySet[Any, dict[str, Any]] = found.values(*_ITEM, *_LEARNER, owner=F("edition__enrolments"))
    return lines.order_by("order")


def _keys(enrolment: Enrolment) -> dict[str, int]:
    return {"enrolment": enrolment.pk, "run": enrolment.run_id, "edition": enrolment.edition_id}


@composed
def _lines(enrolment: int, run: int, edition: int) -> QuerySet[Any, dict[str, Any]]:
    rows = _rows(EditionItem.objects.filter(edition=edition), enrolment=Value(enrolment), run=Value(run))
    found: QuerySet[Any, dict[str, Any]] = rows.values(*_ITEM, *_LEARNER).order_by("order")
    return found


@composed
def _lines_and_payload(enrolment: int, run: int, edition: int, activity: UUID) -> QuerySet[Any, dict[str, Any]]:
    payload = Case(When(activity_uuid=activity, then=F("payload")), default=Value(None), output_field=_JSON)
    rows = _rows(EditionItem.objects.filter(edition=edition), enrolment=Value(enrolment), run=Value(run))
    found: QuerySet[Any, dict[str, Any]] = rows.values(*_ITEM, *_LEARNER, here=payload).order_by("order")
    return found


def _rows(items: QuerySet[Any], *, enrolment: Any, run: Any) -> QuerySet[Any]:
    """Return items with the learner's progress, the run's dates and his own: look-ups of unique keys."""
    progress = Progress.objects.filter(enrolment=enrolment, activity_uuid=OuterRef("activity_uuid"))
    dates = RunActivity.objects.filter(run=run, activity_uuid=OuterRef("activity_uuid"))
    found: QuerySet[Any] = items.annotate(
        state=Subquery(progress.values("state")),
        fraction=Subquery(progress.values("fraction")),
        opens=Subquery(dates.values("opens")),
        start_until=Subquery(dates.values("start_until")),
        closes=Subquery(dates.values("closes")),
        until=activities.own_until(enrolment),
    )
    return found


def _keep(enrolment: Enrolment, rows: list[dict[str, Any]], current: UUID | None) -> Outline:
    now = timezone.now()
    below: dict[int, list[Activity]] = {row["id"]: [] for row in rows if row["kind"] == "module"}
    loose: list[Activity] = []
    label = cache(lambda kind, counts: activities.get(kind).label_for(counts=counts))
    for row in rows:
        if row["kind"] != "module":
            below.get(row["parent_id"], loose).append(_activity(enrolment, row, now, label))
    modules = [Module(row["label"], row["title"], tuple(below[row["id"]])) for row in rows if row["kind"] == "module"]
    if loose:
        modules.append(Module("", _("Further activities"), tuple(loose)))
    made = Outline(
        enrolment=enrolment, title=enrolment.edition.title, url=enrolment.get_absolute_url(),
        modules=tuple(modules), current=current,
    )  # fmt: skip
    enrolment.__dict__["_outline"] = made
    return made


def _activity(enrolment: Enrolment, row: dict[str, Any], now: datetime, label: Callable[[str, bool], str]) -> Activity:
    return Activity(
        uuid=row["activity_uuid"],
        kind=row["kind"],
        kind_label=label(row["kind"], bool(row["weight"])),
        label=row["label"],
        title=row["title"],
        url=activities.activity_url(enrolment.uuid, row["activity_uuid"]),
        minutes=row["minutes"],
        required=row["required"],
        counts=bool(row["weight"]),
        state=row["state"] or "",
        mark=mark_of(from_text(row["fraction"])) if row["fraction"] else None,
        locked=locked_why(state=enrolment.state, starts_at=enrolment.run.starts_at, opens=row["opens"], now=now),
        opens=row["opens"],
        start_until=row["start_until"],
        closes=row["closes"],
        until=row["until"],
    )
