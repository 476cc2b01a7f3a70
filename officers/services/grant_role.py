"""Giving a role to a person, for at most one scope, from a day to a day."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from audit.services.record import record
from kernel.refusal import Refusal
from officers.models import Area, Grant, Officer, Role, ScopeKind, Unit
from officers.reasons import require_reason
from officers.roles import SCOPES_BY_ROLE, TWO_PERSON_ROLES, NotPermitted, may_give
from officers.scopes import Target, scope_of
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


class ScopeOfOtherRoles(Refusal):
    """The role is not given for a scope of this kind."""

    code = "scope_of_other_roles"
    message = _("This role is given for: %(kinds)s. Choose one of these.")

    def __init__(self, role: str) -> None:
        kinds = [f"“{kind.label}”" for kind in ScopeKind if kind in SCOPES_BY_ROLE[role]]
        super().__init__(field="kind", kinds=", ".join(kinds))


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


class NeedsSecondPerson(Refusal):
    """The role is given by two persons."""

    code = "needs_second_person"
    message = _("This role is given by two persons: one proposes it, another confirms.")


@transaction.atomic
def grant_role(
    *, officer: Officer, role: Role, by: Officer | None, reason: str, since: date, until: date | None = None,
    unit: Unit | None = None, area: Area | None = None, course: UUID | None = None, run: UUID | None = None,
    second: Officer | None = None,
) -> Grant:  # fmt: skip
    """Give a role; the officer is told. ``until`` is the first day on which it no longer holds.

    ``by`` needs the right to give this role for that scope, without one everywhere; None only for an
    installation. A role of ``TWO_PERSON_ROLES`` takes a ``second`` with the same right (``propose_role``). The
    officer's row is locked: of two equal grants at once the second is refused.
    """
    target = Target(unit, area, course, run)
    if role in TWO_PERSON_ROLES and by is not None and second is None:
        raise NeedsSecondPerson(field="role")
    locked = Officer.objects.select_for_update(of=("self",)).get(pk=officer.pk)
    for person in (by,) if second is None else (by, second):
        require_grantable(locked, role, by=person, target=target, reason=reason, since=since, until=until)
    grant = Grant.objects.create(
        officer=officer, role=role, by=by, reason=reason.strip(), since=since, until=until, **target.columns
    )  # fmt: skip
    settle_officer(officer)
    record(by=by, act="role.grant", on=grant, changed=["role"], why=reason)
    notify(officer=officer, kind="officers.role_given", arguments={"role": role, "since": since.isoformat()})
    return grant


def require_grantable(
    officer: Officer, role: Role, *, by: Officer | None, target: Target, reason: str, since: date, until: date | None
) -> None:
    """Raise what stands against this person giving this role for this."""
    if sum(value is not None for value in target.columns.values()) > 1:
        raise TooManyScopes
    if by is not None:
        if not may_give(by, role, on=scope_of(by, target)):
            raise NotPermitted
        if by.pk == officer.pk:
            raise OwnGrant(field="officer")
    if target.kind not in SCOPES_BY_ROLE[role]:
        raise ScopeOfOtherRoles(role)
    require_reason(reason, field="reason")
    if until is not None and until <= since:
        raise DaysOutOfOrder(field="until")
    if not officer.is_active:
        raise AccountClosed(field="officer")
    if officer.grants.in_force().filter(role=role, **target.columns).exists():
        raise AlreadyGranted(field="role")
