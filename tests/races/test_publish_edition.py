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


def test_two_simultaneous_publications_get_consecutive_numbers_and_are_one_edition_each() -> None:
    """Seen to fail without ``select_for_update`` on the course: edition_number_once_per_course was violated."""
    _root_page()
    course = make_course_page().course
    came = at_once(*[lambda: publish_edition(course=Course.objects.get(pk=course.pk), by=None, notes="a la vez")] * 3)
    assert not [result for result in came if isinstance(result, Exception)], came
    editions = Edition.objects.filter(course=course).order_by("number")
    assert [edition.number for edition in editions] == [1, 2, 3]
    assert [edition.items.count() for edition in editions] == [2, 2, 2]
    assert len({edition.sha256 for edition in editions}) == 3
