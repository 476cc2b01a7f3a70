"""The database wrapper (Django looks for it in a module of this name)."""

import select

from django.db.backends.postgresql.base import DatabaseWrapper as PostgreSQLWrapper


class DatabaseWrapper(PostgreSQLWrapper):
    """Django's own, but before a request it looks at the socket instead of sending ``SELECT 1``.

    A server that ends a connection (restart, time-out, an administrator) says so: then there is something
    to read on a connection that waits for nothing. Only then, and after an error, is the server asked.
    What it cannot see, a host that vanished without a word, ``SELECT 1`` would wait for as well.
    """

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
