"""Placing a unit in the tree of the organisation, from a day on."""

from datetime import date

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext_lazy as _

from audit.services.record import record
from kernel.refusal import Refusal
from officers.dated_rows import end_on
from officers.edits import refuse_if_changed
from officers.models import Act, Officer, Unit, UnitParent
from officers.roles import Scope, require


class ParentClosed(Refusal):
    """Nothing is placed under a unit that is closed."""

    code = "parent_closed"
    message = _("This unit is closed; choose another.")


class AlreadyThere(Refusal):
    """The unit belongs there already."""

    code = "already_there"
    message = _("The unit belongs there already.")


class UnitInItself(Refusal):
    """The new parent is the unit itself or lies below it."""

    code = "unit_in_itself"
    message = _("A unit cannot belong to itself or to a unit below it.")


@transaction.atomic
def place_unit(
    *, unit: Unit, parent: Unit | None, since: date, by: Officer | None, why: str, seen: int | None = None
) -> UnitParent:
    """Put a unit, with all that is below it, under ``parent`` (None: at the top) from ``since`` on.

    ``by`` needs the right over both (at the top: everywhere), None only for an installation; a unit that has no place
    yet is the parent's matter. Raises ``NotPermitted``, ``UnitInItself``, ``ParentClosed``, ``AlreadyThere``,
    ``ChangedMeanwhile`` and what ``end_on`` raises. All units are locked in one order: two moves at once could close
    a circle that neither sees.
    """
    rows = {row.pk: row for row in Unit.objects.select_for_update().order_by("pk")}
    moved, above = rows[unit.pk], rows[parent.pk] if parent else None
    if by is not None:
        for place in (above, moved) if moved.path else (above,):
            require(by, Act.MANAGE_OFFICERS, on=Scope(unit=place) if place else None)
    refuse_if_changed(moved, seen, ["parent"])
    if above and (above.pk == moved.pk or (moved.path and moved.contains(above))):
        raise UnitInItself(field="parent")
    if above and above.closed_on:
        raise ParentClosed(field="parent")
    if moved.path and moved.parent_id == (above.pk if above else None):
        raise AlreadyThere(field="parent")
    end_on(UnitParent.objects.filter(unit=moved, until=None).first(), since)
    placed = UnitParent.objects.create(unit=moved, parent=above, since=since)
    path = f"{above.path if above else '/'}{moved.pk}/"
    if moved.path:
        below = Unit.objects.in_subtree(moved).exclude(pk=moved.pk)
        below.update(path=Concat(Value(path), Substr(F("path"), len(moved.path) + 1)))
    Unit.objects.filter(pk=moved.pk).update(parent=above, path=path)
    unit.parent, unit.path = above, path
    record(by=by, act="unit.place", on=moved, changed=["parent"], why=why)
    return placed
