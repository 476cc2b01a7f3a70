"""Changing whether a person serves: on leave, back, retired, dismissed."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.services.record import record
from kernel.refusal import Refusal
from officers.edits import refuse_if_changed
from officers.models import Act, Officer, Unit
from officers.reasons import require_reason
from officers.roles import Scope, require
from officers.services.close_account import close_account, end_roles
from officers.services.transfer import UnitClosed


class OwnStatus(Refusal):
    """Nobody decides whether he himself serves."""

    code = "own_status"
    message = _("You cannot change your own status; ask a colleague.")


class SameStatus(Refusal):
    """The officer has this status."""

    code = "same_status"
    message = _("The officer has this status already.")


@transaction.atomic
def change_status(
    *, officer: Officer, status: str, by: Officer, why: str, seen: int | None = None, at: datetime | None = None
) -> Officer:
    """Give an officer another status. Whoever no longer serves loses every role; the dismissed may not log in.

    Raises ``NotPermitted``, ``OwnStatus``, ``ReasonMissing``, ``ChangedMeanwhile``, ``SameStatus``, and ``UnitClosed``
    for whoever is to serve again in a unit that is closed: first comes a transfer. The unit's row is locked, so that
    it is not closed meanwhile.
    """
    locked = Officer.objects.select_for_update(of=("self",)).select_related("unit").get(pk=officer.pk)
    require(by, Act.MANAGE_OFFICERS, on=Scope(unit=locked.unit) if locked.unit else None)
    if locked.pk == by.pk:
        raise OwnStatus
    require_reason(why)
    refuse_if_changed(locked, seen, ["status"])
    if locked.status == status:
        raise SameStatus(field="status")
    if status == Officer.Status.DISMISSED:
        return close_account(officer=locked, by=by, why=why, at=at)
    changed = ["status"]
    if status == Officer.Status.RETIRED:
        end_roles(locked, at=at or timezone.now())
        changed.append("grants")
        locked.is_staff = False
    else:
        _require_open_unit(locked)
    locked.status = status
    locked.save(update_fields=["status", "is_staff"])
    record(by=by, act="officer.change_status", on=locked, changed=changed, why=why)
    return locked


def _require_open_unit(officer: Officer) -> None:
    if officer.unit is None:
        return
    unit = Unit.objects.select_for_update(no_key=True).get(pk=officer.unit.pk)
    if unit.closed_on:
        raise UnitClosed(_("The unit of this officer is closed. Transfer the officer first."), field="status")
