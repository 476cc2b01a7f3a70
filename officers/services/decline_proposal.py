"""Declining a proposed act, as the second person, or taking it back, as the first."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from audit.services.record import record
from officers.models import Officer, Proposal
from officers.proposals import kind_of, row_of
from officers.reasons import require_reason
from officers.roles import require
from officers.services.confirm_proposal import waiting_proposal


@transaction.atomic
def decline_proposal(*, proposal: Proposal, by: Officer, why: str, at: datetime | None = None) -> Proposal:
    """End a proposal undone: withdrawn by whoever made it, declined by another holder of the act.

    Raises ``NotPermitted``, ``NotWaiting``, ``NoSuchRow``, ``ReasonMissing``.
    """
    now = at or timezone.now()
    waiting = waiting_proposal(proposal, now)
    require_reason(why)
    if waiting.by_id == by.pk:
        waiting.state = Proposal.State.WITHDRAWN
    else:
        require(by, waiting.act, on=kind_of(waiting.act).scope(row_of(waiting)))
        waiting.state, waiting.second = Proposal.State.DECLINED, by
    waiting.decided_at = now
    waiting.save(update_fields=["state", "second", "decided_at"])
    record(by=by, act=f"{waiting.act}.{waiting.state}", on=waiting, changed=["state"], why=why)
    return waiting
