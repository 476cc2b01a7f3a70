"""The instructor's place: the runs, who needs attention, and one officer's way through the course."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from courses.gate import reach
from courses.models.enrolment import Enrolment
from courses.models.run import CourseRun
from courses.queries.outline import outline
from courses.queries.pace import pace
from courses.queries.roster import composition, lines, roster
from courses.queries.teaching import attention, outcomes_of, taught_runs, where_they_are
from courses.roster_form import RosterForm
from courses.run_panels import panels_of_run
from courses.services.note_reading import note_reading
from courses.views.person import officer_of
from courses.way_panels import panels_of_way
from officers.models import Act
from officers.roles import may_somewhere

__all__ = ["taught_officer", "taught_run", "teaching"]

_A_PAGE = 50


@require_safe
def teaching(request: HttpRequest) -> HttpResponse:
    """Show the runs whose marks the officer may see; for whoever sees none, the page does not exist."""
    officer = officer_of(request)
    if not may_somewhere(officer, Act.VIEW_MARKS):
        raise Http404
    runs = reach.runs(officer, Act.VIEW_MARKS)
    page, taught = taught_runs(runs, at=timezone.now(), page=request.GET.get("page", "1"))
    return render(request, "courses/teaching.html", {"page": page, "runs": taught, "now": timezone.now()})


@require_safe
def taught_run(request: HttpRequest, run: UUID) -> HttpResponse:
    """Show who is behind, has not begun or never logged in, and at which activity people are."""
    row = _run(request, run)
    steps = pace(row, at=timezone.now())
    form = RosterForm(request.GET, units=composition(row).units, steps=steps.steps)
    page = Paginator(roster(row, form.wanted, steps), _A_PAGE).get_page(request.GET.get("page", "1"))
    context = {
        "run": row, "form": form, "page": page, "lines": lines(page.object_list, steps, with_marks=True),
        "attention": attention(row, steps), "where": where_they_are(row, steps), "expected": steps.expected,
        "required": len(steps.steps), "filtered": bool(request.GET), "panels": panels_of_run(row),
    }  # fmt: skip
    return render(request, "courses/taught_run.html", context)


@require_safe
def taught_officer(request: HttpRequest, run: UUID, enrolment: UUID) -> HttpResponse:
    """Show one officer's way through the course: what is done, with which marks, and when."""
    row = _run(request, run)
    found = get_object_or_404(Enrolment.objects.with_course().select_related("officer__rank", "officer__unit"),
                              run=row, uuid=enrolment)  # fmt: skip
    note_reading(by=officer_of(request), held=found.course, on=found.edition)
    way = outline(found)
    context = {"run": row, "enrolment": found, "outline": way, "outcomes": outcomes_of(found, way),
               "panels": panels_of_way(found)}  # fmt: skip
    return render(request, "courses/taught_officer.html", context)


def _run(request: HttpRequest, run: UUID) -> CourseRun:
    return get_object_or_404(reach.runs(officer_of(request), Act.VIEW_MARKS), uuid=run)
