"""The lesson in the learner's place, and on paper."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from courses import activities
from courses.access import enrolment_or_404
from courses.models.edition import EditionItem
from courses.models.enrolment import Enrolment
from courses.queries.outline import outline, place
from courses.render import render as render_payload
from courses.services.note_reading import note_reading
from courses.views.locked import show_locked
from courses.views.person import officer_of
from officers.models import Officer

__all__ = ["print_lesson", "show_lesson"]


def show_lesson(request: HttpRequest, officer: Officer, enrolment: Enrolment, item: EditionItem) -> HttpResponse:
    """Show a lesson in the learner's place. The door has agreed."""
    context = {
        "outline": outline(enrolment),
        "lesson": item.payload,
        "body": _body(enrolment, item, glossary_url=reverse("courses:glossary", args=[enrolment.uuid])),
        "completes_when": activities.get(item.kind).completes_when(item.payload),
    }
    return render(request, "courses/lesson.html", context)


@require_safe
def print_lesson(request: HttpRequest, enrolment: UUID, activity: UUID) -> HttpResponse:
    """Show a lesson as it goes on paper, to whoever may read it: no ways elsewhere, and addresses spelt out."""
    officer = officer_of(request)
    own = enrolment_or_404(officer, enrolment)
    found = place(own, activity)
    if found is None or found.outline.here is None or not found.outline.here.is_lesson:
        raise Http404
    if why := found.outline.here.locked:
        return show_locked(request, outline=found.outline, title=found.outline.here.title, why=why)
    note_reading(by=officer, held=own.course, on=found.item)
    origin = request.build_absolute_uri("/").rstrip("/")
    context = {
        "outline": found.outline, "enrolment": own, "lesson": found.item.payload, "printed_on": timezone.localdate(),
        "body": _body(own, found.item, origin=origin),
    }  # fmt: skip
    return render(request, "courses/lesson_print.html", context)


def _body(enrolment: Enrolment, item: EditionItem, *, glossary_url: str = "", origin: str = "") -> SafeString:
    return render_payload(
        item.payload,
        activity_url=lambda uuid: activities.activity_url(enrolment.uuid, uuid),
        glossary_url=glossary_url,
        origin=origin,
    )
