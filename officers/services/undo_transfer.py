"""Undoing the latest transfer of an officer: it was recorded by mistake."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from audit.services.record import record
from kernel.refusal import Refusal
from officers.edits import refuse_if_changed
from officers.models import Act, Grant, Officer, Posting, Unit
from officers.queries.latest_transfer import latest_transfer
from officers.reasons import require_reason
from officers.roles import Scope, require

__all__ = ["EarlierUnitClosed", "NoLatestTransfer", "RolesRestOnIt", "undo_transfer"]


class NoLatestTransfer(Refusal):
    """Something else was done to the officer since, or there is no posting to go back to."""

    code = "no_latest_transfer"
    message = _(
        "Only the newest act about an officer can be undone so, and it must be a transfer recorded by itself. Record "
        "the right posting as a transfer; what an import changed is undone with the import."
    )


class RolesRestOnIt(Refusal):
    """Roles for the new unit were given since."""

    code = "roles_rest_on_it"
    message = _("Since then the officer was given roles for this unit: %(roles)s. Have them withdrawn first.")


class EarlierUnitClosed(Refusal):
    """The unit to go back to takes nobody any more."""

    code = "earlier_unit_closed"
    message = _("The unit in which the officer served before is closed by now: %(unit)s. Record a transfer instead.")


@transaction.atomic
def undo_transfer(*, officer: Officer, by: Officer, why: str, seen: int | None = None) -> Posting:
    """Remove the posting that the latest transfer opened, as if never recorded, and return the one open again.

    The audit keeps the transfer and its undoing; certificates issued meanwhile keep the unit and rank of their day.
    ``by`` needs the right over both units. Raises ``NotPermitted``, ``ReasonMissing``, ``ChangedMeanwhile``,
    ``NoLatestTransfer``, ``RolesRestOnIt``, ``EarlierUnitClosed``. The officer's row is locked, so that of two at
    once the second finds nothing to undo; the earlier unit's, so that it is not closed meanwhile.
    """
    locked = Officer.objects.select_for_update(of=("self",)).select_related("unit").get(pk=officer.pk)
    require_reason(why)
    refuse_if_changed(locked, seen, ["unit", "rank"])
    found = latest_transfer(locked)
    if found is None:
        raise NoLatestTransfer
    wrong, before = found
    for unit in (wrong.unit, before.unit):
        require(by, Act.MANAGE_OFFICERS, on=Scope(unit=unit))
    if Unit.objects.select_for_update(no_key=True).get(pk=before.unit_id).closed_on:
        raise EarlierUnitClosed(unit=before.unit)
    roles = Grant.objects.in_force().filter(
        officer=locked, unit__path__startswith=wrong.unit.path, since__gte=wrong.since
    )
    if roles:
        raise RolesRestOnIt(roles=", ".join(role.get_role_display() for role in roles))
    changed = [name for name in ("unit", "rank") if getattr(wrong, f"{name}_id") != getattr(before, f"{name}_id")]
    wrong.delete()
    before.until = None
    before.save(update_fields=["until"])
    officer.unit, officer.rank = before.unit, before.rank
    officer.save(update_fields=["unit", "rank"])
    record(by=by, act="officer.undo_transfer", on=officer, changed=changed, why=why)
    return before
