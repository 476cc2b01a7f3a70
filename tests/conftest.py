"""What every test may use."""

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.backends.sqlite3.base import DatabaseOperations  # type: ignore[attr-defined]  # the class in use
from django.test import TransactionTestCase
from django.utils import translation

from tests.emptying import empty, keep
from tests.template import lend

# Machines are shared: a slow example is no failure. The same examples everywhere, so that a red run can be seen again.
hypothesis.settings.register_profile("suite", deadline=None, derandomize=True, max_examples=60)
hypothesis.settings.load_profile("suite")

if os.environ.get("TEST_TEMPLATE"):
    lend(Path(os.environ["TEST_TEMPLATE"]))


def pytest_collection_finish() -> None:
    """Let Python look for garbage seldom: what is loaded by now stays, and a test is short."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Ask each database what concerns it (``tests/run.sh`` makes both runs).

    What needs PostgreSQL's row locks, or what it alone refuses, is left to it; what asks no database, to SQLite.
    """
    if connection.vendor == "postgresql":
        kept = [item for item in items if _asks_the_database(item)]
    else:
        kept = [item for item in items if "postgres" not in item.keywords]
    if len(kept) < len(items):
        config.hook.pytest_deselected(items=[item for item in items if "postgres" in item.keywords])
    if os.environ.get("TEST_TEMPLATE"):
        kept = _after_the_first(kept)
    items[:] = kept


def _after_the_first(items: list[pytest.Item]) -> list[pytest.Item]:
    """Put what asks no database after the first that do: one process migrates, and the others need not wait for it."""
    asking = [item for item in items if _asks_the_database(item)]
    others = [item for item in items if not _asks_the_database(item)]
    return [*asking[:2], *others, *asking[2:]]  # each process is given two to begin with


def _asks_the_database(item: pytest.Item) -> bool:
    names = getattr(item, "fixturenames", ())
    return item.get_closest_marker("django_db") is not None or not {"db", "transactional_db"}.isdisjoint(names)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Every test begins as an installation does: with the pages and the site that all others hang on."""
    from django_tasks_db.models import DBTaskResult

    from courses.services.ensure_site import ensure_site

    with django_db_blocker.unblock():
        ensure_site()
        DBTaskResult.objects.all().delete()
        if connection.vendor == "postgresql":
            keep()


@pytest.fixture(scope="session", autouse=True)
def _empty_quickly() -> Iterator[None]:
    """Have what a transactional test committed removed as ``tests.emptying`` does, where PostgreSQL holds it."""
    original = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]  # Django's own, of no stubs
    if connection.vendor == "postgresql":
        TransactionTestCase._fixture_teardown = lambda self: empty()  # type: ignore[attr-defined]
    yield
    TransactionTestCase._fixture_teardown = original  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def _empty_cache() -> Iterator[None]:
    """Every test begins with an empty cache: limits and counts are its own."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def _default_language() -> None:
    """Every test begins in the language of the settings: a request in another leaves that one active."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(scope="session", autouse=True)
def _flush_past_triggers() -> Iterator[None]:
    """Let a transactional test empty SQLite's tables, whose rows triggers keep (PostgreSQL truncates)."""
    original = DatabaseOperations.sql_flush

    def sql_flush(self: Any, style: Any, tables: Any, **options: Any) -> list[str]:
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'append_only%'")
            triggers = cursor.fetchall()
        flush = original(self, style, tables, **options)
        return [f'DROP TRIGGER "{name}"' for name, _ in triggers] + flush + [sql for _, sql in triggers]

    DatabaseOperations.sql_flush = sql_flush  # type: ignore[method-assign]
    yield
    DatabaseOperations.sql_flush = original  # type: ignore[method-assign]


@pytest.fixture(scope="session", autouse=True)
def _media_folder() -> Iterator[None]:
    """Remove what tests stored."""
    yield
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
