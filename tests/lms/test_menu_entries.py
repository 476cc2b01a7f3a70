"""No entry of the menu, and no link of the first page, leads to a refusal."""

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django.test import Client

from tests.doors.world import World, build

pytestmark = pytest.mark.django_db

#: Who works in the CMS. An instructor does not: her way begins at her learning.
PLACES = {
    **dict.fromkeys(("author", "reviewer", "director", "commander", "hr", "auditor", "administrator"), "/admin/"),
    "instructor": "/learn/",
}


def _entries(told: Any) -> Iterator[str]:
    """Yield the addresses in the menu's description: every "url", however deep."""
    if isinstance(told, dict):
        yield from (value for key, value in told.items() if key == "url" and isinstance(value, str))
        told = list(told.values())
    if isinstance(told, list):
        for inner in told:
            yield from _entries(inner)


def _ways(page: str) -> set[str]:
    """Return what the page's menu and its links lead to within the product."""
    menu = re.search(r'<script id="wagtail-sidebar-props"[^>]*>(.*?)</script>', page, re.DOTALL)
    found = set(_entries(json.loads(menu[1]))) if menu else set()
    found |= {unescape(href) for href in re.findall(r'<a [^>]*?href="(/[^"#]*)"', page)}
    return {way for way in found if way.startswith("/") and not way.startswith("/static/")}


@pytest.mark.parametrize("who", PLACES)
def test_every_entry_of_the_menu_and_every_link_of_the_first_page_opens(who: str) -> None:
    world: World = build()
    client = Client()
    client.force_login(getattr(world, who))
    ways = _ways(client.get(PLACES[who]).content.decode())
    assert len(ways) > 2, ways
    refused = {way: status for way in sorted(ways) if (status := client.get(way, follow=True).status_code) != 200}
    assert refused == {}
