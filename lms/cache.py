"""A Redis cache whose absence makes the service slower, never broken."""

import logging
import threading
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError, RedisError
from redis.retry import Retry

logger = logging.getLogger(__name__)


class KeptClient(RedisCacheClient):
    """Keeps a client of the redis library for each thread, on a connection of its own.

    Django's makes a client for each command, which takes a connection from a pool and looks whether it still stands:
    more than half of what a ``get`` costs. Here the command itself finds that the connection has ended, and is sent
    once more on a new one: a session that was ended must not stay in the cache because its connection had. A server
    that is silent is not asked twice.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, retry=Retry(NoBackoff(), 1, supported_errors=(ConnectionError,)), **kwargs)
        self._kept = threading.local()

    def get_client(self, key: Any = None, *, write: bool = False) -> Any:
        """Return this thread's client of a connection pool; raises what the redis library raises when it is gone."""
        pool = self._get_connection_pool(write)  # type: ignore[attr-defined]  # not in django-stubs
        clients: dict[Any, Any] = self._kept.__dict__.setdefault("clients", {})
        client = clients.get(pool)
        if client is None:
            made = self._client(connection_pool=pool, single_connection_client=True)  # type: ignore[attr-defined]
            client = clients[pool] = made
        return client


class ForgivingRedisCache(RedisCache):
    """Answers as an empty cache while Redis cannot be reached.

    What is cached is always somewhere durable as well (sessions in the database). Limits on
    guessing passwords are counted in the database alone: ``officers.limits``.
    """

    def __init__(self, server: Any, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = KeptClient

    def _or(self, fallback: Any, call: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        try:
            return call(*args, **kwargs)
        except (RedisError, OSError) as error:
            logger.warning("The cache cannot be reached: %s", error)
            return fallback

    def add(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> bool:
        """Store a value unless there is one; true when Redis is gone, as in an empty cache."""
        return bool(self._or(True, super().add, key, value, *args, **kwargs))

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """Return a value, or ``default``."""
        return self._or(default, super().get, key, default, version)

    def set(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> None:
        """Store a value, or nothing."""
        self._or(None, super().set, key, value, *args, **kwargs)

    def touch(self, key: Any, *args: Any, **kwargs: Any) -> bool:
        """Move the expiry of a value."""
        return bool(self._or(False, super().touch, key, *args, **kwargs))

    def delete(self, key: Any, version: int | None = None) -> bool:
        """Forget a value."""
        return bool(self._or(False, super().delete, key, version))

    def get_many(self, keys: Any, version: int | None = None) -> dict[Any, Any]:
        """Return the values that are there."""
        found: dict[Any, Any] = self._or({}, super().get_many, keys, version)
        return found

    def set_many(self, data: Any, *args: Any, **kwargs: Any) -> list[Any]:
        """Store several values; names the keys that failed."""
        failed: list[Any] = self._or(list(data), super().set_many, data, *args, **kwargs)
        return failed

    def delete_many(self, keys: Any, version: int | None = None) -> None:
        """Forget several values."""
        self._or(None, super().delete_many, keys, version)

    def has_key(self, key: Any, version: int | None = None) -> bool:
        """Whether a value is there."""
        return bool(self._or(False, super().has_key, key, version))

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        """Add to a counter; ``ValueError`` when it is not there, as in an empty cache."""
        try:
            return int(super().incr(key, delta, version))
        except (RedisError, OSError) as error:
            logger.warning("The cache cannot be reached: %s", error)
            raise ValueError(key) from error

    def clear(self) -> None:
        """Forget everything."""
        self._or(None, super().clear)
