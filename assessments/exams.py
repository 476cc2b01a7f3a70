"""The exam as a kind of activity: what ``courses`` asks of it (``courses.activities.ActivityKind``)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.freeze import freeze, problems
from assessments.grading import weight_of
from assessments.models.attempt import Attempt
from assessments.models.override import Override
from assessments.models.question import PinnedQuestion, QuestionVersion
from assessments.pages import ExamPage
from assessments.queries.exam_changes import exam_changes
from assessments.queries.stands import stands_by
from assessments.rules import KIND, named_versions, question_count
from courses.activities import Problem, Stand
from courses.marks import to_text
from courses.models.edition import EditionItem
from courses.models.enrolment import Enrolment
from courses.reading import Size, stream_of
from courses.text_difference import ChangedPart
from officers.models import Officer

__all__ = ["KIND", "ExamKind"]


class Show(Protocol):
    """The view of an exam's start page."""

    def __call__(
        self, request: HttpRequest, *, officer: Officer, enrolment: Enrolment, item: EditionItem
    ) -> HttpResponse:
        """Answer after the door has agreed."""
        ...


class Preview(Protocol):
    """The view that shows a draft as a learner would see it."""

    def __call__(self, request: HttpRequest, payload: dict[str, Any], title: str) -> HttpResponse:
        """Answer."""
        ...


class ExamKind:
    """Freezes, checks and pins exams; its pages are given by ``apps``, since this module is no face."""

    kind = KIND
    page_model = ExamPage

    def __init__(self, *, show: Show, preview: Preview) -> None:
        self._show = show
        self._preview = preview

    def label_for(self, *, counts: bool) -> str:
        """Return its name for people: one that does not count is a quiz."""
        return _("Exam") if counts else _("Quiz")

    def completes_when(self, payload: dict[str, Any]) -> str:
        """Return the sentence that tells a learner what completes it."""
        if not payload["counts"]:
            return _("You complete this quiz by submitting it once; it does not count for the mark.")
        if payload["pass_mark"] is None:
            return _("You complete this exam by reaching the pass mark of the course.")
        return _("You complete this exam by reaching %(mark)s of 20.") % {"mark": payload["pass_mark"]}

    def freeze(self, page: Any) -> dict[str, Any]:
        """See ``assessments.freeze``."""
        return freeze(page)

    def validate(self, page: Any, payload: dict[str, Any]) -> list[Problem]:
        """Return what prevents publishing: missing questions, impossible draws, bad weights and marks."""
        return problems(page, payload)

    def changes(
        self, pairs: Sequence[tuple[dict[str, Any], dict[str, Any]]], *, reader: Officer, titles: Mapping[str, str]
    ) -> list[list[ChangedPart]]:
        """Return what differs: rules, and the questions of banks that the reader may read."""
        return exam_changes(pairs, reader=reader, titles=titles)

    def look_url(self, page_id: int) -> str:
        """Return where its blueprint and its warnings stand."""
        return reverse("assessments_cms:exam", args=[page_id])

    def pin(self, item: EditionItem) -> None:
        """Pin the versions that the exam may ask, and their cases, so that nothing can take them away."""
        versions = QuestionVersion.objects.filter(uuid__in=named_versions(item.payload))
        PinnedQuestion.objects.bulk_create(PinnedQuestion(item=item, version=version) for version in versions)

    def begun(self) -> QuerySet[Attempt]:
        """Return the attempts: whoever has begun one would get the attempts of the run anew."""
        return Attempt.objects.all()

    def under_way(self) -> QuerySet[Attempt]:
        """Return the attempts that may yet pass: open ones, and those of exams that count which wait for a mark.

        A quiz was done when it was handed in, whether or not anybody marks it.
        """
        return Attempt.objects.without_a_mark().exclude(state=Attempt.State.SUBMITTED, item__weight="")

    def own_dates(self) -> QuerySet[Override]:
        """Return the overrides that hold."""
        return Override.newest_of_each()

    def stands_by(self, item: EditionItem, enrolments: QuerySet[Any]) -> Iterable[Stand]:
        """Return where those stand who have submitted an attempt and have none open; see ``queries.stands``."""
        return stands_by(item, enrolments)

    def minutes(self, payload: dict[str, Any]) -> int:
        """Return its time; without a limit two minutes a question."""
        return payload["minutes"] or 2 * question_count(payload)

    def size(self, content: Mapping[str, Any]) -> Size:
        """Return its time as ``minutes`` does; what it asks is drawn, so that its words are not counted."""
        return Size(int(content["minutes"] or 0) or 2 * _questions_in(content["sections"]))

    def weight(self, payload: dict[str, Any]) -> str:
        """Return its exact weight in the final mark; empty for a quiz."""
        return to_text(weight_of(payload["weight"])) if payload["counts"] else ""

    def preview(self, request: HttpRequest, payload: dict[str, Any], title: str) -> HttpResponse:
        """Show the draft."""
        return self._preview(request, payload, title)

    def show(self, request: HttpRequest, *, officer: Officer, enrolment: Enrolment, item: EditionItem) -> HttpResponse:
        """Answer the exam's address."""
        return self._show(request, officer=officer, enrolment=enrolment, item=item)


def _questions_in(stored: object) -> int:
    """Count the questions of a sitting in stored sections; an entry of a list stands there bare or in an envelope."""
    count = 0
    for section in (block["value"] for block in stream_of(stored) if block.get("type") == "section"):
        count += len(section.get("questions") or ())
        draws = [draw.get("value", draw) for draw in section.get("draws") or ()]
        count += sum(int(draw.get("count") or 0) for draw in draws)
    return count
