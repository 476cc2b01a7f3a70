"""A bank in the CMS: whether a second person reviews its questions."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from assessments.bank_forms import BankReviewForm
from assessments.queries.questions import banks_of
from assessments.services.set_bank_review import set_bank_review
from courses.views.person import officer_of
from officers.models import Act
from officers.refusals import refusals_to

__all__ = ["bank"]


@never_cache
@refusals_to("form")
def bank(request: HttpRequest, bank: UUID) -> HttpResponse:
    """Ask whether a second person reviews what is written in a bank."""
    row = get_object_or_404(banks_of(officer_of(request), Act.PUBLISH_EDITION), uuid=bank)
    form = BankReviewForm(request.POST or None, initial={"needs_review": row.needs_review})
    if request.method == "POST" and form.is_valid():
        set_bank_review(bank=row, by=officer_of(request), **form.cleaned_data)
        messages.success(request, _("Saved. It holds for what is made ready from now on."))
        return redirect("assessments_cms:questions")
    return TemplateResponse(request, "assessments/cms/bank.html", {"bank": row, "form": form})
