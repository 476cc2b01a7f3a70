"""Sessions in the database with the cache in front, written once a log-in instead of three times."""

from django.contrib.sessions.backends.base import VALID_KEY_CHARS
from django.contrib.sessions.backends.cached_db import SessionStore as CachedSessionStore
from django.utils.crypto import get_random_string

__all__ = ["SessionStore"]


class SessionStore(CachedSessionStore):
    """Django's ``cached_db``, but a new session's row is inserted with its data at the end of the request.

    Django asks whether a key of 165 random bits is taken, inserts an empty row under it, and updates that
    row when the response leaves. Here the insert itself refuses a key that is taken.
    """

    _is_new = False

    def _get_new_session_key(self) -> str:
        return get_random_string(32, VALID_KEY_CHARS)

    def create(self) -> None:
        """Take a new key; ``save`` inserts its row."""
        self._session_key = self._get_new_session_key()
        self._session_cache: dict[str, object] = {}
        self._is_new = self.modified = True

    def save(self, must_create: bool = False) -> None:
        """Insert the row of a new session, or update that of a known one."""
        if self.session_key is None:
            self._session_key = self._get_new_session_key()
            self._is_new = True
        super().save(must_create=must_create or self._is_new)
        self._is_new = False
