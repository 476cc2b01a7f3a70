"""The course as a tree in the CMS: looking, moving, and taking a move back."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from courses import activities
from courses.cms_forms import MoveForm
from courses.cms_ways import ways_of
from courses.gate import reach
from courses.models.course import Course
from courses.pages import ModulePage
from courses.queries.course_tree import CourseTree, course_tree
from courses.queries.next_edition import next_edition
from courses.services.move_page import move_page
from courses.views.cms_course import subject_or_404
from courses.views.person import officer_of
from officers.models import Act
from officers.refusals import refusals_to

__all__ = ["tree"]


@dataclass(frozen=True)
class Addition:
    """A kind of page that may be added."""

    label: str
    app: str
    model: str


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@refusals_to("form")
def tree(request: HttpRequest, code: str) -> HttpResponse:
    """Show the course as a tree; ``?check=1`` finds what prevents publishing. POST moves a page."""
    course, by = subject_or_404(request, code, Act.READ_CONTENT, Course), officer_of(request)
    form = MoveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        moved = move_page(course=course, by=by, **form.cleaned_data)
        messages.success(request, _("“%(title)s” was moved.") % {"title": moved.title})
        back = urlencode({"back": moved.back, "seen": moved.token})
        return redirect(f"{reverse('courses_cms:tree', args=[code])}?{back}#page-{moved.page_id}")
    shown = course_tree(course, next_edition(course) if "check" in request.GET else None)
    context = {
        "course": course, "tree": shown, "form": form, "kinds": _additions(),
        "module": Addition(_("Module"), "courses", ModulePage._meta.model_name or ""),
        "may_move": course in reach.courses(by, Act.EDIT_CONTENT), "back": _back(request, shown),
        "ways": ways_of(by, course, here="tree"),
    }  # fmt: skip
    return TemplateResponse(request, "courses/cms/tree.html", context)


def _additions() -> list[Addition]:
    return [
        Addition(kind.label_for(counts=True), kind.page_model._meta.app_label, kind.page_model._meta.model_name)
        for kind in activities.kinds()
    ]


def _back(request: HttpRequest, shown: CourseTree | None) -> str:
    """Return the move that takes the last one back, while nothing has been moved since."""
    back = request.GET.get("back", "")
    is_latest = shown is not None and request.GET.get("seen") == shown.token
    return back if is_latest and MoveForm({"move": back, "seen": "-"}).is_valid() else ""
