"""An exam that is being written: what it would ask, and what prevents or troubles its publishing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments.pages import ExamPage
from assessments.queries.exam_check import exam_check
from assessments.queries.trial_sitting import editions_with
from assessments.views.cms_questions import note
from courses.views.person import officer_of

__all__ = ["exam"]


@never_cache
@require_safe
def exam(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show the newest draft of an exam page; the gate has asked for the page."""
    page = get_object_or_404(ExamPage, pk=page_id)
    draft = page.get_latest_revision_as_object()
    if draft.bank is not None:
        note(officer_of(request), draft.bank)
    context = {"page": draft, "check": exam_check(draft), "editions": editions_with(page)}
    return TemplateResponse(request, "assessments/cms/exam.html", context)
