"""Giving somebody who cannot get in a password to get in once."""

from django.db import transaction

from audit.services.record import record
from officers.login_secrets import random_groups
from officers.models import Act, Officer
from officers.reasons import require_reason
from officers.roles import Scope, require
from officers.services.grant_role import AccountClosed


@transaction.atomic
def issue_password(*, officer: Officer, by: Officer | None, why: str) -> str:
    """Set and return a password of three groups, such as ``k7mp-x2da-rr9t``; the next log-in asks for another.

    All sessions of the officer end. ``by`` is None for whoever has the command line. Raises
    ``NotPermitted``, ``ReasonMissing``, ``AccountClosed``.
    """
    if by is not None:
        require(by, Act.MANAGE_OFFICERS, on=Scope(unit=officer.unit) if officer.unit else None)
    require_reason(why)
    if not officer.is_active:
        raise AccountClosed
    password = random_groups(3, 4)
    officer.set_password(password)
    officer.password_chosen_at = None
    officer.save(update_fields=["password", "password_chosen_at"])
    record(by=by, act="officer.issue_password", on=officer, changed=["password"], why=why)
    return password
