"""Proposing to give a role that takes two persons."""

from datetime import date
from typing import Any

from django.db import transaction

from officers.models import Act, Grant, Officer, Proposal, Role
from officers.scopes import Target
from officers.services.grant_role import grant_role, require_grantable
from officers.services.propose import propose

__all__ = ["give_proposed", "propose_role"]


@transaction.atomic
def propose_role(
    *, officer: Officer, role: Role, by: Officer, reason: str, since: date, until: date | None = None
) -> Proposal:
    """Have a role, everywhere, wait for its second person; raises what ``grant_role`` and ``propose`` refuse."""
    require_grantable(officer, role, by=by, target=Target(), reason=reason, since=since, until=until)
    arguments = {"role": role, "since": since.isoformat(), "until": until.isoformat() if until else None}
    return propose(act=Act.GRANT_ROLE, on=officer, arguments=arguments, by=by, why=reason)


def give_proposed(*, on: Officer, arguments: dict[str, Any], by: Officer, second: Officer, why: str) -> Grant:
    """Do what was proposed (``officers.proposals``)."""
    until = arguments["until"]
    return grant_role(
        officer=on, role=Role(arguments["role"]), by=by, second=second, reason=why,
        since=date.fromisoformat(arguments["since"]), until=date.fromisoformat(until) if until else None,
    )  # fmt: skip
