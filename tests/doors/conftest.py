"""What the tests of the doors share."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from officers.models import Officer
from tests.doors import world as worlds
from tests.shared import afresh, shared


@pytest.fixture(scope="module")
def _world(django_db_setup: None, django_db_blocker: Any) -> Iterator[worlds.World]:
    with shared(django_db_blocker, worlds.build) as built:
        yield built


@pytest.fixture
def world(_world: worlds.World, db: None) -> worlds.World:
    """A world of two areas, with one of each kind of person."""
    return afresh(_world)


@pytest.fixture
def client_of() -> "ClientOf":
    """Logs a person in."""
    return ClientOf()


class ClientOf:
    """A browser of a person."""

    def __call__(self, officer: Officer | None) -> Client:
        client = Client()
        if officer is not None:
            client.force_login(officer)
        return client
