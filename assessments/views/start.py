"""The start page of an exam, starting an attempt, and the preview of a draft."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from assessments.entry_rules import EntryRules
from assessments.forms import EntryForm
from assessments.queries.preview import preview_of
from assessments.queries.start import start_page
from assessments.rules import KIND
from assessments.services.start_attempt import start_attempt
from assessments.services.submit_attempt import submit_attempt
from courses import activities
from courses.access import enrolment_or_404
from courses.models.edition import EditionItem
from courses.models.enrolment import Enrolment
from courses.queries.outline import Place, outline, place
from courses.views.activity import open_activity
from courses.views.person import officer_of
from officers.asking import Asker, asking, comes_with_officer
from officers.limits import exact_address_of
from officers.models import Officer
from officers.refusals import refusals_to

__all__ = ["preview_exam", "show_exam", "start"]


def show_exam(request: HttpRequest, *, officer: Officer, enrolment: Enrolment, item: EditionItem) -> HttpResponse:
    """Show rules, attempts so far, and the way to begin or to continue. The door has agreed."""
    page = start_page(enrolment, item)
    if page.overdue is not None:
        submit_attempt(attempt=page.overdue, by=None)
        return redirect(request.path)
    rules = EntryRules.from_payload(item.payload)
    context = {"page": page, "enrolment": enrolment, "item": item, "outline": outline(enrolment), "entry": rules}
    context["form"] = EntryForm(request.POST or None, rules=rules)
    context["completes_when"] = activities.get(item.kind).completes_when(item.payload)
    return TemplateResponse(request, "assessments/start.html", context)


@comes_with_officer
@never_cache
@require_POST
@refusals_to("form")
def start(request: HttpRequest, enrolment: UUID, activity: UUID) -> HttpResponse:
    """Begin an attempt, or continue the one that is open; a refusal shows the start page with what was typed."""
    asker, sent = asking(request), request.POST
    if request.method == "POST":
        # Only a typed password must know the exam beforehand: it is looked at before anything is locked.
        rules = (
            EntryRules.from_payload(_exam(asker, enrolment, activity).item.payload) if sent.get("password") else None
        )
        given = EntryForm(sent, rules=rules).given(exact_address_of(request))
        attempt = start_attempt(enrolment=enrolment, activity=activity, by=asker, given=given)
        return redirect("assessments:sitting", attempt=attempt.public_id)
    found = _exam(asker, enrolment, activity)
    return open_activity(request, officer=officer_of(request), found=found)


def _exam(asker: Asker, enrolment: UUID, activity: UUID) -> Place:
    found = place(enrolment_or_404(asker, enrolment), activity)
    if found is None or found.item.kind != KIND:
        raise Http404
    return found


def preview_exam(request: HttpRequest, payload: dict[str, Any], title: str) -> HttpResponse:
    """Show a draft as a learner would see it: the rules, and one sitting drawn from it."""
    return render(request, "assessments/preview.html", {"preview": preview_of(payload, title)})
