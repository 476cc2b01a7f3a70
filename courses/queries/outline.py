"""The outline of enrolments: what their editions consist of, and in one statement where each of them stands."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import CharField, DateTimeField, F, QuerySet, Value
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from courses import activities
from courses.kept import Kept
from courses.marks import from_text, mark_of
from courses.models import EditionItem, Enrolment, Progress, RunActivity
from courses.place import Activity, Module, Outline, locked_why
from courses.queries.items import Line, item_of, lines_of, read_lines
from officers.composed import composed
from officers.models import Officer

__all__ = ["Place", "closed_why", "outline", "outlines", "place"]


class _Stand(NamedTuple):
    """Where an enrolment stands in an activity, as far as one row says: progress, the run's dates, or its own."""

    state: str = ""
    fraction: str = ""
    opens: datetime | None = None
    start_until: datetime | None = None
    closes: datetime | None = None
    until: datetime | None = None


_Stands = Mapping[UUID, _Stand]
_UNTOUCHED = _Stand()
_FIELDS = _Stand._fields
#: Activities by edition, language and all else that they are made of but the enrolment, in their address.
_made: Kept[tuple[object, ...], Activity] = Kept(4096)


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
    return kept or _keep(enrolment, _stands_in(enrolment), None)


def closed_why(enrolment: Enrolment) -> str:
    """Return why the content of a course is closed to an enrolment as a whole; empty: it is open. No statement."""
    return locked_why(state=enrolment.state, starts_at=enrolment.run.starts_at, opens=None, now=timezone.now())


def place(enrolment: Enrolment, activity: UUID) -> Place | None:
    """Return an activity of an enrolment with its outline, in one statement; None: there is none."""
    item = item_of(enrolment.edition, activity)
    return None if item is None else Place(item, _keep(enrolment, _stands_in(enrolment), activity))


def outlines(officer: Officer, enrolments: Sequence[Enrolment]) -> dict[int, Outline]:
    """Return the outlines of several of an officer's enrolments, by enrolment; one statement.

    One more where an edition has not been read by this process yet, here as for ``outline`` and ``place``.
    """
    read_lines([enrolment.edition for enrolment in enrolments])
    rows: dict[int, list[dict[str, Any]]] = {enrolment.pk: [] for enrolment in enrolments}
    for row in _rows_of_all(officer=officer.pk):
        rows.setdefault(row["owner"], []).append(row)
    return {enrolment.pk: _keep(enrolment, _stands(rows[enrolment.pk]), None) for enrolment in enrolments}


def _stands_in(enrolment: Enrolment) -> _Stands:
    return _stands(_rows(enrolment=enrolment.pk, run=enrolment.run_id))


def _stands(rows: Iterable[Mapping[str, Any]]) -> _Stands:
    """Return what the rows of one enrolment say together, by activity."""
    known: dict[UUID, _Stand] = {}
    for row in rows:
        said = {name: row[name] for name in _FIELDS if row[name]}
        known[row["activity_uuid"]] = known.get(row["activity_uuid"], _UNTOUCHED)._replace(**said)
    return known


@composed
def _rows(enrolment: int, run: int) -> QuerySet[Any, dict[str, Any]]:
    progress = Progress.objects.filter(enrolment=enrolment)
    dates = RunActivity.objects.filter(run=run)
    own = [rows.filter(enrolment=enrolment) for rows in activities.own_dates()]
    return _together(progress, dates, own, owners=(Value(enrolment), Value(enrolment)))


@composed
def _rows_of_all(officer: int) -> QuerySet[Any, dict[str, Any]]:
    progress = Progress.objects.filter(enrolment__officer=officer)
    dates = RunActivity.objects.filter(run__enrolments__officer=officer)
    own = [rows.filter(enrolment__officer=officer) for rows in activities.own_dates()]
    return _together(progress, dates, own, owners=(F("enrolment"), F("run__enrolments")))


def _together(
    progress: QuerySet[Any], dates: QuerySet[Any], own: Sequence[QuerySet[Any]], *, owners: tuple[Any, Any]
) -> QuerySet[Any, dict[str, Any]]:
    """Return all of these rows in one statement, each with the columns of the others, empty, beside its own.

    owners: what is the enrolment in rows that name one, and in rows of a run.
    """

    def rows(found: QuerySet[Any], owner: Any, *said: str) -> QuerySet[Any, dict[str, Any]]:
        empty = {
            name: Cast(Value(None), CharField() if name in {"state", "fraction"} else DateTimeField())
            for name in _FIELDS if name not in said
        }  # fmt: skip
        all_named = found.order_by().annotate(**empty)
        named: QuerySet[Any, dict[str, Any]] = all_named.values("activity_uuid", *_FIELDS, owner=owner)
        return named

    first, *others = (
        rows(progress, owners[0], "state", "fraction"),
        rows(dates, owners[1], "opens", "start_until", "closes"),
        *(rows(each, owners[0], "until") for each in own),
    )
    return first.union(*others, all=True)


def _keep(enrolment: Enrolment, stands: _Stands, current: UUID | None) -> Outline:
    """Make the outline and leave it with the enrolment."""
    now, language, edition = timezone.now(), get_language(), enrolment.edition.uuid
    url = enrolment.get_absolute_url()
    lines = lines_of(enrolment.edition)
    below: dict[int | None, list[Activity]] = {line.id: [] for line in lines if line.kind == "module"}
    loose: list[Activity] = []
    untouched = _locked(enrolment, _UNTOUCHED, now)
    for line in lines:
        if line.kind == "module":
            continue
        stand = stands.get(line.activity_uuid, _UNTOUCHED)
        locked = _locked(enrolment, stand, now) if stand.opens else untouched
        key = (edition, line.activity_uuid, language, locked, stand)
        made = _made.get(key) or _made.keep(key, _activity(line, stand, locked))
        below.get(line.parent_id, loose).append(made.below(url))
    modules = [Module(each.label, each.title, tuple(below[each.id])) for each in lines if each.id in below]
    if loose:
        modules.append(Module("", _("Further activities"), tuple(loose)))
    outline = Outline(
        enrolment=enrolment, title=enrolment.edition.title, url=url, modules=tuple(modules), current=current
    )
    enrolment.__dict__["_outline"] = outline
    return outline


def _locked(enrolment: Enrolment, stand: _Stand, now: datetime) -> str:
    return locked_why(state=enrolment.state, starts_at=enrolment.run.starts_at, opens=stand.opens, now=now)


def _activity(line: Line, stand: _Stand, locked: str) -> Activity:
    """Return an activity for whoever stands so in it; its address is below that of an enrolment."""
    counts = bool(line.weight)
    return Activity(
        uuid=line.activity_uuid,
        kind=line.kind,
        kind_label=activities.get(line.kind).label_for(counts=counts),
        label=line.label,
        title=line.title,
        url=f"{line.activity_uuid}/",
        minutes=line.minutes,
        required=line.required,
        counts=counts,
        state=stand.state,
        mark=mark_of(from_text(stand.fraction)) if stand.fraction else None,
        locked=locked,
        opens=stand.opens,
        start_until=stand.start_until,
        closes=stand.closes,
        until=stand.until,
    )
