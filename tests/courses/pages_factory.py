"""Makes pages of courses for tests."""

import itertools
from typing import Any

from courses.models import Course, Edition
from courses.pages import CoursePage, LessonPage, ModulePage
from courses.services.ensure_site import ensure_site
from courses.services.publish_edition import publish_edition
from tests.courses.factories import make_course


def make_course_page(course: Course | None = None, *, lessons: int = 1, **fields: Any) -> CoursePage:
    """Return the live page of a course with one live module of so many live lessons."""
    course = course or make_course()
    values = {
        "title": "Curso de prueba", "summary": "Resumen.", "academic_hours": 8, "public_title": "Curso público",
        "objectives": [("objective", {"text": "Contar", "bloom": "apply"})], "slug": course.code.lower(),
    }  # fmt: skip
    page = ensure_site().add_child(instance=CoursePage(course=course, **{**values, **fields}))
    page.save_revision().publish()
    module = page.add_child(instance=ModulePage(title="Módulo"))
    for n in range(1, lessons + 1):
        make_lesson_page(module, title=f"Lección {n}")
    fresh: CoursePage = CoursePage.objects.get(pk=page.pk)
    return fresh


_ledes = itertools.count(1)


def publish_changed(page: CoursePage) -> Edition:
    """Change the cover, and publish: an unchanged course has no other edition."""
    CoursePage.objects.filter(pk=page.pk).update(lede=f"Cambio {next(_ledes)}")
    return publish_edition(course=page.course, by=None, notes="")


def make_lesson_page(module: ModulePage, **fields: Any) -> LessonPage:
    """Return a live lesson."""
    values: dict[str, Any] = {"title": "Lección", "minutes": 10, "body": [("text", "<p>Hola</p>")]}
    page = ModulePage.objects.get(pk=module.pk).add_child(instance=LessonPage(**{**values, **fields}))
    page.save_revision().publish()
    fresh: LessonPage = LessonPage.objects.get(pk=page.pk)
    return fresh


def lesson_of(page: CoursePage, title: str = "Lección 1") -> LessonPage:
    """Return a lesson of a course by its title."""
    lesson: LessonPage = LessonPage.objects.descendant_of(page).get(title=title)
    return lesson
