"""Accepting a further answer of a question in the CMS: first what it would change, then the decision."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from assessments.further_form import DecisionForm, FurtherForm
from assessments.models.question import QuestionVersion
from assessments.queries.further_page import decided_on, dry_run, waiting_on
from assessments.question_types import registry
from assessments.question_types.plain import plain_text
from assessments.services.accept_further import accept_further, check_further, propose_further
from assessments.views.cms_annulments import PAGE, versions_to_decide_on
from courses.services.note_reading import note_reading
from courses.views.person import officer_of
from officers.models import Officer
from officers.refusals import refusals_to

__all__ = ["accept"]


@never_cache
@refusals_to("form")
def accept(request: HttpRequest, version: UUID) -> HttpResponse:
    """Show whose marks a further answer would change, and accept or propose it with a reason.

    What is to be accepted stands in the address, so that the list can be paged, and looked at by another.
    """
    officer = officer_of(request)
    held = get_object_or_404(versions_to_decide_on(officer).select_related("question__bank__course"), uuid=version)
    question_type = registry.get(held.kind)
    asked = question_type.further_fields(question_type.load(held.content))
    if not asked:
        raise Http404
    said = request.GET if any(field.name in request.GET for field in asked) else None
    look = FurtherForm(said, asked=asked, check=partial(check_further, held))
    found = dry_run(held, look.further) if look.is_valid() else None
    form = DecisionForm(request.POST or None, falls=bool(found and found.falls))
    if request.method == "POST" and found and form.is_valid():
        return _decide(request, held, look.further, form, officer)
    if held.question.bank.course is not None:
        note_reading(by=officer, held=held.question.bank.course, on=held.question.bank)
    context = {
        "look": look, "form": form, "version": held, "words": plain_text(held.content["prompt"]), "found": found,
        "page": Paginator(found.as_it_comes if found else [], PAGE).get_page(request.GET.get("page")),
        "decided": decided_on(held, asked), "waiting": waiting_on(held, asked),
    }  # fmt: skip
    return TemplateResponse(request, "assessments/cms/accept.html", context)


def _decide(
    request: HttpRequest, version: QuestionVersion, further: dict[str, str], form: DecisionForm, officer: Officer
) -> HttpResponse:
    raises, _dot, as_it_comes = request.POST.get("seen", "").partition(".")
    told: dict[str, Any] = {"version": version, "further": further, "why": form.cleaned_data["why"], "by": officer}
    if form.is_proposal:
        propose_further(**told, looked_at=as_it_comes)
        messages.success(request, _("Proposed. It takes effect when a second person confirms it."))
    else:
        accept_further(**told, looked_at=raises)
        messages.success(request, _("Accepted. The marks are made again, and the officers are told."))
    return redirect("assessments_further:accept", version.uuid)
