"""Continuing a sitting on another device."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Now
from django.http import Http404
from django.utils.translation import gettext_lazy as _

from assessments.entry_rules import EntryRules
from assessments.models.attempt import Attempt
from assessments.models.sitting_event import SittingEvent
from assessments.pens import Pens
from assessments.proctor_code import is_code
from assessments.queries.clock import is_over, latest
from assessments.services.note_event import MOST, trace
from assessments.services.refuse_entry import OutsideHere, WrongSecret, counted_as
from officers.limits import count_failure, refuse_guessing
from officers.models import Officer

__all__ = ["WrongCodeHere", "take_pen"]


class WrongCodeHere(WrongSecret):
    """The proctor's code by which a sitting goes on elsewhere is another."""

    message = _("This is not the code that holds now. Ask the proctor for it; it changes.")


def take_pen(*, attempt: UUID, by: Officer, device: str, code: str, browser: str, address: str) -> None:
    """Give a device (``pens.device_name``) the pen of the officer's sitting; whoever had it reads from then on.

    The attempt is locked, so that a save of the other device either came before, and is shown here, or is told of it.
    Where the exam asks for the proctor's code to begin, it does so here, and wrong ones are counted as there. Of a
    sitting that is over nothing is taken. browser, address: for its log, as ``open_page`` notes them.

    Where it names places, it goes on at those alone.

    Raises ``Http404``, ``OutsideHere``, ``WrongCodeHere``, ``TooManyFailures``.
    """
    try:
        with transaction.atomic():
            _take(attempt, by, device, code, browser, address)
    except WrongCodeHere as wrong:
        count_failure(address=str(wrong.params["counted"]), login="")
        raise


def _take(attempt: UUID, by: Officer, device: str, code: str, browser: str, address: str) -> None:
    rows = Attempt.objects.filter(public_id=attempt, officer=by).annotate(now=Now(), latest=latest())
    held: Any = rows.select_related("item", "enrolment__run").select_for_update(no_key=True, of=("self",)).first()
    if held is None or held.item is None or held.enrolment is None:
        raise Http404
    pens = Pens.of(held.pens)
    rules = EntryRules.from_payload(held.item.payload)
    if is_over(held) or not pens.is_elsewhere(device):
        return
    if not rules.lets_in(address):
        raise OutsideHere
    if rules.code:
        counted = counted_as(by, held.activity_uuid)
        refuse_guessing(address=counted, login="")
        if not is_code(code, held.enrolment.run.uuid, held.activity_uuid, held.now):
            raise WrongCodeHere(field="code", counted=counted)
    held.pens = pens.taken_by(device, held.now).to_json()
    held.clients += 1
    held.save(update_fields=["pens", "clients"])
    if held.clients <= MOST:
        SittingEvent.objects.create(
            attempt=held, client=held.clients, sequence=0, kind=SittingEvent.Kind.TOOK_PEN, at=held.now,
            device=trace("device", held, browser), place=trace("place", held, address),
        )  # fmt: skip
