"""Transferring an officer to another unit, or giving another rank, from a day on."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from audit.services.record import record
from kernel.refusal import Refusal
from officers.dated_rows import end_on
from officers.edits import refuse_if_changed
from officers.models import Act, Officer, Posting, Rank, Unit
from officers.roles import Scope, require


class NothingChanges(Refusal):
    """The officer serves there with that rank already."""

    code = "nothing_changes"
    message = _("The officer already serves in this unit with this rank.")


class UnitClosed(Refusal):
    """The unit was closed before that day."""

    code = "unit_closed"
    message = _("This unit is closed; choose another.")


@transaction.atomic
def transfer(
    *, officer: Officer, unit: Unit, rank: Rank, since: date, by: Officer | None, why: str, seen: int | None = None
) -> Posting:
    """Open a posting and end the one before; the officer's rank and unit, its copy, follow.

    ``by`` needs the right over both units; None only for an installation. Raises ``NotPermitted``,
    ``NothingChanges``, ``UnitClosed``, ``DayInFuture``, ``DayTooEarly``, ``ChangedMeanwhile``. The officer's row is
    locked: of two transfers at once the second sees the first; the unit's, so that it is not closed meanwhile.
    """
    locked = Officer.objects.select_for_update(of=("self",)).select_related("unit").get(pk=officer.pk)
    unit = Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    if by is not None:
        require(by, Act.MANAGE_OFFICERS, on=Scope(unit=unit))
        if locked.unit:
            require(by, Act.MANAGE_OFFICERS, on=Scope(unit=locked.unit))
    refuse_if_changed(locked, seen, ["unit", "rank"])
    if unit.closed_on and unit.closed_on <= since:
        raise UnitClosed(field="unit")
    present = Posting.objects.filter(officer=locked, until=None).first()
    if present and (present.unit_id, present.rank_id) == (unit.pk, rank.pk):
        raise NothingChanges(field="unit")
    end_on(present, since)
    posting = Posting.objects.create(officer=locked, unit=unit, rank=rank, since=since, why=why)
    changed = [name for name, row in (("unit", unit), ("rank", rank)) if getattr(locked, f"{name}_id") != row.pk]
    officer.unit, officer.rank = unit, rank
    officer.save(update_fields=["unit", "rank"])
    record(by=by, act="officer.transfer", on=officer, changed=changed, why=why)
    return posting
