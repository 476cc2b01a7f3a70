"""Continuing a sitting on another device: the question, and its answer."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from assessments.entry_rules import EntryRules
from assessments.forms import PenForm, client_of, given_of
from assessments.models.attempt import Attempt
from assessments.queries.attempts import attempt_or_404, is_overdue
from assessments.queries.elsewhere import elsewhere
from assessments.services.save_form import FormSaved, save_form
from assessments.services.take_pen import take_pen
from assessments.views.device import device_in, device_of, is_elsewhere
from courses.activities import activity_url
from courses.views.person import officer_of
from officers.limits import address_of
from officers.refusals import refusals_to

__all__ = ["ask", "pen", "tell"]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@refusals_to("form")
def pen(request: HttpRequest, attempt: UUID) -> HttpResponse:
    """Ask whether to go on here; POST does, and saves what a form brought along that no device had sent yet."""
    officer, device = officer_of(request), device_in(request, attempt)
    if request.method == "POST":
        take_pen(
            attempt=attempt, by=officer, device=device, code=request.POST.get("code", "")[:20],
            browser=request.headers.get("user-agent", ""), address=address_of(request),
        )  # fmt: skip
        held = attempt_or_404(officer, attempt)
        if "client" in request.POST:
            given = given_of(request, held)
            tell(request, save_form(attempt=held, client=client_of(request), given=given, by=officer, device=device))
        return redirect("assessments:sitting", attempt=attempt)
    held = attempt_or_404(officer, attempt)
    if held.state != Attempt.State.OPEN or is_overdue(held) or not is_elsewhere(request, held):
        return redirect("assessments:sitting", attempt=attempt)
    return ask(request, held)


def ask(request: HttpRequest, attempt: Attempt) -> HttpResponse:
    """Show the question; answers that a form brought along wait in it."""
    item, enrolment = attempt.item, attempt.enrolment
    payload: dict[str, Any] = item.payload if item else {}
    context: dict[str, Any] = {
        "form": PenForm(request.POST or None, asks_code=EntryRules.from_payload(payload).code),
        "attempt": attempt, "title": payload["title"], "there": elsewhere(attempt, device_of(request, attempt)),
        "brought": [
            (name, value) for name in request.POST if name.startswith(("slot-", "base-", "client"))
            for value in request.POST.getlist(name)
        ],
    }  # fmt: skip
    if enrolment is not None:
        context["exam_address"] = activity_url(enrolment.uuid, attempt.activity_uuid)
    return TemplateResponse(request, "assessments/pen.html", context)


def tell(request: HttpRequest, saved: FormSaved) -> None:
    """Say what became of the answers of a form."""
    if saved.counted:
        messages.success(request, _("Saved: %(questions)s.") % {"questions": _numbers(saved.counted)})
    if saved.stale:
        words = _("Questions %(questions)s had a newer answer, given elsewhere. Both are shown; choose one.")
        messages.warning(request, words % {"questions": _numbers(saved.stale)})
    if saved.kept:
        words = _("The time was over: the answers to %(questions)s were kept as evidence and do not count.")
        messages.warning(request, words % {"questions": _numbers(saved.kept)})
    for number, sentence in saved.refused:
        messages.error(request, _("Question %(number)s: %(problem)s") % {"number": number, "problem": sentence})


def _numbers(numbers: tuple[int, ...]) -> str:
    return ", ".join(str(number) for number in numbers)
