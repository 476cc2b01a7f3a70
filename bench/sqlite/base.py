"""The database wrapper (Django looks for it in a module of this name)."""

from typing import Any

from django.db.backends.sqlite3.base import DatabaseWrapper as SQLiteWrapper
from django.db.backends.sqlite3.base import SQLiteCursorWrapper

from bench.counting import count


class CountingCursor(SQLiteCursorWrapper):
    """The ordinary cursor; Django sends BEGIN through it, and no COMMIT."""

    def execute(self, query: Any, params: Any = None) -> Any:
        """Count and send."""
        count(query)
        return super().execute(query, params)

    def executemany(self, query: Any, param_list: Any) -> Any:
        """Count once and send."""
        count(query)
        return super().executemany(query, param_list)


class DatabaseWrapper(SQLiteWrapper):
    """Django's own, with a cursor that counts."""

    def create_cursor(self, name: Any = None) -> Any:
        """Return a counting cursor."""
        return self.connection.cursor(factory=CountingCursor)
