"""Our backend: a kept connection is looked at before it is used, and moments are read by compiled code.

One that the server ended is replaced, one that lives is not asked.

The first fails where ``is_usable`` always says yes, the second where it is Django's own.
"""

import time
from collections.abc import Iterator
from datetime import UTC, datetime

import psycopg
import pytest
from django.db import close_old_connections, connection, transaction
from psycopg import adapters
from psycopg.pq import Format

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


@pytest.mark.parametrize("moment", ["2026-11-30 13:07:43.526099+00", "2026-11-30 08:07:43-05", "0001-01-01 00:00+00"])
@pytest.mark.parametrize("named", [False, True])
def test_a_moment_is_read_as_django_reads_it(moment: str, named: bool) -> None:
    """named: through a cursor of the server, as ``iterator`` reads."""
    with transaction.atomic(), connection.chunked_cursor() if named else connection.cursor() as cursor:
        cursor.execute("SELECT CAST(%s AS timestamptz), NULL::timestamptz", [moment])
        ((read, nothing),) = cursor.fetchall()
    assert nothing is None
    assert read == datetime.fromisoformat(moment.replace("+00", "+00:00").replace("-05", "-05:00"))
    assert read.tzinfo is UTC
    assert not any(base.__name__ == "BaseTzLoader" for base in _reader().__mro__)


def _reader() -> type:
    """What reads moments on this connection."""
    assert connection.connection is not None
    reader: type | None = connection.connection.adapters.get_loader(adapters.types["timestamptz"].oid, Format.TEXT)
    assert reader is not None
    return reader
