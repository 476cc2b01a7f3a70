"""The lesson in the learner's place, and on paper."""

from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from courses import activities
from courses.access import enrolment_or_404
from courses.kept import Kept
from courses.models.edition import EditionItem
from courses.models.enrolment import Enrolment
from courses.queries.outline import outline, place
from courses.render import render as render_payload
from courses.services.note_reading import note_reading
from courses.views.locked import show_locked
from courses.views.person import officer_of
from officers.models import Officer

__all__ = ["print_lesson", "show_lesson"]

#: Lessons as they are read, by the hash of the item and the language.
_lessons: Kept[tuple[str, str | None], SafeString] = Kept(256)
#: Stands for the enrolment in the addresses of a kept lesson; no text can name it, it is new with each process.
_SOMEBODY = uuid4()


def show_lesson(request: HttpRequest, officer: Officer, enrolment: Enrolment, item: EditionItem) -> HttpResponse:
    """Show a lesson in the learner's place. The door has agreed."""
    context = {
        "outline": outline(enrolment),
        "lesson": _kept_lesson(enrolment, item),
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
        "body": _body(own.uuid, found.item, origin=origin),
    }  # fmt: skip
    return render(request, "courses/lesson_print.html", context)


def _kept_lesson(enrolment: Enrolment, item: EditionItem) -> SafeString:
    """Return what a lesson says; what is frozen is rendered once a process and language, for whoever learns."""
    key = (item.sha256, get_language())
    lesson = _lessons.get(key)
    if lesson is None:
        glossary_url = reverse("courses:glossary", args=[_SOMEBODY])
        shown = {"lesson": item.payload, "body": _body(_SOMEBODY, item, glossary_url=glossary_url)}
        lesson = render_to_string("courses/_lesson.html", shown)
        _lessons.add({key: lesson})
    return mark_safe(lesson.replace(str(_SOMEBODY), str(enrolment.uuid)))  # noqa: S308 - a UUID for a UUID


def _body(enrolment: UUID, item: EditionItem, *, glossary_url: str = "", origin: str = "") -> SafeString:
    return render_payload(
        item.payload,
        activity_url=lambda uuid: activities.activity_url(enrolment, uuid),
        glossary_url=glossary_url,
        origin=origin,
    )
