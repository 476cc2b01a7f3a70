"""Changing what a unit is called and what it is."""

from collections.abc import Mapping

from django.db import transaction

from audit.services.record import record
from officers.edits import refuse_if_changed
from officers.models import Act, Officer, Unit
from officers.reasons import require_reason
from officers.roles import Scope, require
from officers.services.add_unit import save_with_code
from officers.services.edit_officer import NothingToSave


@transaction.atomic
def edit_unit(*, unit: Unit, values: Mapping[str, object], by: Officer, why: str, seen: int | None = None) -> Unit:
    """Give a unit's own fields these values (already checked); its place in the tree is ``place_unit``'s.

    Raises ``NotPermitted``, ``ReasonMissing``, ``ChangedMeanwhile``, ``NothingToSave``, ``CodeTaken``.
    """
    locked = Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    require(by, Act.MANAGE_OFFICERS, on=Scope(unit=locked))
    require_reason(why)
    refuse_if_changed(locked, seen, values)
    changed = [name for name, value in values.items() if getattr(locked, name) != value]
    if not changed:
        raise NothingToSave
    for name in changed:
        setattr(locked, name, values[name])
    save_with_code(locked)
    record(by=by, act="unit.edit", on=locked, changed=changed, why=why)
    return locked
