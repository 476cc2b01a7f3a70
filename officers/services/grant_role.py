"""Giving a role to a person, for at most one scope, from a day to a day."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from audit.services.record import record
from kernel.refusal import Refusal
from officers.models import Act, Area, Grant, Officer, Role, Unit
from officers.reasons import require_reason
from officers.roles import Scope, require
from officers.services.notify import notify
from officers.services.settle_grants import settle_officer


class OwnGrant(Refusal):
    """Nobody gives himself a role."""

    code = "own_grant"
    message = _("Nobody gives a role to himself; ask another administrator.")


class TooManyScopes(Refusal):
    """A grant holds for one unit, one area, one course or one run."""

    code = "too_many_scopes"
    message = _("Choose one: a unit, an area, a course or a run; for several, give the role several times.")


class AlreadyGranted(Refusal):
    """The person holds this role for this scope."""

    code = "already_granted"
    message = _("This person already holds this role there.")


class DaysOutOfOrder(Refusal):
    """The last day comes before the first."""

    code = "days_out_of_order"
    message = _("The role must end after it begins.")


class AccountClosed(Refusal):
    """A closed account holds no role."""

    code = "account_closed"
    message = _("This account is closed; it can hold no role.")


@transaction.atomic
def grant_role(
    *, officer: Officer, role: Role, by: Officer | None, reason: str, since: date, until: date | None = None,
    unit: Unit | None = None, area: Area | None = None, course: UUID | None = None, run: UUID | None = None,
) -> Grant:  # fmt: skip
    """Give a role; the officer is told. ``until`` is the first day on which it no longer holds.

    ``by`` needs the right to give roles for that scope, without one everywhere; None only for an
    installation. The officer's row is locked: of two equal grants at once the second is refused.
    """
    scope = {"unit": unit, "area": area, "course": course, "run": run}
    if by is not None:
        named = any(value is not None for value in scope.values())
        where = Scope(unit=unit, area_id=area.pk if area else None, course=course, run=run) if named else None
        require(by, Act.GRANT_ROLE, on=where)
        if by.pk == officer.pk:
            raise OwnGrant
    locked = Officer.objects.select_for_update(of=("self",)).get(pk=officer.pk)
    _check(locked, role, reason, since, until, scope)
    grant = Grant.objects.create(
        officer=locked, role=role, by=by, reason=reason.strip(), since=since, until=until, **scope
    )  # fmt: skip
    settle_officer(officer)
    record(by=by, act="role.grant", on=grant, changed=["role"], why=reason)
    notify(officer=officer, kind="officers.role_given", arguments={"role": role, "since": since.isoformat()})
    return grant


def _check(
    officer: Officer, role: Role, reason: str, since: date, until: date | None, scope: Mapping[str, object]
) -> None:
    if sum(value is not None for value in scope.values()) > 1:
        raise TooManyScopes
    require_reason(reason, field="reason")
    if until is not None and until <= since:
        raise DaysOutOfOrder(field="until")
    if not officer.is_active:
        raise AccountClosed(field="officer")
    if officer.grants.in_force().filter(role=role, **scope).exists():
        raise AlreadyGranted(field="role")
