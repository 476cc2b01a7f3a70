"""Runs in the CMS: the list, and making one."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from courses.gate import reach
from courses.queries.runs import dated_items, editions_for_runs, runs_of, suggested_code
from courses.run_form import RunForm
from courses.services.make_run import make_run
from courses.views.person import officer_of
from officers.models import Act
from officers.refusals import refusals_to

__all__ = ["new_run", "runs"]


def runs(request: HttpRequest) -> HttpResponse:
    """Show the runs of the courses for which the officer may plan, and the editions to make one of."""
    courses = reach.courses(officer_of(request), Act.MANAGE_RUNS)
    context = {"runs": runs_of(courses), "editions": editions_for_runs(courses)}
    return TemplateResponse(request, "courses/cms/runs.html", context)


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
        run = make_run(edition=edition, by=officer, activities=form.activities, **form.dates)
        messages.success(request, _("The run %(code)s is made.") % {"code": run.code})
        return redirect("courses_runs:runs")
    return TemplateResponse(request, "courses/cms/new_run.html", {"form": form, "edition": edition})
