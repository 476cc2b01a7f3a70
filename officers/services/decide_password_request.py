"""Deciding on a request for a new password: the second of the two persons that it takes."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.services.record import record
from kernel.refusal import Refusal
from officers.models import Act, Officer, PasswordRequest
from officers.queries.password_requests import confirmed_lately
from officers.reasons import require_reason
from officers.roles import Scope, grants_of, may, require
from officers.services.grant_role import AccountClosed
from officers.services.make_login_link import HoldsARole
from officers.services.notify import notify
from officers.services.replace_links import Slip, replace_links

__all__ = ["VALID_FOR", "HowMissing", "NoLongerWaiting", "OwnRequest", "confirm_person", "decline_password_request"]

#: The person stands there, or is on the telephone: the link is used today.
VALID_FOR = timedelta(days=1)


class OwnRequest(Refusal):
    """Nobody confirms himself."""

    code = "own_request"
    message = _("You cannot confirm yourself: another person does.")


class NoLongerWaiting(Refusal):
    """Somebody else decided, or it lapsed."""

    code = "request_no_longer_waiting"
    message = _("This request no longer waits: somebody decided on it, or it lapsed.")


class HowMissing(Refusal):
    """Whoever confirms says how he recognised the person."""

    code = "how_missing"
    message = _("Choose how you recognised the person.")


@transaction.atomic
def confirm_person(*, request: PasswordRequest, by: Officer, how: str, at: datetime | None = None) -> Slip:
    """Confirm that it was the officer who asked, and return a link to hand over; it is shown once and works for a day.

    Whoever confirmed may do so again within the hour, until the link is used: the new one ends the one before.

    Raises ``NotPermitted``, ``OwnRequest``, ``HoldsARole``, ``AccountClosed``, ``HowMissing``, ``NoLongerWaiting``.
    The officer is told by whom.
    """
    now = at or timezone.now()
    officer = _officer_to_decide_on(request, by)
    if grants_of(officer) and not may(by, Act.GRANT_ROLE, on=_where(officer)):
        raise HoldsARole
    if not officer.is_active:
        raise AccountClosed
    if how not in PasswordRequest.How.values:
        raise HowMissing(field="how")
    _settle(request, officer, by, PasswordRequest.State.CONFIRMED, now, how=how)
    slip = replace_links([officer], by=by, valid_for=VALID_FOR, now=now)[0]
    record(by=by, act="officer.confirm_person", on=officer, why=str(PasswordRequest.How(how).label))
    told = {"by": by.get_full_name(), "how": how}
    notify(officer=officer, kind="officers.person_confirmed", arguments=told, address="/notices/", at=now)
    return slip


@transaction.atomic
def decline_password_request(
    *, request: PasswordRequest, by: Officer, why: str, at: datetime | None = None
) -> PasswordRequest:
    """Decline, with a reason that the officer is told; the present password holds on.

    Raises ``NotPermitted``, ``OwnRequest``, ``ReasonMissing``, ``NoLongerWaiting``.
    """
    now = at or timezone.now()
    officer = _officer_to_decide_on(request, by)
    require_reason(why)
    settled = _settle(request, officer, by, PasswordRequest.State.DECLINED, now, why=why.strip())
    record(by=by, act="officer.decline_password_request", on=officer, why=why)
    told = {"by": by.get_full_name(), "why": why.strip()}
    notify(officer=officer, kind="officers.person_declined", arguments=told, address="/notices/", at=now)
    return settled


def _officer_to_decide_on(request: PasswordRequest, by: Officer) -> Officer:
    """Return the officer whose log-in was written, locked, as where links are made; the right comes first."""
    rows = Officer.objects.select_for_update(of=("self",)).select_related("unit", "rank")
    officer = rows.filter(login=request.login).first()
    if officer is None:
        raise NoLongerWaiting
    require(by, Act.CONFIRM_PERSON, on=_where(officer))
    if officer.pk == by.pk:
        raise OwnRequest
    return officer


def _where(officer: Officer) -> Scope | None:
    return Scope(unit=officer.unit) if officer.unit else None


def _settle(
    request: PasswordRequest, officer: Officer, by: Officer, state: str, now: datetime, **words: str
) -> PasswordRequest:
    row = PasswordRequest.objects.select_for_update().get(pk=request.pk)
    waits = row.state == PasswordRequest.State.WAITING and row.until > now
    again = state == PasswordRequest.State.CONFIRMED and confirmed_lately(by, now).filter(pk=row.pk).exists()
    if row.login != officer.login or not (waits or again):
        raise NoLongerWaiting
    row.officer, row.by, row.state, row.decided_at = officer, by, state, now
    for name, value in words.items():
        setattr(row, name, value)
    row.save()
    return row
