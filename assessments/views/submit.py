"""Before and at submitting."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from assessments.browser_words import browser_words
from assessments.models.attempt import Attempt
from assessments.queries.attempts import attempt_or_404, is_overdue
from assessments.services.submit_attempt import submit_attempt, submit_own_attempt
from assessments.views.sitting import page_of, to_review
from courses.views.person import officer_of

__all__ = ["submit"]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest, attempt: UUID) -> HttpResponse:
    """Show what is saved and what is unanswered; POST submits. Submitting again leads to the same review."""
    officer = officer_of(request)
    if request.method == "POST":
        submit_own_attempt(attempt=attempt, by=officer)
        return to_review(attempt)
    held = attempt_or_404(officer, attempt)
    if is_overdue(held):
        submit_attempt(attempt=held.pk, by=None)
        return to_review(attempt)
    if held.state == Attempt.State.SUBMITTED:
        return to_review(attempt)
    context = {"sitting": page_of(held, officer, client=0), "words": browser_words()}
    return render(request, "assessments/submit.html", context)
