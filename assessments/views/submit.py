"""Before and at submitting."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from assessments.browser_words import browser_words
from assessments.models.attempt import Attempt
from assessments.queries.attempts import attempt_or_404, is_overdue
from assessments.queries.sections import owed_in, place_of
from assessments.services.submit_attempt import submit_attempt, submit_own_attempt
from assessments.views.device import device_in, is_elsewhere, to_pen
from assessments.views.sitting import page_of, to_review
from officers.asking import asking, comes_with_officer
from officers.refusals import refusals_to

__all__ = ["submit"]


@comes_with_officer
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@refusals_to("form")
def submit(request: HttpRequest, attempt: UUID) -> HttpResponse:
    """Show what is saved and what is unanswered; POST submits. Submitting again leads to the same review."""
    asker, form = asking(request), forms.Form(request.POST or None)
    if request.method == "POST":
        submit_own_attempt(attempt=attempt, by=asker, device=device_in(request, attempt))
        return to_review(attempt)
    held = attempt_or_404(asker, attempt)
    if is_overdue(held):
        submit_attempt(attempt=held.pk, by=None)
        return to_review(attempt)
    if held.state != Attempt.State.OPEN:
        return to_review(attempt)
    if is_elsewhere(request, held):
        return to_pen(attempt)
    page = page_of(held, held.officer, client=0)
    answered = {question.number for question in page.questions if question.answered}
    context = {
        "sitting": page, "place": place_of(held), "owed": owed_in(held, answered), "words": browser_words(),
        "form": form,
    }  # fmt: skip
    return TemplateResponse(request, "assessments/submit.html", context)
