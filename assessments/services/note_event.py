"""Noting what became of the page of a sitting. It makes no mark and ends nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db.models.functions import Now
from django.utils.crypto import salted_hmac

from assessments.models.attempt import Attempt
from assessments.models.sitting_event import SittingEvent
from assessments.pens import Pens
from assessments.services.number_client import number_client, number_load

__all__ = ["MOST", "Event", "note_events", "note_lost_pen", "note_strange", "open_page", "trace"]

#: More events than this of one attempt are not kept: they would say nothing more.
MOST = 2000

Kind = SittingEvent.Kind


@dataclass(frozen=True, slots=True)
class Event:
    """What a browser tells: sequence, as of an answer; after: seconds since the page was loaded."""

    sequence: int
    kind: str
    after: int


def open_page(attempt: Attempt, *, device: str, address: str, pen: str = "") -> int:
    """Number a load of the sitting's page and note that it was opened; returns the number. Two statements.

    device, address: what the request says; of both only a hash is kept, which is another one in each attempt. A load
    beyond ``MOST`` is numbered, since its answers need that, and not noted.

    pen: the name of the device (``pens.device_name``); then 0 where another one has the pen, and nothing is noted.
    """
    client = number_load(attempt, pen) if pen else number_client(attempt)
    if not 1 <= client <= MOST:
        return client
    SittingEvent.objects.create(
        attempt=attempt, client=client, sequence=0, kind=Kind.OPENED, at=Now(),
        device=trace("device", attempt, device), place=trace("place", attempt, address),
    )  # fmt: skip
    return client


def note_events(
    *, attempt: Attempt, client: int, events: Sequence[Event], browser: str = "", address: str = ""
) -> None:
    """Keep what a load of the page tells of an open attempt; what comes twice is kept once.

    browser, address: of the request that tells it, kept as those of an opening are: they may be others.
    """
    if attempt.state != Attempt.State.OPEN or not 1 <= client <= attempt.clients:
        return
    if SittingEvent.objects.filter(attempt=attempt.pk).count() + len(events) > MOST:
        return
    device, place = trace("device", attempt, browser), trace("place", attempt, address)
    SittingEvent.objects.bulk_create(
        [
            SittingEvent(
                attempt=attempt,
                client=client,
                sequence=event.sequence,
                kind=event.kind,
                after=event.after,
                at=Now(),
                device=device,
                place=place,
            )
            for event in events
        ],
        ignore_conflicts=True,
    )


def note_strange(*, attempt: UUID, officer: int, device: str, browser: str, address: str) -> None:
    """Note that a device (``pens.device_name``) sent answers that never had the pen: once a device, of no load."""
    held = Attempt.objects.filter(public_id=attempt, officer=officer).only("pk").first()
    if held is None or SittingEvent.objects.filter(attempt=held).count() >= MOST:
        return
    row = SittingEvent(
        attempt=held, client=0, sequence=int(device[:7], 16), kind=Kind.STRANGE, at=Now(),
        device=trace("device", held, browser), place=trace("place", held, address),
    )  # fmt: skip
    SittingEvent.objects.bulk_create([row], ignore_conflicts=True)


def note_lost_pen(*, attempt: int, pens: Pens, device: str, client: int, sequence: int, at: datetime) -> None:
    """Note that a device sent an answer when another had taken the pen: once each time that it lost it.

    attempt: the key of one that the caller has locked, with its ``pens``, which remember that it is noted, so that what
    else is sent from there costs nothing. client, sequence: of the answer, beside which the log shows it; where an
    event of the browser took that place beforehand, the log shows it as of no load.
    """
    if device in pens.noted or client > MOST:
        return
    Attempt.objects.filter(pk=attempt).update(pens=pens.with_noted(device).to_json())
    if SittingEvent.objects.filter(pk=(attempt, client, sequence)).exists():
        client, sequence = 0, int(sha256(f"{device}{pens.since}".encode()).hexdigest()[:7], 16)
    row = SittingEvent(attempt_id=attempt, client=client, sequence=sequence, kind=Kind.LOST_PEN, at=at)
    SittingEvent.objects.bulk_create([row], ignore_conflicts=True)


def trace(name: str, attempt: Attempt, value: str) -> str:
    """Return what is kept of a browser or an address: a hash of this attempt."""
    return salted_hmac(f"assessments.sitting_event.{name}", f"{attempt.pk}:{value}").hexdigest()[:16]
