"""Between two sections of a sitting: what is left behind, and what comes next."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from assessments.browser_words import browser_words
from assessments.forms import SectionForm
from assessments.models.attempt import Attempt
from assessments.queries.attempts import attempt_or_404, is_overdue
from assessments.queries.sections import place_of
from assessments.services.begin_section import begin_section
from assessments.views.device import away, device_in, is_away, is_elsewhere, to_pen
from assessments.views.sitting import page_of
from courses.views.person import officer_of
from officers.limits import address_of
from officers.refusals import refusals_to

__all__ = ["next_section"]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@refusals_to("form")
def next_section(request: HttpRequest, attempt: UUID) -> HttpResponse:
    """Say what the section before leaves unanswered and what the next one asks; POST begins it."""
    officer = officer_of(request)
    form = SectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        begin_section(
            attempt=attempt, section=form.cleaned_data["section"], by=officer, device=device_in(request, attempt),
            address=address_of(request),
        )  # fmt: skip
        return redirect("assessments:sitting", attempt=attempt)
    held = attempt_or_404(officer, attempt)
    place = place_of(held)
    if place is None or is_overdue(held) or held.state != Attempt.State.OPEN:
        return redirect("assessments:sitting", attempt=attempt)
    if is_away(request, held):
        return away(request, held)
    if is_elsewhere(request, held):
        return to_pen(attempt)
    if place.next is None:
        return redirect("assessments:submit", attempt=attempt)
    shown = page_of(held, officer, client=0, part=place.before.number if place.before else 0)
    context = {"sitting": shown, "place": place, "form": form, "words": browser_words()}
    return TemplateResponse(request, "assessments/next_section.html", context)
