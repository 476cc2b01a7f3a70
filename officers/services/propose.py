"""Proposing an act that needs a second person."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.services.record import record
from kernel.refusal import Refusal
from officers.models import Act, Officer, Proposal
from officers.proposals import LAPSES_AFTER, kind_of
from officers.reasons import require_reason
from officers.roles import require


class AlreadyProposed(Refusal):
    """The same act on the same row waits already."""

    code = "already_proposed"
    message = _("This has been proposed already and waits for a second person.")


@transaction.atomic
def propose(
    *, act: Act, on: models.Model, arguments: dict[str, Any], by: Officer, why: str, at: datetime | None = None
) -> Proposal:
    """Have an act wait for its second person; raises ``NotPermitted``, ``ReasonMissing``, ``AlreadyProposed``."""
    require(by, act, on=kind_of(act).scope(on))
    require_reason(why)
    now = at or timezone.now()
    label, pk = on._meta.label, str(on.pk)
    _forget_lapsed(act, label, pk, now)
    try:
        with transaction.atomic():
            proposal = Proposal.objects.create(
                act=act, on_model=label, on_id=pk, arguments=arguments, by=by, why=why.strip(),
                made_at=now, until=now + LAPSES_AFTER,
            )  # fmt: skip
    except IntegrityError as error:  # one_waiting_proposal
        raise AlreadyProposed from error
    record(by=by, act=f"{act}.propose", on=on, why=why)
    return proposal


def _forget_lapsed(act: Act, label: str, pk: str, now: datetime) -> None:
    lapsed = Proposal.objects.filter(
        act=act, on_model=label, on_id=pk, state=Proposal.State.WAITING, until__lte=now
    )  # fmt: skip
    lapsed.update(state=Proposal.State.WITHDRAWN, decided_at=now)
