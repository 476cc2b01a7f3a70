"""From which device a request about a sitting comes."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from assessments.models.attempt import Attempt
from assessments.pens import Pens, device_name
from officers.known_browser import browser_of

__all__ = ["device_in", "device_of", "is_elsewhere", "to_pen"]


def device_of(request: HttpRequest, attempt: Attempt) -> str:
    """Return the name of the browser in an attempt."""
    return device_in(request, attempt.public_id)


def device_in(request: HttpRequest, attempt: UUID) -> str:
    """Return the same where the attempt is not loaded."""
    return device_name(attempt, browser_of(request))


def is_elsewhere(request: HttpRequest, attempt: Attempt) -> bool:
    """Whether another device has the pen of an open attempt."""
    return Pens.of(attempt.pens).is_elsewhere(device_of(request, attempt))


def to_pen(attempt: UUID) -> HttpResponse:
    """Lead to the question whether the sitting is to go on here."""
    return redirect("assessments:pen", attempt=attempt)
