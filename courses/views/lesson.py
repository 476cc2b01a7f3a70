"""The lesson in the learner's place."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from courses import activities
from courses.models.edition import EditionItem
from courses.models.enrolment import Enrolment
from courses.queries.outline import outline
from courses.render import render as render_payload
from officers.models import Officer

__all__ = ["show_lesson"]


def show_lesson(request: HttpRequest, officer: Officer, enrolment: Enrolment, item: EditionItem) -> HttpResponse:
    """Show a lesson in the learner's place. The door has agreed."""
    body = render_payload(
        item.payload,
        activity_url=lambda uuid: activities.activity_url(enrolment.uuid, uuid),
        glossary_url=reverse("courses:glossary", args=[enrolment.uuid]),
    )
    context = {
        "outline": outline(enrolment),
        "lesson": item.payload,
        "body": body,
        "completes_when": activities.get(item.kind).completes_when(item.payload),
    }
    return render(request, "courses/lesson.html", context)
