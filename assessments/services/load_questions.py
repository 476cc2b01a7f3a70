"""Writing the questions of curriculum files."""

from collections.abc import Iterable
from typing import Any

from assessments.curriculum_values import lesson_and_number
from assessments.models.bank import Bank
from assessments.queries.course_lessons import objectives_of
from assessments.question_types import registry
from assessments.question_types.base import QuestionContent
from assessments.question_types.figures import Illustrated
from assessments.services.save_question import save_question
from courses import frozen_files
from courses.classification import needs_review
from courses.curriculum.kinds import Curriculum, Entry, uuid_of
from courses.curriculum.objectives import blocks_of
from courses.models.course import Course
from courses.models.loaded_source import LoadedSource
from courses.models.media import CourseDocument, CourseImage
from courses.pages import LessonPage

__all__ = ["bank_of", "load_questions"]


def load_questions(entries: list[Entry], curriculum: Curriculum) -> dict[str, str]:
    """Save new and changed questions as versions in the bank of their course, which is made where it is not there.

    Inside the loader's transaction. They are ready: the load is an act of the directorate. Returns for each key the
    UUID of its newest version.
    """
    saved: dict[str, str] = {}
    banks: dict[str, Bank] = {}
    objectives = _objectives(entries, curriculum)
    for entry in sorted(entries, key=lambda entry: registry.get(entry.value.kind).is_asked):  # cases first
        if entry.course not in banks:
            banks[entry.course] = bank_of(curriculum.course_of(entry))
        value = entry.value
        asked = dict.fromkeys(objectives[each] for each in value.objectives if each in objectives)
        version = save_question(
            question=entry.uuid, bank=banks[entry.course], kind=value.kind,
            content=_with_files(value.content, entry.course), weight=value.weight,
            case=uuid_of(value.case) if value.case else None,
            difficulty=value.difficulty, tags=value.tags, lessons=[uuid_of(key) for key in value.lessons],
            objectives=list(asked), by=None,
        )  # fmt: skip
        saved[entry.key] = str(version.uuid)
    return saved


def _objectives(entries: Iterable[Entry], curriculum: Curriculum) -> dict[str, str]:
    """Return the identifiers of the objectives that questions name, from the pages, which were written before.

    Without those that somebody took from the page in the CMS.
    """
    named = {objective: lesson_and_number(objective) for entry in entries for objective in entry.value.objectives}
    lessons = {uuid_of(key): key for key, _number in named.values()}
    pages = LessonPage.objects.filter(activity_uuid__in=lessons).only("activity_uuid", "objectives")
    blocks = {
        lessons[page.activity_uuid]: blocks_of(
            curriculum.by_key[lessons[page.activity_uuid]].value.objectives, objectives_of(page)
        )
        for page in pages
    }
    found = {objective: blocks[key][number - 1] for objective, (key, number) in named.items() if key in blocks}
    return {objective: name for objective, name in found.items() if name is not None}


def _with_files(content: QuestionContent, folder: str) -> QuestionContent:
    """Put the files in that the content names, from the library, where the loader has written them before."""
    if not isinstance(content, Illustrated):
        return content

    def row(model: Any, src: str) -> Any:
        return model.objects.get(pk=LoadedSource.objects.get(kind="media", key=f"{folder}/{src}").row)

    return content.with_files(
        lambda figure: figure.made(frozen_files.picture(row(CourseImage, figure.src))),
        lambda paper: paper.made(frozen_files.paper(row(CourseDocument, paper.src))),
    )


def bank_of(course_entry: Entry | None) -> Bank:
    """Return the bank of a course of curriculum files; made where it is not there."""
    if course_entry is None:
        raise Course.DoesNotExist
    course = Course.objects.get(uuid=course_entry.uuid)
    bank, _ = Bank.objects.get_or_create(
        uuid=uuid_of(f"{course_entry.key}-bank"),
        defaults={
            "name": course.code, "area": course.area, "course": course, "classification": course.classification,
            "needs_review": needs_review(course.classification),
        },
    )  # fmt: skip
    return bank
