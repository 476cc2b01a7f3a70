"""Every address of the CMS has a row in the gate's table."""

import pytest
from django.urls import reverse

from courses.gate import table
from tests.doors.addresses import routes
from tests.doors.world import World

pytestmark = pytest.mark.django_db


def test_every_route_of_the_cms_has_a_row():
    known = set(table.rows())
    missing = sorted({route.name for route in routes() if route.in_cms and route.name} - known)
    assert missing == []


def test_every_row_names_a_route_that_exists():
    names = {route.name for route in routes()}
    assert sorted(set(table.rows()) - names) == []


def test_a_route_without_a_row_does_not_exist(world: World, client_of, monkeypatch: pytest.MonkeyPatch):
    client = client_of(world.author)
    assert client.get(reverse("wagtailadmin_explore_root")).status_code in {200, 302}
    monkeypatch.delitem(table._rows, "wagtailadmin_explore_root")
    assert client.get(reverse("wagtailadmin_explore_root")).status_code == 404
