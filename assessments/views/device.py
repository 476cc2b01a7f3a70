"""From which device a request about a sitting comes."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from assessments.entry_rules import EntryRules
from assessments.models.attempt import Attempt
from assessments.pens import Pens, device_name
from officers.known_browser import browser_of
from officers.limits import address_of

__all__ = ["away", "device_in", "device_of", "is_away", "is_elsewhere", "to_pen"]


def device_of(request: HttpRequest, attempt: Attempt) -> str:
    """Return the name of the browser in an attempt."""
    return device_in(request, attempt.public_id)


def device_in(request: HttpRequest, attempt: UUID) -> str:
    """Return the same where the attempt is not loaded."""
    return device_name(attempt, browser_of(request))


def is_elsewhere(request: HttpRequest, attempt: Attempt) -> bool:
    """Whether another device has the pen of an open attempt."""
    return Pens.of(attempt.pens).is_elsewhere(device_of(request, attempt))


def is_away(request: HttpRequest, attempt: Attempt) -> bool:
    """Whether the questions of an attempt are not shown at the address of this request."""
    payload = attempt.item.payload if attempt.item else {}
    return not EntryRules.from_payload(payload).lets_in(address_of(request))


def away(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    """Say where the sitting goes on, and that nothing of it is lost."""
    title = attempt.item.payload["title"] if attempt.item else ""
    context = {"attempt": attempt, "title": title, "address": address_of(request)}
    return TemplateResponse(request, "assessments/away.html", context, status=403)


def to_pen(attempt: UUID) -> HttpResponse:
    """Lead to the question whether the sitting is to go on here."""
    return redirect("assessments:pen", attempt=attempt)
