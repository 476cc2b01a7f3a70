"""A page does not come to stand where it would be held less strictly, whoever moves or copies it."""

import pytest
from django.urls import reverse
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.actions.move_page import MovePageAction
from wagtail.models import Page

from courses.gate.transfers import AliasRefused, LeavesItsCourse
from officers.models import Officer
from tests.doors.world import MARKER, World, granted

pytestmark = pytest.mark.django_db


@pytest.fixture
def both(world: World) -> Officer:
    """A director who works on the reserved and on the open course."""
    director = granted("training_director", area=world.reserved.course.area)
    director.grants.create(role="training_director", area=world.open.course.area, since="2024-01-01", reason="prueba")
    return director


def below(world: World) -> int:
    """How many pages the open course has."""
    return int(Page.objects.descendant_of(world.open.page).count())


def test_moving_a_reserved_page_into_an_open_course_is_refused_in_the_cms(world: World, both: Officer, client_of):
    before, client = below(world), client_of(both)
    address = reverse("wagtailadmin_pages:move_confirm", args=[world.reserved.lesson.pk, world.open.module.pk])
    for answer in (client.get(address), client.post(address)):
        assert answer.status_code == 302
    assert below(world) == before
    assert world.reserved.lesson.get_parent().pk == world.reserved.module.pk


def test_moving_is_refused_without_the_cms_too(world: World, both: Officer):
    with pytest.raises(LeavesItsCourse):
        MovePageAction(world.reserved.lesson, world.open.module, pos="last-child", user=both).execute()
    with pytest.raises(LeavesItsCourse):
        world.reserved.module.move(world.open.page, pos="last-child")


def test_an_open_page_may_go_where_it_is_held_more_strictly(world: World):
    world.open.lesson.move(world.reserved.module, pos="last-child")
    assert Page.objects.get(pk=world.open.lesson.pk).is_descendant_of(world.reserved.page)


def test_a_page_moves_within_its_course(world: World, client_of):
    client = client_of(world.author)
    address = reverse("wagtailadmin_pages:set_page_position", args=[world.open.lesson.pk])
    assert client.post(f"{address}?position=0").status_code == 200


@pytest.mark.parametrize("alias", [False, True])
def test_copying_a_reserved_page_into_an_open_course_is_refused(world: World, both: Officer, client_of, alias: bool):
    before, client = below(world), client_of(both)
    body = {"new_title": "Copia", "new_slug": "copia", "new_parent_page": world.open.module.pk, "copy_subpages": "on"}
    address = reverse("wagtailadmin_pages:copy", args=[world.reserved.lesson.pk])
    answer = client.post(address, body | ({"alias": "on"} if alias else {}))
    assert answer.status_code == (404 if alias else 302)
    assert below(world) == before


def test_an_alias_is_not_offered_and_not_made(world: World, both: Officer, client_of):
    page = client_of(both).get(reverse("wagtailadmin_pages:copy", args=[world.open.lesson.pk]))
    assert 'name="alias"' not in page.content.decode()
    with pytest.raises(AliasRefused):
        CreatePageAliasAction(world.open.lesson, parent=world.open.module, update_slug="otra", user=both).execute(
            skip_permission_checks=True
        )


def test_a_page_is_copied_within_its_course_with_a_new_identity(world: World, client_of):
    client = client_of(world.author)
    body = {"new_title": "Copia", "new_slug": "copia", "new_parent_page": world.open.module.pk}
    client.post(reverse("wagtailadmin_pages:copy", args=[world.open.lesson.pk]), body)
    copy = Page.objects.get(slug="copia").specific
    assert copy.activity_uuid != world.open.lesson.activity_uuid


def test_an_author_of_one_area_copies_and_moves_nothing_to_or_from_another(world: World, client_of):
    client = client_of(world.author)
    foreign, own = world.reserved.module.pk, world.open.module.pk
    body = {"new_title": "Copia", "new_slug": "copia", "new_parent_page": foreign}
    into_own = body | {"new_parent_page": own}
    answers = [
        client.post(reverse("wagtailadmin_pages:copy", args=[world.open.lesson.pk]), body),
        client.post(reverse("wagtailadmin_pages:copy", args=[world.reserved.lesson.pk]), into_own),
        client.post(reverse("wagtailadmin_pages:move", args=[world.open.lesson.pk]), {"new_parent_page": foreign}),
        client.post(reverse("wagtailadmin_pages:move_confirm", args=[world.open.lesson.pk, foreign])),
    ]
    assert [answer.status_code for answer in answers] == [404] * 4
    assert not any(MARKER in answer.content.decode() for answer in answers)
