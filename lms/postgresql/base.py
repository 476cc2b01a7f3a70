"""The database wrapper (Django looks for it in a module of this name)."""

import select
from datetime import UTC
from functools import cache
from typing import Any

from django.db.backends.postgresql.base import DatabaseWrapper as PostgreSQLWrapper
from psycopg.adapt import AdaptersMap
from psycopg.types.datetime import TimestamptzLoader


class DatabaseWrapper(PostgreSQLWrapper):
    """Django's own, but before a request it looks at the socket instead of sending ``SELECT 1``.

    A server that ends a connection (restart, time-out, an administrator) says so: then there is something
    to read on a connection that waits for nothing. Only then, and after an error, is the server asked.
    What it cannot see, a host that vanished without a word, ``SELECT 1`` would wait for as well.

    And where all is in UTC, moments are read by the driver's compiled code, which knows the zone of the connection;
    Django reads each in Python to give it that zone once more, and a page has dozens.
    """

    #: Whether the connection reads moments itself, with parameters bound on the server: see ``create_cursor``.
    _reads_moments = False

    def get_connection_params(self) -> dict[str, Any]:
        """Return Django's, with the driver's own way to read a moment."""
        params: dict[str, Any] = super().get_connection_params()
        self._reads_moments = self.timezone is UTC and self.settings_dict["OPTIONS"].get("server_side_binding") is True
        if self._reads_moments:
            params["context"] = _reading_moments(params["context"])
        return params

    def create_cursor(self, name: str | None = None) -> Any:
        """Return a cursor; named: of the server. Django's would ask the reader of moments for its zone."""
        if not self._reads_moments:
            return super().create_cursor(name)
        if name is None:
            return self.connection.cursor()
        return self.connection.cursor(name, scrollable=False, withhold=self.connection.autocommit)

    def is_usable(self) -> bool:
        """Return whether the connection still works."""
        if self.connection is None or self.errors_occurred or self._has_something_to_say():
            return bool(super().is_usable())
        return True

    def _has_something_to_say(self) -> bool:
        poll = select.poll()
        try:
            poll.register(self.connection.fileno(), select.POLLIN)
        except self.Database.Error:  # closed on our side
            return True
        return bool(poll.poll(0))


@cache
def _reading_moments(context: AdaptersMap) -> AdaptersMap:
    read = AdaptersMap(context)
    read.register_loader("timestamptz", TimestamptzLoader)
    return read
