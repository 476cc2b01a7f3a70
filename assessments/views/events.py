"""What the browser tells of the page of a sitting: that it was left, and come back to."""

import json
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from assessments.models.attempt import Attempt
from assessments.models.sitting_event import SittingEvent
from assessments.pens import Pens
from assessments.queries.answers import iso
from assessments.queries.attempts import own_attempt_or_404
from assessments.services.note_event import Event, note_events, open_page
from assessments.views.device import device_of
from courses.views.person import officer_of
from officers.limits import address_of

__all__ = ["events", "opened"]

#: The body is at most so long (bytes), and so many events stand in it.
MAX_BODY = 8192
MAX_EVENTS = 50
_MOST = 2_147_483_647
_KINDS = (SittingEvent.Kind.LEFT.value, SittingEvent.Kind.RETURNED.value)


@never_cache
@require_POST
def events(request: HttpRequest, attempt: UUID) -> HttpResponse:
    """Keep them. Nothing of it is shown to the officer, and nothing that cannot be read is an error of his.

    The header ``X-Pen`` says since when another device has the pen.
    """
    held = own_attempt_or_404(officer_of(request), attempt)
    told = _told(request)
    if told is not None:
        note_events(
            attempt=held, client=told[0], events=told[1], browser=request.headers.get("user-agent", ""),
            address=address_of(request),
        )  # fmt: skip
    answer = HttpResponse(status=204 if told is not None else 400)
    pens = Pens.of(held.pens)
    if pens.since is not None and pens.is_elsewhere(device_of(request, held)):
        answer.headers["X-Pen"] = iso(pens.since)
    return answer


def opened(request: HttpRequest, attempt: Attempt) -> int:
    """Number this load of the sitting's page, and note from what it was opened; 0: another device has the pen."""
    return open_page(
        attempt, device=request.headers.get("user-agent", ""), address=address_of(request),
        pen=device_of(request, attempt),
    )  # fmt: skip


def _told(request: HttpRequest) -> tuple[int, list[Event]] | None:
    """Read ``{"client": 3, "events": [[1009, "left", 61], …]}``; None: our page sends nothing like it."""
    if len(request.body) > MAX_BODY:
        return None
    try:
        sent = json.loads(request.body)
        client, rows = sent["client"], sent["events"]
        found = [Event(_number(sequence), kind, _number(after)) for sequence, kind, after in rows[:MAX_EVENTS]]
        client = _number(client)
    except (ValueError, TypeError, LookupError, RecursionError):
        return None
    return (client, found) if all(event.kind in _KINDS for event in found) else None


def _number(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _MOST:
        raise ValueError(value)
    return value
