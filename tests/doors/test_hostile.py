"""Nothing that is sent to an address of the system ends in a fault of ours.

Asked of PostgreSQL alone, as production is: it refuses more than SQLite does (a NUL, a number that is too long).
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from tests.doors.addresses import filled, routes
from tests.doors.world import World

pytestmark = [pytest.mark.postgres, pytest.mark.django_db]

#: For any argument: nothing, too much for a database, a digit that is none, no number at all.
HOSTILE = ["0", "9" * 30, "²", "x%00"]
QUERIES = [
    "p=0&page=x&page_type=a.b&q=%00&search=%00&id=²&child_of=root", f"id={'9' * 25}&ids={'9' * 30}&p={'9' * 30}&q=%22",
    f"ordering=-x&q=%ff&search=%22&offset={'9' * 25}&limit={'9' * 25}",
]  # fmt: skip
FORMS = [{}, {"title": "\x00", "id": "x", "p": "9" * 30, "action": "x", "form-TOTAL_FORMS": "x"}]
#: Kinds of body that none of this is.
KINDS = ["multipart/form-data; boundary=x", "multipart/form-data", "application/json"]


def ids(world: World) -> dict[str, list[Any]]:
    """Return ids that the director may use."""
    own = world.open
    pages = [own.lesson.pk]
    return {
        "page_id": pages, "parent_page_id": pages, "page_to_move_id": pages, "destination_id": pages, "pk": pages,
        "pk_page": pages, "object_id": pages, "image_id": [own.image.pk], "document_id": [own.document.pk],
        "revision_id": [own.lesson.latest_revision_id], "revision_id_a": ["live"], "revision_id_b": ["latest"],
        "content_type_app_name": ["courses"], "content_type_model_name": ["lessonpage"], "app_label": ["courses"],
        "model_name": ["lessonpage"], "code": ["ab-101"], "number": [1],
    }  # fmt: skip


def existing(world: World) -> Iterator[str]:
    """Return every address with ids that exist."""
    for route in routes():
        yield from filled(route, ids(world), [1])


def hostile() -> Iterator[str]:
    """Return every address that takes something, once with each hostile value everywhere."""
    for route in routes():
        if route.arguments:
            for value in HOSTILE:
                yield next(filled(route, {}, [value]))


def test_no_address_fails_whatever_stands_in_it(world: World) -> None:
    client = _director(world)
    asked = [each for address in existing(world) for each in (address, *(f"{address}?{query}" for query in QUERIES))]
    assert [address for address in [*asked, *hostile()] if client.get(address).status_code >= 500] == []


def test_no_address_fails_whatever_is_posted_to_it(world: World) -> None:
    client, wrong = _director(world), []
    for address in existing(world):
        if "logout" in address:
            continue
        answers = [client.post(address, form) for form in FORMS]
        answers += [client.post(address, b"\xff\x00{", content_type=kind) for kind in KINDS]
        if any(answer.status_code >= 500 for answer in answers):
            wrong.append(address)
    wrong += [address for address in hostile() if client.post(address, FORMS[-1]).status_code >= 500]
    assert wrong == []


def _director(world: World) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(world.director)
    return client
