"""The lessons of a course, among which an author chooses what to study after a miss."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from assessments.models.bank import Bank
from courses.pages import CoursePage, LessonPage, ModulePage

__all__ = ["lesson_choices"]


def lesson_choices(bank: Bank, named: Collection[str] = ()) -> list[tuple[str, str]]:
    """Return the lessons of the bank's course in their order, by activity UUID, with their module.

    named: the UUIDs that the question names already; a lesson that is no longer there can so be kept or taken out.
    """
    top = CoursePage.objects.filter(course=bank.course_id).first() if bank.course_id else None
    lessons = LessonPage.objects.descendant_of(top).order_by("path") if top else LessonPage.objects.none()
    modules = ModulePage.objects.descendant_of(top).values_list("path", "title") if top else ()
    titles = dict(modules)
    steplen = LessonPage.steplen
    choices = [(str(page.activity_uuid), _label(titles.get(page.path[:-steplen], ""), page.title)) for page in lessons]
    known = dict(choices)
    gone = [(uuid, _("A lesson that is no longer there")) for uuid in named if uuid not in known]
    return choices + gone


def _label(module: str, lesson: str) -> str:
    return f"{module} · {lesson}" if module else lesson
