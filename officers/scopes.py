"""Scopes of grants: how one is found, named, and seen together with what lies above it.

Units and areas are this app's own. Courses and runs belong to an app above, which registers a ``Source`` for each;
a source names nothing to whoever may not see it.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kernel.folding import fold
from kernel.refusal import Refusal
from officers.models import Area, Grant, Officer, ScopeKind, Unit
from officers.roles import Scope

__all__ = [
    "MOST", "Allowed", "Place", "ShownScope", "Source", "Target", "UnknownScope", "find", "matching",
    "register", "scope_of", "shown_scopes", "within",
]  # fmt: skip

#: So many places are offered to choose among; whoever finds more writes more of the name.
MOST = 20


class UnknownScope(Refusal):
    """There is no such course or run, or none that the person may see."""

    code = "unknown_scope"
    message = _("There is no such course or run.")


@dataclass(frozen=True)
class Target:
    """What a grant names, at most one; nothing: everywhere."""

    unit: Unit | None = None
    area: Area | None = None
    course: UUID | None = None
    run: UUID | None = None

    @property
    def columns(self) -> dict[str, Any]:
        """Return the values by the names of the columns."""
        return {"unit": self.unit, "area": self.area, "course": self.course, "run": self.run}

    @property
    def kind(self) -> ScopeKind:
        """Return for what kind of scope that is."""
        named = [name for name, value in self.columns.items() if value is not None]
        return ScopeKind(named[0]) if named else ScopeKind.EVERYWHERE


@dataclass(frozen=True)
class Place:
    """Something that a role can be given for: its code, its words, what a grant names, the scope of the act."""

    code: str
    words: str
    target: Target
    scope: Scope


@dataclass(frozen=True)
class ShownScope:
    """For what a grant holds, in words; ``is_named``: the reader may know of which course it is."""

    words: str
    is_named: bool


#: Whether a place may be offered, by its scope.
Allowed = Callable[[Scope], bool]


class Source(Protocol):
    """Courses or runs, as their app knows them."""

    def find(self, by: Officer, text: str, allowed: Allowed) -> Sequence[Place]:
        """Do as the function ``find``, with what the person sees."""
        ...

    def named(self, by: Officer, keys: Collection[UUID]) -> dict[UUID, str]:
        """Return the words for those that the person sees; one statement."""
        ...

    def scope_of(self, key: UUID) -> Scope | None:
        """Return the scope with all that lies above; None where there is no such row."""
        ...

    def within(self, areas: Collection[int], courses: Collection[UUID]) -> QuerySet[Any, Any]:
        """Return the UUIDs of all that belong to these areas and courses, as a subquery."""
        ...


_sources: dict[str, Source] = {}


def register(kind: ScopeKind, source: Source) -> None:
    """Say where courses, or runs, come from."""
    _sources[kind] = source


def find(kind: str, by: Officer, text: str, allowed: Allowed) -> Sequence[Place]:
    """Return the place with this code, else those whose code or name holds the text, at most one more than ``MOST``.

    Only what is ``allowed`` counts, so that what is out of reach leaves no gap.
    """
    if kind == ScopeKind.UNIT:
        today = timezone.localdate()
        units = Unit.objects.filter(Q(closed_on=None) | Q(closed_on__gt=today)).order_by("name")
        places = [Place(unit.code, f"{unit.name} · {unit.code}", Target(unit=unit), Scope(unit=unit)) for unit in units]
        return matching(places, text, allowed)
    if kind == ScopeKind.AREA:
        areas = Area.objects.all()
        places = [Place(area.code, area.name, Target(area=area), Scope(area_id=area.pk)) for area in areas]
        return matching(places, text, allowed)
    return _sources[kind].find(by, text, allowed) if kind in _sources else []


def matching(places: Iterable[Place], text: str, allowed: Allowed) -> Sequence[Place]:
    """Return what ``find`` returns, of these places; accents and case are forgiven."""
    sought = fold(text)
    found: list[Place] = []
    for place in places:
        if sought not in fold(f"{place.code} {place.words}") or not allowed(place.scope):
            continue
        if fold(place.code) == sought:
            return [place]
        if len(found) <= MOST:
            found.append(place)
    return found


def scope_of(by: Officer | None, target: Target) -> Scope | None:
    """Return where a grant for this takes place, with what lies above; None: everywhere.

    Raises ``UnknownScope`` for a course or run that is not there or, where somebody asks, not for him to see.
    """
    for kind, key in ((ScopeKind.COURSE, target.course), (ScopeKind.RUN, target.run)):
        if key is not None:
            found = _sources[kind].scope_of(key) if kind in _sources else None
            if found is None or (by is not None and key not in _sources[kind].named(by, [key])):
                raise UnknownScope
            return found
    if target.unit is None and target.area is None:
        return None
    return Scope(unit=target.unit, area_id=target.area.pk if target.area else None)


def within(kind: ScopeKind, areas: Collection[int], courses: Collection[UUID]) -> QuerySet[Any, Any] | list[UUID]:
    """Return the UUIDs of the courses, or runs, that belong to these areas and courses."""
    return _sources[kind].within(areas, courses) if kind in _sources else []


def shown_scopes(grants: Iterable[Grant], by: Officer) -> dict[int, ShownScope]:
    """Return for what each of these grants holds, by its key, as far as the reader may know.

    ``unit`` and ``area`` of the grants are loaded; one statement more for courses and one for runs.
    """
    rows = list(grants)
    named: dict[UUID, str] = {}
    for kind in (ScopeKind.COURSE, ScopeKind.RUN):
        keys = {key for grant in rows if (key := getattr(grant, kind)) is not None}
        if keys and kind in _sources:
            named.update(_sources[kind].named(by, keys))
    return {grant.pk: _shown(grant, named) for grant in rows}


def _shown(grant: Grant, named: dict[UUID, str]) -> ShownScope:
    for row in (grant.unit, grant.area):
        if row is not None:
            return ShownScope(str(row), is_named=True)
    key = grant.course or grant.run
    if key is None:
        return ShownScope(str(ScopeKind.EVERYWHERE.label), is_named=True)
    if key in named:
        return ShownScope(named[key], is_named=True)
    return ShownScope(str(_("a course that you do not see")), is_named=False)
