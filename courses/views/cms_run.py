"""Runs in the CMS: the list, making one, changing its plan."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from courses.gate import reach
from courses.models.run import CourseRun
from courses.queries.run_changes import last_change
from courses.queries.run_plan import concerned, plan_of
from courses.queries.runs import dated_items, editions_for_runs, run_page, suggested_code
from courses.run_form import EditRunForm, RunForm
from courses.services.edit_run import edit_run
from courses.services.make_run import make_run
from courses.views.person import officer_of
from officers.models import Act
from officers.refusals import refusals_to

__all__ = ["edit", "new_run", "run_or_404", "runs"]


def run_or_404(request: HttpRequest, run: UUID, act: str = Act.MANAGE_RUNS) -> CourseRun:
    """Return the run within the officer's reach for this act, its edition and course loaded; else it does not exist."""
    return get_object_or_404(reach.runs(officer_of(request), act), uuid=run)


def runs(request: HttpRequest) -> HttpResponse:
    """Show the runs for which the officer may plan, and the editions to make one of."""
    officer = officer_of(request)
    page, lines = run_page(reach.runs(officer, Act.MANAGE_RUNS), request.GET.get("page", "1"))
    editions = editions_for_runs(reach.courses(officer, Act.MANAGE_RUNS))
    return TemplateResponse(request, "courses/cms/runs.html", {"page": page, "runs": lines, "editions": editions})


@refusals_to("form")
def new_run(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Make a run of one edition."""
    officer = officer_of(request)
    courses = reach.courses(officer, Act.MANAGE_RUNS)
    course = next((mine for mine in courses if mine.code == code.upper()), None)
    if course is None:
        raise Http404
    edition = get_object_or_404(editions_for_runs(courses), course=course, number=number)
    suggestion = {"code": suggested_code(course)}
    form = RunForm(request.POST or None, items=dated_items(edition), initial=suggestion)
    if request.method == "POST" and form.is_valid():
        run = make_run(edition=edition, by=officer, **form.plan)
        messages.success(request, _("The run %(code)s is made.") % {"code": run.code})
        return redirect("courses_runs:roster", run.uuid)
    return TemplateResponse(request, "courses/cms/new_run.html", {"form": form, "edition": edition})


@refusals_to("form")
def edit(request: HttpRequest, run: UUID) -> HttpResponse:
    """Change the plan of a run; whoever comes second is told who changed what."""
    row = run_or_404(request, run)
    form = EditRunForm(request.POST or None, items=dated_items(row.edition), initial=plan_of(row))
    if request.method == "POST" and form.is_valid():
        edit_run(run=row, by=officer_of(request), **form.plan)
        messages.success(request, _("The run %(code)s is saved.") % {"code": row.code})
        return redirect("courses_runs:roster", row.uuid)
    if form.is_bound and request.method == "GET":  # refused: what was typed stays, beside it what holds now
        form.show_present(seen=last_change(row))
    context = {"form": form, "run": row, "concerned": concerned(row)}
    return TemplateResponse(request, "courses/cms/edit_run.html", context)
