"""The lessons of a course and their objectives, among which an author chooses what a question is about."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.models.bank import Bank
from courses.pages import CoursePage, LessonPage, ModulePage

__all__ = ["CourseLesson", "course_lessons", "lesson_choices", "objective_choices", "objectives_of", "words_of"]


@dataclass(frozen=True, slots=True)
class CourseLesson:
    """A lesson as it stands on its page. uuid: of the activity; objectives: identifiers and words, in their order."""

    uuid: str
    label: str
    objectives: tuple[tuple[str, str], ...]


def course_lessons(bank: Bank) -> list[CourseLesson]:
    """Return the lessons of the bank's course in their order, called by module and title; three statements."""
    top = CoursePage.objects.filter(course=bank.course_id).first() if bank.course_id else None
    if top is None:
        return []
    pages = LessonPage.objects.descendant_of(top).order_by("path")
    titles = dict(ModulePage.objects.descendant_of(top).values_list("path", "title"))
    steplen = LessonPage.steplen
    return [
        CourseLesson(
            str(page.activity_uuid), _label(titles.get(page.path[:-steplen], ""), page.title), objectives_of(page)
        )
        for page in pages.only("path", "title", "activity_uuid", "objectives")
    ]


def objectives_of(page: LessonPage) -> tuple[tuple[str, str], ...]:
    """Return what one can do after a lesson: identifiers, which stay when the words change, and the words.

    An identifier is the lesson's activity UUID, a full stop and the block's: a lesson that was copied has equal blocks.
    """
    blocks = (each for each in page.objectives.raw_data if each.get("id"))
    return tuple((f"{page.activity_uuid}.{each['id']}", str(each["value"])) for each in blocks)


def lesson_choices(lessons: Iterable[CourseLesson], named: Collection[str] = ()) -> list[tuple[str, str]]:
    """Return the lessons by activity UUID.

    named: what the question names already; a lesson that is no longer there can so be kept or taken out.
    """
    known = {lesson.uuid: lesson.label for lesson in lessons}
    return [*known.items(), *((uuid, _("A lesson that is no longer there")) for uuid in named if uuid not in known)]


def objective_choices(
    lessons: Sequence[CourseLesson], named: Collection[str] = ()
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the objectives lesson by lesson, in the same way."""
    known = {one for lesson in lessons for one, _text in lesson.objectives}
    gone = [(one, _("An objective that is no longer there")) for one in named if one not in known]
    groups = [(lesson.label, list(lesson.objectives)) for lesson in lessons if lesson.objectives]
    return [*groups, *([(_("No longer there"), gone)] if gone else [])]


def words_of(lessons: Iterable[CourseLesson]) -> dict[str, str]:
    """Return the words of lessons and objectives by their identifiers."""
    return {one: words for lesson in lessons for one, words in [(lesson.uuid, lesson.label), *lesson.objectives]}


def _label(module: str, lesson: str) -> str:
    return f"{module} · {lesson}" if module else lesson
