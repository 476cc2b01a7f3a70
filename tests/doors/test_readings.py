"""Whoever is shown reserved material in the CMS is written down, once a day; what is not reserved is not."""

import pytest
from django.urls import reverse
from wagtail.models import Revision

from audit.models import Reading
from tests.doors.world import World, Written

pytestmark = pytest.mark.django_db


def ways(written: Written) -> list[tuple[str, str]]:
    """Return addresses that show text or bytes, and the kind of row that is read."""
    lesson = written.lesson.pk
    revision = Revision.page_revisions.filter(object_id=str(lesson)).latest("pk").pk
    return [
        (reverse("wagtailadmin_pages:edit", args=[lesson]), "wagtailcore.Page"),
        (reverse("wagtailadmin_pages:view_draft", args=[lesson]), "wagtailcore.Page"),
        (reverse("wagtailadmin_pages:revisions_view", args=[lesson, revision]), "wagtailcore.Page"),
        (reverse("wagtailadmin_pages:revisions_revert", args=[lesson, revision]), "wagtailcore.Page"),
        (reverse("courses_media:image", args=[written.image.pk]), "courses.CourseImage"),
        (reverse("courses_media:document", args=[written.document.pk]), "courses.CourseDocument"),
    ]


def test_reading_the_draft_of_a_reserved_guideline_leaves_a_line_too(world: World, client_of):
    address = reverse("wagtailadmin_pages:edit", args=[world.reserved_guideline.pk])
    assert client_of(world.reserved_author).get(address).status_code == 200
    assert list(Reading.objects.values_list("on_model", "on_id")) == [
        ("wagtailcore.Page", str(world.reserved_guideline.pk))
    ]


@pytest.mark.parametrize("n", range(6))
def test_every_way_to_reserved_material_leaves_a_line(world: World, client_of, n: int):
    client = client_of(world.reserved_author)
    address, model = ways(world.reserved)[n]
    for _again in range(2):
        assert client.get(address).status_code == 200
    assert list(Reading.objects.values_list("reader_login", "on_model")) == [(world.reserved_author.login, model)]


@pytest.mark.parametrize("n", range(6))
def test_what_is_open_leaves_none(world: World, client_of, n: int):
    assert client_of(world.author).get(ways(world.open)[n][0]).status_code == 200
    assert not Reading.objects.exists()
