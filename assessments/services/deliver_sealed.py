"""Taking in what a browser had sealed without a line, and submitting with it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from assessments.envelope import Envelope, Sealed, broken_at, claimed
from assessments.models.attempt import Attempt
from assessments.models.delivery import Delivery
from assessments.models.response import Response
from assessments.pens import Pens
from assessments.queries.clock import is_over, latest
from assessments.services.begin_section import Unanswered
from assessments.services.note_event import note_lost_pen
from assessments.services.save_response import BadAnswer, Entry, KeyTaken, NoPen, NoSuchAttempt, TooMany, save_response
from assessments.services.submit_attempt import submit_own_attempt
from courses.models.enrolment import Enrolment
from officers.models import Officer

__all__ = ["MOST_DELIVERIES", "Delivered", "deliver_sealed"]

#: More envelopes than this no browser makes of one sitting; each is kept as it came.
MOST_DELIVERIES = 50
#: Of an answer that became anything else nothing is stored: what was to follow it follows what it was to follow.
_IS_TAKEN = {*Response.Standing.values, KeyTaken.code}


@dataclass(frozen=True, slots=True)
class Delivered:
    """What became of an envelope. became: how many answers have which standing, or were refused by which code.

    submitted: whether the attempt is. why_not: a sentence, where it is not. elsewhere: since when another device has
    the pen.
    """

    became: Mapping[str, int]
    whole: bool
    submitted: bool
    at: datetime
    why_not: str = ""
    elsewhere: datetime | None = None


def deliver_sealed(*, attempt: UUID, by: Officer, envelope: Envelope, body: str, device: str) -> Delivered:
    """Store the answers of an envelope, and submit the officer's attempt where its chain holds.

    Each answer becomes a response as if it came alone: it counts, is stale, or is kept where the time is over. Then the
    attempt is submitted, by the officer where the end has not passed; by a device that has lost the pen it is not, nor
    where something that must be answered is not, nor where the sitting was opened again. What comes again gets what was
    said first. Locks the enrolment, then the attempt, as submitting does: the sweep comes before all of it or after.

    Raises ``NoSuchAttempt``, ``TooMany``, and ``NoPen`` from a device that never had the pen.
    """
    with transaction.atomic():
        rows = Attempt.objects.filter(public_id=attempt, officer=by)
        Enrolment.objects.filter(pk__in=rows.values("enrolment")).lock_first()
        held: Any = rows.annotate(now=Now(), latest=latest()).select_for_update(no_key=True, of=("self",)).first()
        if held is None:
            raise NoSuchAttempt
        pens = Pens.of(held.pens)
        open_still = not is_over(held)
        if open_still and pens.is_strange(device):
            raise NoPen
        known = Delivery.objects.filter(attempt=held, sha256=envelope.sha256).first()
        delivery = known or _take_in(held, by, envelope, body)
        elsewhere = pens.since if open_still and pens.is_elsewhere(device) else None
        stored = (one for one in envelope.answers if delivery.became[one.key] in Response.Standing.values)
        if elsewhere is not None and known is None and (first := next(stored, None)):
            note_lost_pen(
                attempt=held.pk, pens=pens, device=device, client=first.client, sequence=first.sequence, at=held.now
            )
        submitted, why_not = _submit(held, by, delivery, elsewhere)
        return Delivered(
            Counter(delivery.became.values()), delivery.broken_at is None, submitted, delivery.at, why_not, elsewhere
        )


def _take_in(held: Any, by: Officer, envelope: Envelope, body: str) -> Delivery:
    if Delivery.objects.filter(attempt=held).count() >= MOST_DELIVERIES:
        raise TooMany
    became: dict[str, str] = {}
    bases: dict[str, str] = {}
    for answer in envelope.answers:
        base = bases.get(answer.base, answer.base)
        became[answer.key] = _store(held.public_id, by, answer, base)
        if became[answer.key] not in _IS_TAKEN:
            bases[answer.key] = base
    delivery: Delivery = Delivery.objects.create(
        attempt=held, sha256=envelope.sha256, sealed_at=claimed(envelope.sealed_at),
        broken_at=broken_at(held.public_id, envelope), became=became, body=body, at=held.now,
    )  # fmt: skip
    return delivery


def _store(attempt: UUID, by: Officer, answer: Sealed, base: str) -> str:
    """Store one of them and return its standing, or the code of the refusal: one that is wrong holds up no other."""
    entry = Entry(answer.client, answer.sequence, answer.slot, answer.value, base, claimed(answer.at))
    try:
        return save_response(attempt=attempt, officer=by.pk, session_hash=None, entry=entry).standing
    except (BadAnswer, KeyTaken, TooMany) as refused:
        return refused.code


def _submit(attempt: Any, by: Officer, delivery: Delivery, elsewhere: datetime | None) -> tuple[bool, str]:
    if attempt.state == Attempt.State.OPEN:
        if delivery.broken_at is not None:
            return False, _("What was sealed was changed since. Look at your answers and submit.")
        # When it was sealed only the device says: an envelope from before must not end what was opened again.
        if attempt.reopenings.exists():
            return False, _("The sitting was opened again. Look at your answers and submit.")
    if elsewhere is not None:
        return False, _("You are continuing on another device.")
    try:
        held = submit_own_attempt(attempt=attempt.public_id, by=by)
    except Unanswered as refused:
        return False, str(refused)
    return held.state != Attempt.State.OPEN, ""
