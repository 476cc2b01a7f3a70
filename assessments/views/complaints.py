"""The complaints of an officer about an attempt of his own."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from assessments.complaint_forms import ComplaintForm
from assessments.models.attempt import Attempt
from assessments.queries.attempts import finished_or_404
from assessments.queries.complaints import own_page
from assessments.services.file_complaint import file_complaint
from assessments.views.sitting import note_sitting
from courses.views.person import officer_of
from officers.refusals import refusals_to

__all__ = ["complaints"]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@refusals_to("form")
def complaints(request: HttpRequest, attempt: UUID) -> HttpResponse:
    """Show them with their answers, and file one."""
    officer = officer_of(request)
    held: Any = finished_or_404(officer, attempt)
    if held.state == Attempt.State.OPEN:
        return redirect("assessments:review", attempt=attempt)
    page = own_page(held)
    form = ComplaintForm(request.POST or None, slots=page.open_slots)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        file_complaint(attempt=held, slot=given["slot"], text=given["text"], by=officer, now=held.now, until=page.until)
        messages.success(request, _("Filed. You will get a notice when it is answered."))
        return redirect("assessments:complaints", attempt=attempt)
    note_sitting(held, officer)
    return TemplateResponse(request, "assessments/complaints.html", {"page": page, "form": form})
