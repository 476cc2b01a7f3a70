"""The page of a sitting, and its form for browsers without JavaScript."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from assessments.browser_words import browser_words
from assessments.forms import client_of, given_of
from assessments.models.attempt import Attempt
from assessments.pens import Pens
from assessments.queries import sitting as pages
from assessments.queries.attempts import attempt_or_404, is_overdue, own_attempt_or_404
from assessments.queries.sections import Part, place_of
from assessments.rules import ExamRules
from assessments.section_rules import section_rules
from assessments.services.save_form import save_form
from assessments.services.submit_attempt import submit_attempt
from assessments.views.device import away, device_of, is_away, is_elsewhere, to_pen
from assessments.views.events import opened
from assessments.views.pen import ask, tell
from courses.activities import activity_url
from courses.services.note_reading import note_reading
from officers.asking import asking, comes_with_officer
from officers.models import Officer
from officers.outlast import forget, keep_until

__all__ = ["note_sitting", "page_of", "sitting", "tell", "to_review"]

#: A sitting without a near end keeps the session for so long after its page was opened.
SESSION_HOURS = 3


@comes_with_officer
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sitting(request: HttpRequest, attempt: UUID) -> HttpResponse:
    """Show the questions, or those of a section, with what is saved.

    POST saves the page and shows it again, or leads to the next section or to submitting. Where another device has
    the pen, it is asked first whether to go on here. At a place that the exam does not name nothing of it is
    shown; what is sent from there is saved.
    """
    if request.method == "POST":
        held = own_attempt_or_404(asking(request), attempt)
        device = device_of(request, held)
        if held.state == Attempt.State.OPEN and Pens.of(held.pens).is_strange(device):
            return ask(request, held)
        tell(request, save_form(
            attempt=held, client=client_of(request), given=given_of(request, held), by=held.officer, device=device
        ))  # fmt: skip
        after = "assessments:submit" if held.stages is None else "assessments:next_section"
        return redirect(after, attempt=attempt) if "check" in request.POST else redirect(request.get_full_path())
    held = attempt_or_404(asking(request), attempt)
    if is_overdue(held):
        submit_attempt(attempt=held.pk, by=None)
        return to_review(attempt)
    if held.state != Attempt.State.OPEN:
        return to_review(attempt)
    if is_away(request, held):
        return away(request, held)
    if request.method == "GET" and is_elsewhere(request, held):
        return to_pen(attempt)
    place = place_of(held, request.GET.get("section", ""))
    if place is not None and place.shown is None:
        return redirect("assessments:next_section", attempt=attempt)
    # Asked for the head alone, by the page itself at its end, nothing is opened.
    client = opened(request, held) if request.method == "GET" else 0
    if request.method == "GET" and not client:
        return to_pen(attempt)
    note_sitting(held, held.officer)
    part = place.shown if place else None
    page = page_of(held, held.officer, client=client, part=part.number if part else None, shown=part)
    context: dict[str, Any] = {
        "sitting": page,
        "place": place,
        "words": browser_words(part_ends=bool(part and part.ends_at)),
    }
    if held.enrolment is not None:
        context["exam_address"] = activity_url(held.enrolment.uuid, held.activity_uuid)
    answer = render(request, "assessments/sitting.html", context)
    keep_until(request, answer, _end_of(held))
    return answer


def to_review(attempt: UUID) -> HttpResponse:
    """Lead from a sitting that is over to its review; the session is an ordinary one again."""
    response = redirect("assessments:review", attempt=attempt)
    forget(response)
    return response


def page_of(
    attempt: Attempt, officer: Officer, *, client: int, part: int | None = None, shown: Part | None = None
) -> pages.Sitting:
    """Return the page of an attempt of ``attempt_or_404``; part: of one section (0: of none); shown: as it is open."""
    payload: dict[str, Any] = attempt.item.payload if attempt.item else {}
    return pages.sitting(
        attempt, title=payload["title"], owner=officer.public_id, client=client,
        sections=section_rules(payload), only=part, part=shown,
        rules=ExamRules.from_payload(payload),
    )  # fmt: skip


def _end_of(attempt: Attempt) -> datetime:
    """Return until when the session is to last for the sitting: to its end, where no session is older by then."""
    now: datetime = attempt.now  # type: ignore[attr-defined]  # annotated
    if attempt.ends_at is not None and attempt.ends_at <= now + timedelta(seconds=settings.SESSION_COOKIE_AGE):
        return attempt.ends_at
    return now + timedelta(hours=SESSION_HOURS)


def note_sitting(attempt: Attempt, officer: Officer) -> None:
    """Note that reserved material is about to be shown."""
    if attempt.enrolment is not None and attempt.item is not None:
        note_reading(by=officer, held=attempt.enrolment.course, on=attempt.item)
