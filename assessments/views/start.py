"""The start page of an exam, starting an attempt, and the preview of a draft."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from assessments.queries.preview import preview_of
from assessments.queries.start import start_page
from assessments.services.start_attempt import start_attempt
from assessments.services.submit_attempt import submit_attempt
from courses import activities
from courses.models.edition import EditionItem
from courses.models.enrolment import Enrolment
from courses.queries.outline import outline
from courses.views.person import officer_of
from officers.models import Officer

__all__ = ["preview_exam", "show_exam", "start"]


def show_exam(request: HttpRequest, *, officer: Officer, enrolment: Enrolment, item: EditionItem) -> HttpResponse:
    """Show rules, attempts so far, and the way to begin or to continue. The door has agreed."""
    page = start_page(enrolment, item)
    if page.overdue is not None:
        submit_attempt(attempt=page.overdue, by=None)
        return redirect(request.path)
    context = {"page": page, "enrolment": enrolment, "item": item, "outline": outline(enrolment)}
    context["completes_when"] = activities.get(item.kind).completes_when(item.payload)
    return render(request, "assessments/start.html", context)


@never_cache
@require_POST
def start(request: HttpRequest, enrolment: UUID, activity: UUID) -> HttpResponse:
    """Begin an attempt, or continue the one that is open."""
    attempt = start_attempt(enrolment=enrolment, activity=activity, by=officer_of(request))
    return redirect("assessments:sitting", attempt=attempt.public_id)


def preview_exam(request: HttpRequest, payload: dict[str, Any], title: str) -> HttpResponse:
    """Show a draft as a learner would see it: the rules, and one sitting drawn from it."""
    return render(request, "assessments/preview.html", {"preview": preview_of(payload, title)})
