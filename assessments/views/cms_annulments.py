"""Annulling a question in the CMS: first what it would change, then the decision."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments.models.annulment import Annulment
from assessments.models.question import QuestionVersion
from assessments.queries.corrections import changes_by_annulling, digest
from assessments.question_types.plain import plain_text
from assessments.services.annul_question import annul_question
from courses.cms_forms import ReasonForm
from courses.gate import reach
from courses.services.note_reading import note_reading
from courses.views.person import officer_of
from officers.models import Act, Officer
from officers.refusals import refusals_to

__all__ = ["PAGE", "annul", "annulments", "versions_to_decide_on"]

#: Rows on one page of a list.
PAGE = 100


@never_cache
@require_safe
def annulments(request: HttpRequest) -> HttpResponse:
    """Show what was annulled in the courses on whose marks the officer may decide."""
    versions = versions_to_decide_on(officer_of(request))
    rows = Annulment.objects.filter(version__in=versions).select_related("version__question__bank", "by")
    page = Paginator(rows.order_by("-at", "-pk"), PAGE).get_page(request.GET.get("page"))
    lines = [(row, plain_text(row.version.content["prompt"])) for row in page]
    return TemplateResponse(request, "assessments/cms/annulments.html", {"page": page, "lines": lines})


@never_cache
@refusals_to("form")
def annul(request: HttpRequest, version: UUID) -> HttpResponse:
    """Show whose marks would change, and annul with a reason."""
    officer = officer_of(request)
    held = get_object_or_404(versions_to_decide_on(officer).select_related("question__bank__course"), uuid=version)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        looked_at = request.POST.get("seen", "")
        annul_question(version=held, why=form.cleaned_data["why"], by=officer, looked_at=looked_at)
        messages.success(request, _("Annulled. The marks are made again, and the officers are told."))
        return redirect("assessments_annulments:annul", version)
    if held.question.bank.course is not None:
        note_reading(by=officer, held=held.question.bank.course, on=held.question.bank)
    found = changes_by_annulling(held)
    context = {
        "form": form, "version": held, "words": plain_text(held.content["prompt"]), "seen": digest(found),
        "page": Paginator(found, PAGE).get_page(request.GET.get("page")),
        "passing": sum(changed.passes for changed in found), "completed": sum(changed.completed for changed in found),
        "annulment": Annulment.objects.select_related("by").filter(version=held).first(),
    }  # fmt: skip
    return TemplateResponse(request, "assessments/cms/annul.html", context)


def versions_to_decide_on(officer: Officer) -> QuerySet[QuestionVersion]:
    """Return the versions of the banks on whose marks the officer may decide; both doors agree."""
    return QuestionVersion.objects.filter(question__bank__course__in=reach.courses(officer, Act.DECIDE_MARK))
