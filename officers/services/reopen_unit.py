"""Opening again a unit that was closed."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from audit.services.record import record
from kernel.refusal import Refusal
from officers.dated_rows import DayInFuture
from officers.edits import refuse_if_changed
from officers.models import Act, Officer, Unit, UnitParent
from officers.reasons import require_reason
from officers.roles import Scope, require

__all__ = ["AboveClosed", "BeforeClosing", "NotClosed", "reopen_unit"]


class NotClosed(Refusal):
    """The unit is open."""

    code = "unit_not_closed"
    message = _("This unit is open.")


class AboveClosed(Refusal):
    """The unit above is closed."""

    code = "unit_above_closed"
    message = _("The unit above it, %(name)s, is closed. Open that one first.")


class BeforeClosing(Refusal):
    """The day lies before the one on which it was closed."""

    code = "before_closing"
    message = _("It was closed on %(day)s; choose that day, if it was closed by mistake, or a later one.")


@transaction.atomic
def reopen_unit(*, unit: Unit, reopened_on: date, by: Officer, why: str, seen: int | None = None) -> Unit:
    """Open a closed unit again from a day on, in its place, with its code and its past.

    The days between stay told by its places: it belonged there until it was closed, and belongs there again from that
    day on; opened on the very day on which it was closed, it never was. Nobody is transferred back, and roles that
    ended stay ended. Raises ``NotPermitted``, ``ReasonMissing``, ``ChangedMeanwhile``, ``NotClosed``, ``DayInFuture``,
    ``BeforeClosing``, ``AboveClosed``. All units are locked in one order, as by ``place_unit``: the one above cannot
    be closed meanwhile.
    """
    rows = {row.pk: row for row in Unit.objects.select_for_update().order_by("pk")}
    locked = rows[unit.pk]
    require(by, Act.MANAGE_OFFICERS, on=Scope(unit=locked))
    require_reason(why)
    refuse_if_changed(locked, seen, ["closed_on"])
    closed_on = locked.closed_on
    if closed_on is None:
        raise NotClosed
    if reopened_on > timezone.localdate():
        raise DayInFuture(field="reopened_on")
    if reopened_on < closed_on:
        raise BeforeClosing(field="reopened_on", day=date_format(closed_on, "SHORT_DATE_FORMAT"))
    above = rows[locked.parent_id] if locked.parent_id else None
    if above and above.closed_on:
        raise AboveClosed(name=above.name)
    place = UnitParent.objects.filter(unit=locked, until=None).first()
    if place and place.since < closed_on < reopened_on:
        place.until = closed_on
        place.save(update_fields=["until"])
        UnitParent.objects.create(unit=locked, parent=above, since=reopened_on)
    locked.closed_on = None
    locked.save(update_fields=["closed_on"])
    record(by=by, act="unit.reopen", on=locked, changed=["closed_on"], why=why)
    return locked
