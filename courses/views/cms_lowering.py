"""Lowering a classification in the CMS: one proposes with a reason, another decides among all proposals."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from courses.cms_forms import LoweringForm
from courses.queries.lowering import held_row
from courses.services.lower_classification import require_can_be_lowered
from courses.views.person import officer_of
from officers.models import Act
from officers.refusals import refusals_to
from officers.services.propose import propose

__all__ = ["lower"]


@refusals_to("form")
def lower(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Propose to hold a course, an image or a document less strictly."""
    by = officer_of(request)
    row = held_row(by, kind, pk)
    if row is None:
        raise Http404
    form = LoweringForm(request.POST or None, present=row.classification)
    if request.method == "POST" and form.is_valid():
        wanted = {"classification": form.cleaned_data["classification"]}
        require_can_be_lowered(row, wanted["classification"])
        propose(act=Act.LOWER_CLASSIFICATION, on=row, arguments=wanted, by=by, why=form.cleaned_data["why"])
        messages.success(request, _("Proposed. It takes effect when a second person confirms it."))
        return redirect("officers_proposals:proposals")
    return TemplateResponse(request, "courses/cms/lower.html", {"form": form, "row": row})
