"""Confirming a proposed act, as the second person: it is done now."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.services.record import record
from kernel.refusal import Refusal
from officers.models import Officer, Proposal
from officers.proposals import kind_of, row_of
from officers.roles import require


class NotWaiting(Refusal):
    """The proposal was decided, withdrawn or has lapsed."""

    code = "proposal_not_waiting"
    message = _("This proposal no longer waits: it was decided or has lapsed.")


class SamePerson(Refusal):
    """Whoever proposed cannot be the second person."""

    code = "same_person"
    message = _("You proposed this; another person has to confirm it.")


@transaction.atomic
def confirm_proposal(*, proposal: Proposal, second: Officer, at: datetime | None = None) -> Any:
    """Do what was proposed and return what its service returns.

    Both persons must hold the act now, the first one too: he may have lost it since. Raises
    ``SamePerson``, ``NotPermitted``, ``NotWaiting``, ``NoSuchRow`` and what the service refuses; then
    the proposal waits on.
    """
    waiting = waiting_proposal(proposal, at or timezone.now())
    if waiting.by_id == second.pk:
        raise SamePerson
    kind, on = kind_of(waiting.act), row_of(waiting)
    for person in (second, waiting.by):
        require(person, waiting.act, on=kind.scope(on))
    waiting.state, waiting.second = Proposal.State.CONFIRMED, second
    waiting.decided_at = at or timezone.now()
    waiting.save(update_fields=["state", "second", "decided_at"])
    record(by=second, act=f"{waiting.act}.confirm", on=waiting, changed=["state", "second"], why=waiting.why)
    return kind.run(on=on, arguments=waiting.arguments, by=waiting.by, second=second, why=waiting.why)


def waiting_proposal(proposal: Proposal, now: datetime) -> Proposal:
    """Return the locked proposal while it waits; raises ``NotWaiting``. Two deciding at once: the first counts."""
    locked = Proposal.objects.select_for_update(of=("self",)).select_related("by").get(pk=proposal.pk)
    if locked.state != Proposal.State.WAITING or locked.until <= now:
        raise NotWaiting
    return locked
