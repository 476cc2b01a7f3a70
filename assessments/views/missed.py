"""The questions of a run that are missed most, for whoever sees its marks."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments.queries.missed import LEAST, missed_in
from courses.gate import reach
from courses.services.note_reading import note_reading
from courses.views.person import officer_of
from officers.models import Act

__all__ = ["missed"]


@never_cache
@require_safe
def missed(request: HttpRequest, run: UUID) -> HttpResponse:
    """Show exam by exam how its questions fared."""
    officer = officer_of(request)
    row = get_object_or_404(reach.runs(officer, Act.VIEW_MARKS), uuid=run)
    course = row.edition.course
    if course is not None:
        note_reading(by=officer, held=course, on=row.edition)
    context = {"run": row, "exams": missed_in(row, reader=officer, at=timezone.now()), "least": LEAST}
    return render(request, "assessments/missed.html", context)
