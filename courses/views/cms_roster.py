"""The roster of a run in the CMS: looking, choosing, acting on many, taking it away as a file."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from audit.services.record import record
from courses.gate import reach
from courses.models.enrolment import Enrolment
from courses.models.run import CourseRun
from courses.queries.pace import Pace, pace
from courses.queries.roster import Composition, composition, lines, roster
from courses.queries.standing import begun
from courses.roster_act import ACTS, RosterAct
from courses.roster_form import ActForm, RosterForm
from courses.roster_sheet import columns, rows
from courses.roster_ways import WAYS
from courses.run_panels import panels_of_run
from courses.sheet_response import sheet_response
from courses.views.cms_run import run_or_404
from courses.views.person import officer_of
from officers.models import Act, Officer
from officers.refusals import refusals_to
from officers.roles import may

__all__ = ["act", "export", "show"]

_A_PAGE = 50


@dataclass(frozen=True)
class _Asked:
    """A run with the part of its roster that the address asks for."""

    run: CourseRun
    made_of: Composition
    form: RosterForm
    pace: Pace
    found: QuerySet[Enrolment]
    with_marks: bool


def _asked(request: HttpRequest, run: UUID) -> _Asked:
    row = run_or_404(request, run)
    steps = pace(row, at=timezone.now())
    made_of = composition(row)
    form = RosterForm(request.GET, units=made_of.units, steps=steps.steps)
    with_marks = may(officer_of(request), Act.VIEW_MARKS, on=row.scope)
    return _Asked(row, made_of, form, steps, roster(row, form.wanted, steps), with_marks)


@require_safe
def show(request: HttpRequest, run: UUID) -> HttpResponse:
    """Show who is in a run, as filtered."""
    asked = _asked(request, run)
    page = Paginator(asked.found, _A_PAGE).get_page(request.GET.get("page", "1"))
    context = {
        "run": asked.run,
        "form": asked.form,
        "page": page,
        "lines": lines(page.object_list, asked.pace, with_marks=asked.with_marks),
        "with_marks": asked.with_marks,
        "panels": panels_of_run(asked.run) if asked.with_marks else (),
        "made_of": asked.made_of,
        "acts": ACTS,
        "ways": WAYS,
        "query": _query(request),
    }
    return TemplateResponse(request, "courses/cms/roster.html", context)


@require_POST
@refusals_to("form")
def act(request: HttpRequest, run: UUID) -> HttpResponse:
    """Do something with those who were chosen: first say with how many, then do it."""
    asked, officer = _asked(request, run), officer_of(request)
    name = request.POST.get("act", "")
    todo, way = ACTS.get(name), WAYS.get(name)
    meant = todo or way
    if meant is None:
        raise Http404
    back = reverse("courses_runs:roster", args=[run]) + _query(request)
    chosen = _chosen(request, asked)
    concerned = chosen.filter(state__in=meant.states)
    count = concerned.count()
    if not count:
        messages.warning(request, meant.none if chosen else _("Choose somebody first."))
        return redirect(back)
    if todo is None:
        assert way is not None  # noqa: S101 - one of both is
        return way.page(request, asked.run, list(concerned.values_list("officer__login", flat=True)))
    confirmed = request.POST.get("confirmed") == str(count)
    form = ActForm(request.POST if "confirmed" in request.POST else None, targets=_targets(asked.run, todo, officer))
    if request.method == "POST" and confirmed and form.is_valid():
        outcome = todo.run(run=asked.run, chosen=chosen, by=officer, **form.cleaned_data)
        messages.success(request, todo.done(outcome))
        return redirect(back)
    context = {"run": asked.run, "form": form, "todo": todo, "name": name, "count": count, "back": back}
    context |= {"left": chosen.count() - count, "all": "all" in request.POST, "picked": _picked(request)}
    context |= {"begun": concerned.filter(begun()).count() if todo.counts_begun else 0}
    context |= {"query": _query(request), "changed": "confirmed" in request.POST and not confirmed}
    return TemplateResponse(request, "courses/cms/roster_act.html", context)


@require_safe
def export(request: HttpRequest, run: UUID) -> HttpResponse:
    """Hand the filtered roster out as a file; written down who took it."""
    asked, officer = _asked(request, run), officer_of(request)
    found = lines(asked.found, asked.pace, with_marks=asked.with_marks)
    record(by=officer, act="run.export", on=asked.run)
    heading = [
        _("Roster of the run %(run)s, %(title)s") % {"run": asked.run.code, "title": asked.run.edition.title},
        _("Taken out by %(name)s on %(moment)s; %(count)s officers")
        % {"name": officer.get_full_name(), "moment": _now(), "count": len(found)},
    ]
    table = rows(found, with_marks=asked.with_marks)
    names = columns(with_marks=asked.with_marks)
    return sheet_response(names, table, heading, name=asked.run.code, kind=request.GET.get("as", ""))


def _now() -> str:
    return date_format(timezone.localtime(), "SHORT_DATETIME_FORMAT")


def _query(request: HttpRequest) -> str:
    kept = request.GET.copy()
    kept.pop("page", None)
    return f"?{kept.urlencode()}" if kept else ""


def _picked(request: HttpRequest) -> list[str]:
    return request.POST.getlist("pick")


def _chosen(request: HttpRequest, asked: _Asked) -> QuerySet[Enrolment]:
    """Return all that match, or those that were ticked; what is no key of this run chooses nobody."""
    if "all" in request.POST:
        return asked.found
    keys = []
    for text in _picked(request):
        try:
            keys.append(UUID(text))
        except ValueError:
            continue
    return Enrolment.objects.filter(run=asked.run, uuid__in=keys)


def _targets(run: CourseRun, todo: RosterAct, officer: Officer) -> QuerySet[CourseRun] | None:
    """Return to which runs somebody may be moved: of the same course, not over, and within reach."""
    if not todo.moves:
        return None
    others = reach.runs(officer, Act.MANAGE_RUNS).filter(edition__course=run.edition.course, ends_at__gt=timezone.now())
    return others.exclude(pk=run.pk)
