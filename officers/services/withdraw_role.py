"""Taking a role back."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.services.record import record
from kernel.refusal import Refusal
from officers.models import Grant, Officer
from officers.reasons import require_reason
from officers.roles import NotPermitted, may_give
from officers.scopes import Target, scope_of
from officers.services.keep_an_administrator import keep_an_administrator
from officers.services.notify import notify
from officers.services.settle_grants import settle_officer


class AlreadyWithdrawn(Refusal):
    """The grant was withdrawn before."""

    code = "already_withdrawn"
    message = _("This role was withdrawn before.")


@transaction.atomic
def withdraw_role(*, grant: Grant, by: Officer, reason: str, at: datetime | None = None) -> Grant:
    """End a grant now; the officer is told.

    Raises ``NotPermitted``, ``ReasonMissing``, ``AlreadyWithdrawn``, ``LastAdministrator``. Also for a course that
    ``by`` may not see: whoever gives roles everywhere can take every one away, and learns nothing by it.
    """
    keep_an_administrator(losing=Grant.objects.filter(pk=grant.pk))
    Officer.objects.select_for_update(of=("self",)).get(pk=grant.officer_id)  # before the grant, as in close_account
    rows = Grant.objects.select_for_update(of=("self",)).select_related("unit", "area", "officer")
    locked = rows.get(pk=grant.pk)
    where = scope_of(None, Target(locked.unit, locked.area, locked.course, locked.run))
    if not may_give(by, locked.role, on=where):
        raise NotPermitted
    require_reason(reason, field="reason")
    if locked.withdrawn_at:
        raise AlreadyWithdrawn
    locked.withdrawn_at = at or timezone.now()
    locked.save(update_fields=["withdrawn_at"])
    settle_officer(locked.officer)
    record(by=by, act="role.withdraw", on=locked, changed=["withdrawn_at"], why=reason)
    notify(officer=locked.officer, kind="officers.role_withdrawn", arguments={"role": locked.role})
    return locked
