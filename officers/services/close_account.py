"""Closing an account: the person left the service and may not log in."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.services.record import record
from kernel.refusal import Refusal
from officers.models import Act, Officer
from officers.reasons import require_reason
from officers.roles import Scope, require
from officers.services.keep_an_administrator import keep_an_administrator


class OwnAccount(Refusal):
    """Nobody closes his own account."""

    code = "own_account"
    message = _("You cannot close your own account; ask a colleague.")


class AlreadyClosed(Refusal):
    """The account was closed before."""

    code = "already_closed"
    message = _("This account is closed already.")


@transaction.atomic
def close_account(*, officer: Officer, by: Officer, why: str, at: datetime | None = None) -> Officer:
    """Dismiss an officer: sessions end with the next request, roles are withdrawn, the record stays.

    Raises ``NotPermitted``, ``OwnAccount``, ``AlreadyClosed``, ``ReasonMissing``, ``LastAdministrator``. Postings
    stay open: where somebody served last is history, and a copy of it.
    """
    keep_an_administrator(losing=officer.grants.all())
    locked = Officer.objects.select_for_update(of=("self",)).select_related("unit").get(pk=officer.pk)
    require(by, Act.MANAGE_OFFICERS, on=Scope(unit=locked.unit) if locked.unit else None)
    if locked.pk == by.pk:
        raise OwnAccount
    require_reason(why)
    if not locked.is_active:
        raise AlreadyClosed
    end_roles(locked, at=at or timezone.now())
    officer.status, officer.is_staff = Officer.Status.DISMISSED, False
    officer.save(update_fields=["status", "is_staff"])
    record(by=by, act="officer.close_account", on=officer, changed=["status", "grants"], why=why)
    return officer


def end_roles(officer: Officer, *, at: datetime) -> None:
    """Withdraw every role of somebody who no longer serves, in the caller's transaction."""
    officer.grants.filter(withdrawn_at=None).update(withdrawn_at=at)
