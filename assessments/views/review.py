"""The review of a finished attempt."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments.browser_words import browser_words
from assessments.models.attempt import Attempt
from assessments.queries import review as reviews
from assessments.queries.attempts import finished_or_404, is_overdue
from assessments.queries.sitting import owner_of, seal_of
from assessments.queries.sitting_log import board_acts
from assessments.queries.window import key_from, measure_of, window_for_all
from assessments.review_rules import TELLING
from assessments.rules import ExamRules
from assessments.services.note_clock import note_passed
from assessments.services.submit_attempt import submit_attempt
from assessments.views.sitting import note_sitting
from courses.activities import activity_url
from courses.learner_panels import panels_around
from courses.models.enrolment import Enrolment
from officers.asking import asking, comes_with_officer

__all__ = ["review"]


@comes_with_officer
@never_cache
@require_safe
def review(request: HttpRequest, attempt: UUID) -> HttpResponse:
    """Show the mark and how it was made, and what else the rule allows; an open attempt leads back to it."""
    held: Any = finished_or_404(asking(request), attempt)
    officer = held.officer
    if is_overdue(held):
        submit_attempt(attempt=held.pk, by=None)
        held = finished_or_404(officer, attempt)
    if held.state == Attempt.State.OPEN:
        return redirect("assessments:sitting", attempt=attempt)
    rules = ExamRules.from_payload(held.item.payload)
    measure = measure_of(held, rules)
    window = window_for_all(held.enrolment.run, held)
    page = reviews.review(held, measure=measure, answers_from=None if measure.answers else key_from(rules, window))
    if measure.things & TELLING:  # whoever has read this must not sit the exam because the clock is set back
        note_passed(held.mark_of_clock, window.ends)
    note_sitting(held, officer)
    completed = (
        held.state == Attempt.State.SUBMITTED and page.passed and held.enrolment.state == Enrolment.State.COMPLETED
    )
    context = {
        "completed": completed, "panels": panels_around([held.enrolment])[held.enrolment.pk] if completed else (),
        "review": page, "owner": owner_of(officer.public_id, held.public_id), "seal": seal_of(held),
        "words": browser_words(), "board": board_acts(held) if held.state == Attempt.State.ANNULLED else (),
        "exam_address": activity_url(held.enrolment.uuid, held.activity_uuid),
    }  # fmt: skip
    return render(request, "assessments/review.html", context)
