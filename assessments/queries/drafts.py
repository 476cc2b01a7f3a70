"""What the exams that are being written ask of a bank: their pages, as they stand and in their newest draft."""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from assessments.models.question import Question
from assessments.pages import ExamPage
from courses.pages import CoursePage

__all__ = ["DraftUse", "exams_that_draw", "exams_that_fix"]


@dataclass(frozen=True, slots=True)
class DraftUse:
    """An exam page, and the tag by which it may draw the question; empty where the question is fixed."""

    page_id: int
    title: str
    tag: str = ""


def exams_that_fix(question: Question) -> list[DraftUse]:
    """Return the exams of the question's course that name it, on the page or in its newest draft."""
    uuid = str(question.uuid)
    return [
        DraftUse(page.pk, page.title)
        for page, sections in _exams(question)
        if any(uuid in section.get("questions", ()) for section in sections)
    ]


def exams_that_draw(question: Question, tags: Collection[str]) -> list[DraftUse]:
    """Return the exams of the question's course that draw by one of these tags, each tag once."""
    found = {
        DraftUse(page.pk, page.title, draw["tag"]): None
        for page, sections in _exams(question)
        for section in sections
        for draw in section.get("draws", ())
        if draw["tag"] in tags
    }
    return list(found)


def _exams(question: Question) -> Iterator[tuple[ExamPage, list[Mapping[str, Any]]]]:
    """Yield the exams with all their sections; two statements."""
    top = CoursePage.objects.filter(course=question.bank.course_id).first() if question.bank.course_id else None
    if top is None:
        return
    for page in ExamPage.objects.descendant_of(top).select_related("latest_revision").order_by("path"):
        drafted = page.latest_revision.content.get("sections") if page.latest_revision else None
        raw = [*page.sections.raw_data, *(json.loads(drafted) if drafted else ())]
        yield page, [_plain(block["value"]) for block in raw if block["type"] == "section"]


def _plain(section: Mapping[str, Any]) -> Mapping[str, Any]:
    """Take the identifiers away that Wagtail gives to the entries of a list."""
    return {
        name: [entry["value"] if isinstance(entry, dict) and "value" in entry else entry for entry in value]
        for name, value in section.items()
        if isinstance(value, list)
    }
