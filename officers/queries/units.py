"""The organisation as those who look after it see it: the tree, one unit, what hangs on it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, QuerySet
from django.utils.translation import ngettext

from kernel.folding import fold
from officers.hanging import hanging_from_above
from officers.models import Act, Officer, Unit, UnitParent
from officers.roles import units_for

__all__ = ["UnitFilter", "UnitLine", "UnitPage", "hanging", "serving_in", "unit_page", "units_tree", "with_officers"]

_SERVING = (Officer.Status.ACTIVE, Officer.Status.ON_LEAVE)


@dataclass(frozen=True)
class UnitFilter:
    """What the tree is narrowed to; what is empty narrows nothing."""

    q: str = ""
    kind: str = ""
    #: "open", "closed" or both.
    state: str = ""

    @property
    def narrows(self) -> bool:
        """Whether the tree becomes a list of some of its units."""
        return bool(self.q.strip() or self.kind)


@dataclass(frozen=True)
class UnitLine:
    """A unit in a list: how deep it lies, and what is above it as far as the reader may see."""

    pk: int
    code: str
    name: str
    kind: str
    closed_on: date | None
    level: int = 0
    above: tuple[str, ...] = ()
    officers: int = 0


@dataclass(frozen=True)
class UnitPage:
    """One unit."""

    unit: Unit
    above: list[Unit]
    places: list[UnitParent]
    below: list[UnitLine]
    officers: int
    hanging: list[str]


def units_tree(by: Officer, wanted: UnitFilter) -> list[UnitLine]:
    """Return the units that ``by`` manages, each after the one above it, neighbours by name; one query.

    The tree is put together here: an order by ``path`` is one of numbers, and not every collation keeps even that.
    """
    units = _in_state(units_for(by, Act.MANAGE_OFFICERS), wanted.state)
    below: dict[int | None, list[Unit]] = defaultdict(list)
    known = {unit.pk for unit in units}
    for unit in sorted(units, key=lambda unit: fold(unit.name)):
        below[unit.parent_id if unit.parent_id in known else None].append(unit)
    words = fold(wanted.q).split()
    return [
        line
        for unit, line in _walk(below, None, ())
        if (not wanted.kind or unit.kind == wanted.kind) and _has(unit, words)
    ]


def with_officers(lines: Iterable[UnitLine]) -> list[UnitLine]:
    """Return lines with how many serve in each unit itself; one query."""
    shown = list(lines)
    serving = Officer.objects.filter(unit__in=[line.pk for line in shown], status__in=_SERVING)
    counts = dict(serving.values_list("unit").annotate(Count("pk")))
    return [replace(line, officers=counts.get(line.pk, 0)) for line in shown]


def serving_in(unit: Unit) -> QuerySet[Officer]:
    """Return who serves in a unit itself; whoever has left the service does not."""
    return Officer.objects.filter(unit=unit, status__in=_SERVING)


def unit_page(by: Officer, unit: Unit) -> UnitPage:
    """Return what the page of a unit shows to ``by``."""
    above = units_for(by, Act.MANAGE_OFFICERS).filter(pk__in=unit.path.split("/")[1:-1]).exclude(pk=unit.pk)
    below = sorted(unit.children.all(), key=lambda child: fold(child.name))
    return UnitPage(
        unit=unit,
        above=sorted(above, key=lambda each: len(each.path)),
        places=list(unit.parents.select_related("parent").order_by("-since")),
        below=with_officers(_line(child, 0, ()) for child in below),
        officers=serving_in(unit).count(),
        hanging=hanging(unit),
    )


def hanging(unit: Unit) -> list[str]:
    """Return in words what hangs on a unit, before it is moved or closed."""
    officers = serving_in(unit).count()
    below = unit.children.filter(closed_on=None).count()
    roles = unit.grants.in_force().count()
    lies = ngettext("%(count)s open unit lies directly below it.", "%(count)s open units lie directly below it.", below)
    said = [
        (officers, ngettext("%(count)s officer serves in it.", "%(count)s officers serve in it.", officers)),
        (below, lies),
        (roles, ngettext("%(count)s role is given for it.", "%(count)s roles are given for it.", roles)),
    ]
    return [words % {"count": count} for count, words in said if count] + hanging_from_above(unit)


def _in_state(units: QuerySet[Unit], state: str) -> QuerySet[Unit]:
    return units.filter(closed_on__isnull=state == "open") if state else units


def _has(unit: Unit, words: list[str]) -> bool:
    text = fold(f"{unit.code} {unit.name}")
    return all(word in text for word in words)


def _walk(
    below: dict[int | None, list[Unit]], parent: int | None, above: tuple[str, ...]
) -> Iterator[tuple[Unit, UnitLine]]:
    for unit in below[parent]:
        yield unit, _line(unit, len(above), above)
        yield from _walk(below, unit.pk, (*above, unit.name))


def _line(unit: Unit, level: int, above: tuple[str, ...]) -> UnitLine:
    return UnitLine(unit.pk, unit.code, unit.name, unit.get_kind_display(), unit.closed_on, level, above)
