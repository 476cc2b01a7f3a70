"""Checking one answer of a practice, from the sitting page with or without JavaScript."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from assessments.forms import client_of, given_of, slot_of
from assessments.models.attempt import Attempt
from assessments.pens import Pens
from assessments.queries.attempts import attempt_or_404
from assessments.rules import ExamRules
from assessments.services.check_answer import check_answer
from assessments.services.save_form import save_form
from assessments.views.device import device_of
from assessments.views.pen import ask
from assessments.views.sitting import page_of
from courses.views.person import officer_of

__all__ = ["check"]


@never_cache
@require_POST
def check(request: HttpRequest, attempt: UUID) -> HttpResponse:
    """Check the answer of a question; a whole form is saved first. A script gets what is said, others the page.

    Where another device has the pen, it is asked first whether to go on here.
    """
    officer = officer_of(request)
    held, slot = attempt_or_404(officer, attempt), slot_of(request)
    if held.item is None or not ExamRules.from_payload(held.item.payload).is_practice:
        raise Http404  # before anything is saved
    device = device_of(request, held)
    if held.state == Attempt.State.OPEN and Pens.of(held.pens).is_strange(device):
        return ask(request, held)
    if "client" in request.POST:
        save_form(attempt=held, client=client_of(request), given=given_of(request, held), by=officer, device=device)
    found = check_answer(attempt=attempt, slot=slot, by=officer)
    if "part" in request.POST:
        page = page_of(held, officer, client=0)
        said = next((one.checked for one in page.questions if one.number == slot and found), None)
        response = render(request, "assessments/_checked.html", {"checked": said})
        response["X-Checked"] = str(slot)  # without it the page of somebody on the way would stand in the question
        return response
    if found is None:
        messages.warning(request, _("There is nothing to check: answer the question first."))
    section = held.draw["slots"][slot - 1]["section"]
    return redirect(f"{reverse('assessments:sitting', args=[attempt])}?section={section}#q-{slot}")
