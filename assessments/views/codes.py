"""The proctor's codes of a run, for whoever sees its marks and does not sit its exams."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments.queries.entry import codes_of
from courses.gate import reach
from courses.views.person import officer_of
from officers.models import Act

__all__ = ["codes"]


@never_cache
@require_safe
def codes(request: HttpRequest, run: UUID) -> HttpResponse:
    """Show the code of each exam that asks for one; nobody reads the code of an exam that he is to sit."""
    officer = officer_of(request)
    row = get_object_or_404(reach.runs(officer, Act.VIEW_MARKS), uuid=run)
    if row.enrolments.filter(officer=officer).exists():
        raise Http404
    return render(request, "assessments/codes.html", {"run": row, "codes": codes_of(row, at=timezone.now())})
