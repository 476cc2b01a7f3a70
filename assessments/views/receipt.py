"""The receipt of a submitted attempt, to be read and to be kept."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments.models.attempt import Attempt
from assessments.queries.attempts import attempt_or_404
from assessments.queries.receipt import receipt_of
from assessments.queries.sitting_log import board_acts
from courses.views.person import officer_of

__all__ = ["receipt", "receipt_file"]


@never_cache
@require_safe
def receipt(request: HttpRequest, attempt: UUID) -> HttpResponse:
    """Show the officer's own receipt; an open attempt leads to where it stands."""
    held = attempt_or_404(officer_of(request), attempt)
    if held.state == Attempt.State.OPEN:
        return redirect("assessments:review", attempt=attempt)
    return render(
        request, "assessments/receipt.html", {"receipt": receipt_of(held), "attempt": held, "board": board_acts(held)}
    )


@never_cache
@require_safe
def receipt_file(request: HttpRequest, attempt: UUID) -> HttpResponse:
    """Hand it out as a file."""
    held = attempt_or_404(officer_of(request), attempt)
    if held.state == Attempt.State.OPEN:
        return redirect("assessments:review", attempt=attempt)
    response = JsonResponse(receipt_of(held).to_json(), json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="receipt-{attempt}.json"'
    return response
