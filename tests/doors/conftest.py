"""What the tests of the doors share."""

import pytest
from django.test import Client

from officers.models import Officer
from tests.doors import world as worlds


@pytest.fixture
def world(db: None) -> worlds.World:
    """A world of two areas, with one of each kind of person."""
    return worlds.build()


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
