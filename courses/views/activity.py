"""Activities at their address, whatever their kind, and the button that confirms a lesson."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from courses import activities
from courses.access import enrolment_or_404
from courses.models.enrolment import Enrolment
from courses.queries.outline import Place, place
from courses.services.confirm_reading import confirm_reading
from courses.services.note_reading import note_reading
from courses.services.remember_place import remember_place
from courses.views.locked import show_locked
from courses.views.person import officer_of
from officers.asking import asking, comes_with_officer
from officers.models import Officer

__all__ = ["activity", "activity_done", "open_activity"]


@comes_with_officer
@require_safe
def activity(request: HttpRequest, enrolment: UUID, activity: UUID) -> HttpResponse:
    """Show an activity of an enrolment at its own address."""
    own = enrolment_or_404(asking(request), enrolment)
    found = place(own, activity)
    if found is None:
        raise Http404
    return open_activity(request, officer=own.officer, found=found)


def open_activity(request: HttpRequest, *, officer: Officer, found: Place) -> HttpResponse:
    """Show an activity as its kind does, and keep that it was read; a locked one says why. The door has agreed."""
    here, own = found.outline.activity(found.item.activity_uuid), found.outline.enrolment
    if here.locked:
        return show_locked(request, outline=found.outline, title=here.title, why=here.locked)
    note_reading(by=officer, held=own.course, on=found.item)
    if here.is_lesson:
        remember_place(enrolment=own, activity=here.uuid)
    return activities.get(found.item.kind).show(request, officer=officer, enrolment=own, item=found.item)


@require_POST
def activity_done(request: HttpRequest, enrolment: UUID, activity: UUID) -> HttpResponse:
    """Confirm that a lesson was read, and go on to what comes next."""
    officer = officer_of(request)
    own = enrolment_or_404(officer, enrolment)
    following = confirm_reading(enrolment=own, activity=activity, by=officer)
    if own.state == Enrolment.State.COMPLETED:
        messages.success(request, _("You have completed the course. Congratulations."))
        return redirect(own)
    return redirect(following.url if following else own.get_absolute_url())
