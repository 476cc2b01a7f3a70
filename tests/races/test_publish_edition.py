"""Publishing under real connections at once. On SQLite ``IMMEDIATE`` lets writers take turns by itself."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone
from wagtail.actions.move_page import MovePageAction

from courses.models import Course, Edition, EditionItem, LessonPage, ModulePage, Publication
from courses.pages import CoursePage
from courses.queries.course_tree import order_token
from courses.queries.next_edition import next_edition
from courses.queries.ready_pages import ready_revisions
from courses.services.ask_publication import ask_publication
from courses.services.make_asked_edition import make_asked_edition, resume_publications
from courses.services.move_page import Moved, move_page
from courses.services.publish_edition import ChangedSinceShown, publish_edition
from officers.models import Officer
from tests.courses.factories import make_course
from tests.courses.pages_factory import make_course_page, make_lesson_page
from tests.officers.factories import grant, make_area, make_officer
from tests.races.test_certificates import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_simultaneous_publications_of_one_change_are_one_edition() -> None:
    """Seen to fail without ``select_for_update`` on the course: edition_number_once_per_course was violated."""
    course = make_course_page().course
    came = at_once(*[lambda: publish_edition(course=Course.objects.get(pk=course.pk), by=None, notes="a la vez")] * 3)
    assert sorted(type(result).__name__ for result in came) == ["Edition", "Unchanged", "Unchanged"], came
    edition = Edition.objects.get(course=course)
    assert (edition.number, edition.items.count()) == (1, 2)


def _director() -> Officer:
    officer = make_officer()
    grant(officer, "training_director")
    return officer


def _asking(course: Course, by: Officer) -> Publication:
    fresh = Course.objects.get(pk=course.pk)
    return ask_publication(
        subject=fresh, shown=next_edition(fresh).shown, revisions=ready_revisions(fresh), notes="x", by=by
    )


def test_two_who_ask_at_once_get_one_publication_and_a_sentence() -> None:
    """Seen to fail without the ``except`` in ``ask_publication``: all but one got an IntegrityError."""
    course = make_course_page().course
    people = [_director() for _ in range(3)]
    came = at_once(*[lambda by=by: _asking(course, by) for by in people])
    assert sorted(type(result).__name__ for result in came) == ["BeingPublished", "BeingPublished", "Publication"], came


def test_task_and_sweep_at_once_make_one_edition_and_no_refusal() -> None:
    """Seen to fail without ``select_for_update`` on the row: the second had ``Unchanged`` written on it."""
    row = _asking(make_course_page().course, _director())
    came = at_once(*[lambda: make_asked_edition(publication_id=row.pk)] * 3)
    assert sorted(came) == [False, False, True], came
    row.refresh_from_db()
    assert (row.state, Edition.objects.count()) == ("published", 1)


def test_the_sweep_does_not_wait_for_what_is_being_published() -> None:
    """Seen to fail without ``skip_locked``: the sweep stood still until the publication was through."""
    row = _asking(make_course_page().course, _director())
    Publication.objects.update(asked_at=timezone.now() - timedelta(hours=1))
    came: list[Any] = []

    def sweep() -> None:
        try:
            came.append(resume_publications())
        finally:
            connection.close()

    with transaction.atomic():
        assert Publication.objects.select_for_update().filter(pk=row.pk).exists()
        thread = threading.Thread(target=sweep)
        thread.start()
        thread.join(20)
        assert came == [0], "it waits"
    thread.join()
    assert resume_publications() == 1


def _moved_while_frozen(course: Course, page: LessonPage, move: Callable[[], Any]) -> tuple[Any, Any]:
    """Publish a course, and begin ``move`` when the page that it moves was just frozen; return what came of both."""
    came: list[Any] = [None]
    met: list[int] = []

    def run() -> None:
        try:
            came[0] = move()
        except Exception as error:  # noqa: BLE001 - told to the test
            came[0] = error
        finally:
            connection.close()

    mover = threading.Thread(target=run)

    def after_each() -> None:
        met.append(1)
        if len(met) == _PAGE_IN_QUESTION:
            mover.start()
            mover.join(timeout=2)  # with the guard it waits for the edition, and we for nothing

    try:
        edition: Any = publish_edition(course=course, by=None, notes="x", met=after_each)
    except Exception as error:  # noqa: BLE001 - told to the test
        edition = error
    mover.join(timeout=20)
    return edition, came[0]


#: After the cover, the first module and the first lesson.
_PAGE_IN_QUESTION = 3


def _two_modules(course: Course) -> tuple[LessonPage, ModulePage]:
    """Return the first lesson of the first module, and the second module."""
    first = ModulePage.objects.descendant_of(course.page).get()
    second = course.page.add_child(instance=ModulePage(title="Segundo"))
    make_lesson_page(second, title="Última")
    lesson: LessonPage = LessonPage.objects.descendant_of(first).order_by("path")[0]
    return lesson, ModulePage.objects.get(pk=second.pk)


def _labels(edition: Edition) -> list[str]:
    return [f"{item.label} {item.title}" for item in edition.items.order_by("order") if "." in item.label]


def test_a_page_moved_in_the_tree_while_an_edition_is_frozen_waits_for_it() -> None:
    """Seen to fail without the lock on the course in ``move_page``: nothing was published (``ChangedSinceShown``)."""
    course = make_course_page(lessons=2).course
    lesson, second = _two_modules(course)
    by, seen = _director(), order_token(CoursePage.objects.get(course=course))
    edition, moved = _moved_while_frozen(
        course, lesson,
        lambda: move_page(course=course, page=lesson.pk, parent=second.pk, position=1, seen=seen, by=by),
    )  # fmt: skip
    assert isinstance(edition, Edition), edition
    assert isinstance(moved, Moved), moved
    assert _labels(edition) == ["1.1 Lección 1", "1.2 Lección 2", "2.1 Última"]
    assert _labels(publish_edition(course=course, by=None, notes="x")) == [
        "1.1 Lección 2",
        "2.1 Última",
        "2.2 Lección 1",
    ]


def test_a_page_moved_by_wagtail_while_an_edition_is_frozen_is_not_in_it_twice() -> None:
    """Seen to fail without ``places_of_pages`` in ``publish_edition``: activity_once_per_edition was violated."""
    course = make_course_page(lessons=2).course
    lesson, second = _two_modules(course)
    edition, moved = _moved_while_frozen(
        course, lesson, lambda: MovePageAction(lesson, second, pos="last-child").execute(skip_permission_checks=True)
    )
    assert moved is None
    assert isinstance(edition, ChangedSinceShown), edition
    assert _labels(publish_edition(course=course, by=None, notes="x")) == [
        "1.1 Lección 2",
        "2.1 Última",
        "2.2 Lección 1",
    ]


def test_a_page_moved_to_a_course_of_another_area_while_its_own_is_frozen_is_in_one_of_them() -> None:
    """Seen to fail without ``places_of_pages`` in ``publish_edition``: both editions had the activity."""
    course = make_course_page(make_course(area=make_area("first")), lessons=0).course
    other = make_course_page(make_course(area=make_area("second"))).course
    module = ModulePage.objects.descendant_of(course.page).get()
    lesson = make_lesson_page(module, title="Va a otra área")
    make_lesson_page(module, title="Se queda")
    there = ModulePage.objects.descendant_of(other.page).get()
    edition, moved = _moved_while_frozen(
        course, lesson, lambda: MovePageAction(lesson, there, pos="last-child").execute(skip_permission_checks=True)
    )
    assert moved is None
    assert isinstance(edition, ChangedSinceShown), edition
    for each in (course, other):
        publish_edition(course=each, by=None, notes="x")
    assert EditionItem.objects.get(activity_uuid=lesson.activity_uuid).edition.course == other
