"""Making a link with which an officer chooses his password: the first one, or another when it is forgotten."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.services.record import record
from kernel.refusal import Refusal
from officers.models import Act, Officer, Unit
from officers.queries.login_links import never_logged_in, open_links
from officers.reasons import require_reason
from officers.roles import Scope, grants_of, may, require
from officers.services.grant_role import AccountClosed
from officers.services.notify import notify
from officers.services.replace_links import Slip, replace_links

__all__ = [
    "MOST_SLIPS", "VALID_FOR", "HoldsARole", "NobodyToInvite", "OwnLink", "SlipsHandedOut", "TooManySlips",
    "make_login_link", "make_unit_links",
]  # fmt: skip

VALID_FOR = timedelta(days=7)
#: Slips of one PDF: what is drawn while somebody waits.
MOST_SLIPS = 200


class OwnLink(Refusal):
    """Nobody makes a link for himself."""

    code = "own_link"
    message = _("You cannot make a link for yourself; change your password in your profile, or ask a colleague.")


class HoldsARole(Refusal):
    """Whoever makes a link could use it: it must not lead to more than he may do himself."""

    code = "holds_a_role"
    message = _("This person holds a role: only whoever gives roles there makes a link for them.")


class NobodyToInvite(Refusal):
    """Everybody of the unit has logged in."""

    code = "nobody_to_invite"
    message = _("Nobody of this unit is left who has never logged in.")


class TooManySlips(Refusal):
    """A whole region is no single PDF."""

    code = "too_many_slips"
    message = _("There are %(count)s; at most %(most)s slips are made at once. Choose a unit below.")


class SlipsHandedOut(Refusal):
    """Slips that work are somewhere on paper, and new ones would end them."""

    code = "slips_handed_out"
    message = _("%(count)s slips that work were made already. Tick this to make them anew; those stop working.")


@transaction.atomic
def make_login_link(*, officer: Officer, by: Officer, why: str, at: datetime | None = None) -> Slip:
    """Make a link for one officer, and end the one before; the password of before holds until it is used.

    Raises ``NotPermitted``, ``HoldsARole``, ``OwnLink``, ``ReasonMissing``, ``AccountClosed``. The officer is told,
    and his row locked: of two links made at once one stays open.
    """
    locked = Officer.objects.select_for_update(of=("self",)).select_related("unit", "rank").get(pk=officer.pk)
    where = Scope(unit=locked.unit) if locked.unit else None
    require(by, Act.MANAGE_OFFICERS, on=where)
    if locked.pk == by.pk:
        raise OwnLink(field="officer")
    if grants_of(locked) and not may(by, Act.GRANT_ROLE, on=where):
        raise HoldsARole(field="officer")
    if not locked.is_active:
        raise AccountClosed(field="officer")
    return _make([locked], by=by, why=why, now=at or timezone.now())[0]


@transaction.atomic
def make_unit_links(
    *, unit: Unit, by: Officer, why: str, again: bool = False, at: datetime | None = None
) -> Sequence[Slip]:
    """Make links for everybody of a unit, and of those below, who has never logged in; by unit and name.

    ``again``: also where links made before still work. Raises ``NotPermitted``, ``ReasonMissing``, ``NobodyToInvite``,
    ``TooManySlips``, ``SlipsHandedOut``; of two who make them at once, the second is refused.
    """
    require(by, Act.MANAGE_OFFICERS, on=Scope(unit=unit))
    officers = list(never_logged_in(unit).exclude(pk=by.pk).order_by("pk").select_for_update(of=("self",)))
    if not officers:
        raise NobodyToInvite(field="unit")
    if len(officers) > MOST_SLIPS:
        raise TooManySlips(field="unit", count=len(officers), most=MOST_SLIPS)
    now = at or timezone.now()
    working = open_links(now).filter(officer__in=officers).count()
    if working and not again:
        raise SlipsHandedOut(field="again", count=working)
    slips = _make(officers, by=by, why=why, now=now)
    return sorted(
        slips, key=lambda slip: (slip.officer.unit.path if slip.officer.unit else "", slip.officer.search_name)
    )


def _make(officers: Sequence[Officer], *, by: Officer, why: str, now: datetime) -> Sequence[Slip]:
    require_reason(why)
    slips = replace_links(officers, by=by, valid_for=VALID_FOR, now=now)
    for slip in slips:
        record(by=by, act="officer.make_login_link", on=slip.officer, why=why)
        notify(officer=slip.officer, kind="officers.login_link", arguments={"by": by.get_full_name()}, at=now)
    return slips
