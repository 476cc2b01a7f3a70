"""Publishing under real connections at once. On SQLite ``IMMEDIATE`` lets writers take turns by itself."""

import pytest
from wagtail.models import Locale, Page

from courses.models import Course, Edition
from courses.services.publish_edition import publish_edition
from tests.courses.pages_factory import make_course_page
from tests.races.test_certificates import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def _root_page() -> None:
    """Put back what Wagtail's migrations made and another transactional test has emptied."""
    Locale.objects.get_or_create(language_code="es")
    if not Page.objects.exists():
        Page.add_root(title="Root", slug="root")


def test_simultaneous_publications_of_one_change_are_one_edition() -> None:
    """Seen to fail without ``select_for_update`` on the course: edition_number_once_per_course was violated."""
    _root_page()
    course = make_course_page().course
    came = at_once(*[lambda: publish_edition(course=Course.objects.get(pk=course.pk), by=None, notes="a la vez")] * 3)
    assert sorted(type(result).__name__ for result in came) == ["Edition", "Unchanged", "Unchanged"], came
    edition = Edition.objects.get(course=course)
    assert (edition.number, edition.items.count()) == (1, 2)
