"""A course's own page: its outline, its runs, and the way in."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from courses.models.enrolment import Enrolment
from courses.queries.course import course_outline, run_offered
from courses.services.enrol import enrol as enrol_in
from courses.services.note_reading import note_reading
from courses.views.person import officer_of
from officers.models import Officer

__all__ = ["course", "enrol"]

#: What is said on arrival, by the state in which the enrolment begins.
_WELCOME: dict[str, Any] = {
    Enrolment.State.ACTIVE: gettext_lazy("You are enrolled. This is your place in the course."),
    Enrolment.State.WAITING: gettext_lazy("You are on the waiting list. You are told as soon as a seat is yours."),
    Enrolment.State.REQUESTED: gettext_lazy("Your request is sent. You are told as soon as it is decided."),
}


@login_not_required
@require_safe
def course(request: HttpRequest, code: str) -> HttpResponse:
    """Show a course to whoever may see it; to others it does not exist."""
    outline = course_outline(request.user, code)
    if outline is None:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), resolve_url(settings.LOGIN_URL))
        raise Http404
    if isinstance(request.user, Officer):
        note_reading(by=request.user, held=outline.course, on=outline.edition)
    return render(request, "courses/course.html", {"course": outline})


@require_POST
def enrol(request: HttpRequest, code: str) -> HttpResponse:
    """Enrol the officer in the run that the body names, and go to its outline."""
    officer = officer_of(request)
    run = run_offered(officer, code, request.POST.get("run", ""))
    if run is None:
        raise Http404
    enrolment = enrol_in(officer=officer, run=run, by=officer)
    messages.success(request, _WELCOME[enrolment.state])
    return redirect(enrolment)
