"""Taking in sealed answers (``docs/exams.md``)."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from assessments.models.attempt import Attempt
from assessments.models.response import Response
from assessments.queries.answers import iso
from assessments.services.deliver_sealed import Delivered, deliver_sealed
from assessments.services.save_response import NoSuchAttempt
from assessments.sitting_json import envelope_of
from assessments.views.device import device_in
from assessments.views.save import refused_as_json
from courses.views.person import officer_of

__all__ = ["deliver"]

Standing = Response.Standing


@never_cache
@require_POST
@refused_as_json
def deliver(request: HttpRequest, attempt: UUID) -> HttpResponseBase:
    """Store what was sealed and submit. Only a JSON 200 that names attempt and seal means "delivered"."""
    officer = officer_of(request)
    if not Attempt.objects.filter(public_id=attempt, officer=officer).exists():
        raise NoSuchAttempt  # whatever was sent
    envelope = envelope_of(request)
    delivered = deliver_sealed(
        attempt=attempt, by=officer, envelope=envelope, body=request.body.decode(),
        device=device_in(request, attempt),
    )  # fmt: skip
    return JsonResponse({"attempt": str(attempt), "seal": envelope.sha256, **_reply(delivered)})


def _reply(delivered: Delivered) -> dict[str, Any]:
    became = dict(delivered.became)
    counted, stale = became.pop(Standing.COUNTED, 0), became.pop(Standing.STALE, 0)
    kept = became.pop(Standing.LATE, 0) + became.pop(Standing.AFTER_SUBMIT, 0)
    reply: dict[str, Any] = {
        "counted": counted, "stale": stale, "kept": kept, "refused": sum(became.values()), "whole": delivered.whole,
        "submitted": delivered.submitted, "why_not": delivered.why_not, "saved_at": iso(delivered.at),
    }  # fmt: skip
    if delivered.elsewhere is not None:
        reply["pen"] = {"since": iso(delivered.elsewhere)}
    return reply
