"""A kept connection is looked at before it is used: one that the server ended is replaced, one that lives is not asked.

The first fails where ``is_usable`` always says yes, the second where it is Django's own.
"""

import time
from collections.abc import Iterator

import psycopg
import pytest
from django.db import close_old_connections, connection

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def other() -> Iterator[psycopg.Connection]:
    """A second connection to the same database, to look at the first from outside."""
    at = connection.settings_dict
    with psycopg.connect(
        host=at["HOST"], port=at["PORT"], user=at["USER"], password=at["PASSWORD"], dbname=at["NAME"], autocommit=True
    ) as other:
        yield other


@pytest.fixture
def first() -> int:
    """The server's process behind the connection of a request that has just ended."""
    connection.ensure_connection()
    assert connection.settings_dict["CONN_HEALTH_CHECKS"]
    return _backend()


def _backend() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def _next_request() -> None:
    """Do what Django does between two requests, up to the first statement."""
    close_old_connections()
    connection.close_if_health_check_failed()


def test_a_connection_that_the_server_ended_is_replaced_before_it_is_used(
    first: int, other: psycopg.Connection
) -> None:
    other.execute("SELECT pg_terminate_backend(%s)", [first])
    while other.execute("SELECT 1 FROM pg_stat_activity WHERE pid = %s", [first]).fetchone():
        time.sleep(0.01)
    _next_request()
    assert _backend() != first


def test_a_connection_that_lives_is_not_asked(first: int, other: psycopg.Connection) -> None:
    _next_request()
    last = other.execute("SELECT query FROM pg_stat_activity WHERE pid = %s", [first]).fetchone()
    assert last == ("SELECT pg_backend_pid()",)
    assert _backend() == first
