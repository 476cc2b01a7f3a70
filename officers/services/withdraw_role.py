"""Taking a role back."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.services.record import record
from kernel.refusal import Refusal
from officers.models import Act, Grant, Officer
from officers.reasons import require_reason
from officers.roles import Scope, require
from officers.services.notify import notify
from officers.services.settle_grants import settle_officer


class AlreadyWithdrawn(Refusal):
    """The grant was withdrawn before."""

    code = "already_withdrawn"
    message = _("This role was withdrawn before.")


@transaction.atomic
def withdraw_role(*, grant: Grant, by: Officer, reason: str, at: datetime | None = None) -> Grant:
    """End a grant now; the officer is told. Raises ``NotPermitted``, ``ReasonMissing``, ``AlreadyWithdrawn``."""
    locked = Grant.objects.select_for_update(of=("self",)).select_related("unit", "officer").get(pk=grant.pk)
    named = (locked.unit_id, locked.area_id, locked.course, locked.run) != (None, None, None, None)
    scope = Scope(unit=locked.unit, area_id=locked.area_id, course=locked.course, run=locked.run)
    require(by, Act.GRANT_ROLE, on=scope if named else None)
    require_reason(reason, field="reason")
    if locked.withdrawn_at:
        raise AlreadyWithdrawn
    locked.withdrawn_at = at or timezone.now()
    locked.save(update_fields=["withdrawn_at"])
    settle_officer(locked.officer)
    record(by=by, act="role.withdraw", on=locked, changed=["withdrawn_at"], why=reason)
    notify(officer=locked.officer, kind="officers.role_withdrawn", arguments={"role": locked.role})
    return locked
