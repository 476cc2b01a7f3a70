"""Correcting an officer's numbers and e-mail."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from audit.services.record import record
from kernel.refusal import Refusal
from officers.edits import refuse_if_changed
from officers.models import Act, Officer
from officers.reasons import require_reason
from officers.roles import Scope, require
from officers.services.register_officer import login_for, save_with_numbers

_FIELDS = ("cip", "dni", "email")


class NothingToSave(Refusal):
    """Everything reads as before."""

    code = "nothing_to_save"
    message = _("Nothing was changed: everything reads as before.")


@transaction.atomic
def edit_officer(
    *, officer: Officer, cip: str | None, dni: str | None, email: str | None, by: Officer, why: str,
    seen: int | None = None,
) -> Officer:  # fmt: skip
    """Give an officer these numbers and this e-mail; the log-in follows the numbers.

    Raises ``NotPermitted``, ``ReasonMissing``, ``ChangedMeanwhile``, ``NothingToSave``, ``NumberMissing``,
    ``AlreadyRegistered``, and a ``ValidationError`` for what is no number.
    """
    locked = Officer.objects.select_for_update(of=("self",)).select_related("unit").get(pk=officer.pk)
    require(by, Act.MANAGE_OFFICERS, on=Scope(unit=locked.unit) if locked.unit else None)
    require_reason(why)
    refuse_if_changed(locked, seen, _FIELDS)
    before = {name: getattr(locked, name) for name in _FIELDS}
    locked.cip, locked.dni, locked.email = cip or None, dni or None, email or None
    locked.login = login_for(cip, dni)
    locked.clean_fields(exclude=[field.name for field in Officer._meta.fields if field.name not in _FIELDS])
    changed = [name for name, value in before.items() if value != getattr(locked, name)]
    if not changed:
        raise NothingToSave
    save_with_numbers(locked, update_fields=[*_FIELDS, "login"])
    record(by=by, act="officer.edit", on=locked, changed=changed, why=why)
    return locked
