"""Enrolling from a list in the CMS: paste, look at what would come of it, do it, take away what was left out."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from courses.enrol_form import ConfirmedForm, EnrolForm, ListedForm
from courses.models.run import CourseRun
from courses.queries.enrol_list import Line, Verdict, counted, verdicts
from courses.services.enrol_listed import enrol_listed
from courses.sheet_response import sheet_response
from courses.views.cms_run import run_or_404
from courses.views.person import officer_of
from officers.models import Officer

__all__ = ["enrol", "left_out"]

#: So many lines are shown; the file has all.
_SHOWN = 300


def enrol(request: HttpRequest, run: UUID) -> HttpResponse:
    """Take a list, say what would come of each line, and on confirmation do it."""
    row, officer = run_or_404(request, run), officer_of(request)
    if "confirmed" in request.POST:
        why = ConfirmedForm(request.POST)
        if why.is_valid():
            asked = why.cleaned_data
            return _done(request, row, enrol_listed(run=row, logins=asked["numbers"], by=officer, why=asked["why"]))
        if "numbers" not in why.errors:
            return _shown(request, row, _lines(row, why.cleaned_data["numbers"], officer), why=why)
        form: ListedForm = ListedForm(request.POST)
    else:
        form = EnrolForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            return _shown(request, row, _lines(row, form.cleaned_data["numbers"], officer), why=ConfirmedForm())
    return TemplateResponse(request, "courses/cms/enrol.html", {"run": row, "form": form})


@require_POST
def left_out(request: HttpRequest, run: UUID) -> HttpResponse:
    """Hand out the lines that do not lead into the run, with the reason of each, as a file."""
    row, officer = run_or_404(request, run), officer_of(request)
    form = ListedForm(request.POST)
    if not form.is_valid():
        return redirect("courses_runs:enrol", row.uuid)
    lines = [line for line in _lines(row, form.cleaned_data["numbers"], officer) if not line.enters]
    heading = [_("Not enrolled in the run %(run)s, %(title)s") % {"run": row.code, "title": row.edition.title}]
    columns = [_("CIP"), _("Surnames and given names"), _("Unit"), _("Reason")]
    table = [[line.text, *_who(line), line.detail or str(line.verdict.label)] for line in lines]
    return sheet_response(columns, table, heading, name=f"{row.code}-no", kind=request.POST.get("as", ""))


def _who(line: Line) -> tuple[str, str]:
    if line.officer is None:
        return "", ""
    name = f"{line.officer.last_name}, {line.officer.given_names}"
    return name, line.officer.unit.name if line.officer.unit else ""


def _lines(run: CourseRun, logins: Sequence[str], officer: Officer) -> list[Line]:
    return [line for chunk in verdicts(run, logins, by=officer, at=timezone.now()) for line in chunk]


def _done(request: HttpRequest, run: CourseRun, lines: list[Line]) -> HttpResponse:
    by_verdict = dict(counted(lines))
    count = by_verdict.get(Verdict.ENROL, 0)
    text = ngettext("%(count)s officer has come into the run.", "%(count)s officers have come into the run.", count)
    messages.success(request, text % {"count": count})
    if waiting := by_verdict.get(Verdict.WAIT, 0):
        text = ngettext("%(count)s officer waits for a seat.", "%(count)s officers wait for a seat.", waiting)
        messages.info(request, text % {"count": waiting})
    if all(line.enters for line in lines):
        return redirect("courses_runs:roster", run.uuid)
    return _shown(request, run, [line for line in lines if not line.enters])


def _in_place(lines: Sequence[Line]) -> str:
    """Return the lines for the form that sends them again, each under its number."""
    texts = {line.number: line.text for line in lines}
    return "\n".join(texts.get(number, "") for number in range(1, max(texts, default=0) + 1))


def _shown(
    request: HttpRequest, run: CourseRun, lines: list[Line], *, why: ConfirmedForm | None = None
) -> HttpResponse:
    """Show the lines, first those that lead nowhere: they need somebody to look. why: None once it is done."""
    counts = counted(lines)
    in_order = sorted(lines, key=lambda line: (line.enters, line.number))
    context = {
        "run": run, "done": why is None, "why": why, "counts": counts, "lines": in_order[:_SHOWN],
        "more": max(len(lines) - _SHOWN, 0), "entering": sum(line.enters for line in lines),
        "waiting": dict(counts).get(Verdict.WAIT, 0), "numbers": _in_place(lines),
        "left": any(not line.enters for line in lines),
    }  # fmt: skip
    return TemplateResponse(request, "courses/cms/enrol_list.html", context)
