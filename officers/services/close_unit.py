"""Closing a unit from a day on."""

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from audit.services.record import record
from kernel.refusal import Refusal
from officers.dated_rows import end_on
from officers.edits import refuse_if_changed
from officers.models import Act, Officer, Posting, Unit
from officers.queries.units import serving_in
from officers.reasons import require_reason
from officers.roles import Scope, require


class AlreadyClosedUnit(Refusal):
    """The unit was closed before."""

    code = "unit_already_closed"
    message = _("This unit is closed already.")


class OfficersInIt(Refusal):
    """Somebody serves in the unit."""

    code = "officers_in_it"
    message = _("Officers serve in this unit. Transfer them first.")


class UnitsBelow(Refusal):
    """A unit below is open."""

    code = "units_below"
    message = _("There are open units below this one. Close them or move them first.")


class ServedAfter(Refusal):
    """Somebody still served in the unit after that day."""

    code = "served_after"
    message = _("Officers served in this unit until %(day)s; choose that day or a later one.")


@transaction.atomic
def close_unit(*, unit: Unit, closed_on: date, by: Officer, why: str, seen: int | None = None) -> Unit:
    """Close a unit; ``closed_on`` is the first day on which it is no more. It keeps its place and its past.

    Raises ``NotPermitted``, ``ReasonMissing``, ``ChangedMeanwhile``, ``AlreadyClosedUnit``, ``DayInFuture``,
    ``UnitsBelow``, ``OfficersInIt``, ``ServedAfter``. The row is locked: a transfer into it, or a unit placed under it,
    waits and then finds it closed. Whoever left the service from here stays here, and grants end by themselves.
    """
    locked = Unit.objects.select_for_update().get(pk=unit.pk)
    require(by, Act.MANAGE_OFFICERS, on=Scope(unit=locked))
    require_reason(why)
    refuse_if_changed(locked, seen, ["closed_on"])
    if locked.closed_on:
        raise AlreadyClosedUnit
    end_on(None, closed_on)
    if locked.children.filter(Q(closed_on=None) | Q(closed_on__gt=closed_on)).exists():
        raise UnitsBelow
    if serving_in(locked).exists():
        raise OfficersInIt
    last = Posting.objects.filter(unit=locked, until__gt=closed_on).order_by("-until").first()
    if last and last.until:
        raise ServedAfter(field="closed_on", day=date_format(last.until, "SHORT_DATE_FORMAT"))
    locked.closed_on = closed_on
    locked.save(update_fields=["closed_on"])
    record(by=by, act="unit.close", on=locked, changed=["closed_on"], why=why)
    return locked
