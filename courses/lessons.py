"""The lesson as a kind of activity."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from courses.activities import Problem, Stand
from courses.content_facts import lesson_facts
from courses.freeze import freeze, problems_of
from courses.models.edition import EditionItem
from courses.models.enrolment import Enrolment
from courses.pages import LessonPage
from courses.preview import preview
from courses.reading import Size, stream_of, words_of
from courses.text_difference import ChangedPart, differences
from courses.views.lesson import show_lesson
from officers.models import Officer

__all__ = ["LessonKind"]


class LessonKind:
    """A lesson: read, then confirmed by one button."""

    kind = "lesson"
    page_model: type[Any] = LessonPage

    def label_for(self, *, counts: bool) -> str:
        """Return its name for people."""
        return _("Lesson")

    def completes_when(self, payload: dict[str, Any]) -> str:
        """Return the sentence that tells a learner what completes the lesson."""
        return _("This lesson is done when you press “I have read it” at the end.")

    def freeze(self, page: Any) -> dict[str, Any]:
        """Return the payload of a lesson."""
        return freeze(page)

    def validate(self, page: Any, payload: dict[str, Any]) -> list[Problem]:
        """Return what prevents publishing the lesson."""
        return problems_of(page)

    def changes(
        self, pairs: Sequence[tuple[dict[str, Any], dict[str, Any]]], *, reader: Officer, titles: Mapping[str, str]
    ) -> list[list[ChangedPart]]:
        """Return what differs in its text."""
        return [[ChangedPart("", differences(*map(lesson_facts, pair)))] for pair in pairs]

    def look_url(self, page_id: int) -> str:
        """Return nothing: its form says it all."""
        return ""

    def pin(self, item: EditionItem) -> None:
        """Pin nothing: a lesson is whole in its payload."""

    def begun(self) -> QuerySet[Any] | None:
        """Return None: a lesson may be read again."""
        return None

    def under_way(self) -> QuerySet[Any] | None:
        """Return None: reading has no end of its own."""
        return None

    def own_dates(self) -> QuerySet[Any] | None:
        """Return None: a lesson closes with its run alone."""
        return None

    def stands_by(self, item: EditionItem, enrolments: QuerySet[Any]) -> Iterable[Stand]:
        """Return nothing: what was read was read; whether it must be read again is a person's decision."""
        return ()

    def minutes(self, payload: dict[str, Any]) -> int:
        """Return the workload in minutes."""
        return int(payload["minutes"])

    def size(self, content: Mapping[str, Any]) -> Size:
        """Return its minutes, and the words of its lede and its text."""
        return Size(int(content["minutes"] or 0), words_of(content["lede"], stream_of(content["body"])))

    def weight(self, payload: dict[str, Any]) -> str:
        """Return nothing: a lesson is no part of the mark."""
        return ""

    def preview(self, request: HttpRequest, payload: dict[str, Any], title: str) -> HttpResponse:
        """Return what a learner would see."""
        context = {"lesson": payload, "body": preview(payload)}
        return TemplateResponse(request, "courses/lesson_preview.html", context)

    def show(self, request: HttpRequest, *, officer: Officer, enrolment: Enrolment, item: EditionItem) -> HttpResponse:
        """Show the lesson in the learner's place."""
        return show_lesson(request, officer, enrolment, item)
