"""One migrated database, and one demo, for all processes of a run of the suite.

To migrate takes each process most of a minute. ``tests/run.sh`` names a folder (``TEST_TEMPLATE``): the first process
that needs a database migrates it and leaves a copy, the others begin with the copy, where ``migrate`` finds nothing to
do. Without the folder each process migrates. So it is with the demo of the browser tests, which begins with the copy
as well. ``python -m tests.template`` drops the copies on PostgreSQL.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db.backends.base.creation import BaseDatabaseCreation

__all__ = ["lend", "lend_demo"]

_COPY = "copy.sqlite3"

#: SQLite's database in memory lasts as long as somebody is connected to it.
_held: list[sqlite3.Connection] = []


def lend(folder: Path) -> None:
    """Have the test databases of this process begin with the copies in a folder, or leave them there."""
    create = BaseDatabaseCreation.create_test_db

    def create_test_db(self: Any, *args: Any, **options: Any) -> Any:
        vendor, done = self.connection.vendor, folder / self.connection.vendor
        keep, begin = _WAYS[vendor]
        with _alone(folder / "lock"):
            if not done.exists():
                name = create(self, *args, **options)
                keep(self, folder)
                done.touch()
                return name
        begin(self, folder)
        return create(self, *args, **options)

    BaseDatabaseCreation.create_test_db = create_test_db  # type: ignore[method-assign]


def lend_demo(var: Path, load: Callable[[Path], object]) -> None:
    """Fill a data folder with the demo, which the first process of a run has loaded."""
    if not (template := os.environ.get("TEST_TEMPLATE")):
        load(var)
        return
    folder = Path(template)
    with _alone(folder / "demo.lock"):
        if not (demo := folder / "demo").exists():
            making = Path(tempfile.mkdtemp(dir=folder))
            if (migrated := folder / _COPY).exists():
                shutil.copy(migrated, making / "demo.sqlite3")
            load(making)
            making.rename(demo)
    shutil.copytree(demo, var, dirs_exist_ok=True)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _keep_sqlite(creation: Any, folder: Path) -> None:
    with closing(sqlite3.connect(folder / _COPY)) as copy:
        creation.connection.connection.backup(copy)


def _begin_sqlite(creation: Any, folder: Path) -> None:
    here = sqlite3.connect(creation._get_test_db_name(), uri=True)
    with closing(sqlite3.connect(folder / _COPY)) as copy:
        copy.backup(here)
    _held.append(here)


def _keep_postgresql(creation: Any, folder: Path) -> None:
    creation.connection.close()
    with creation._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{_name(folder)}" TEMPLATE "{creation.connection.settings_dict["NAME"]}"')
    creation.connection.ensure_connection()


def _begin_postgresql(creation: Any, folder: Path) -> None:
    creation.connection.settings_dict["TEST"]["TEMPLATE"] = _name(folder)


def _name(folder: Path) -> str:
    return f"template_{hashlib.sha256(str(folder).encode()).hexdigest()[:12]}"


_WAYS: dict[str, tuple[Callable[[Any, Path], None], Callable[[Any, Path], None]]] = {
    "sqlite": (_keep_sqlite, _begin_sqlite),
    "postgresql": (_keep_postgresql, _begin_postgresql),
}


if __name__ == "__main__":
    import psycopg

    with psycopg.connect(sys.argv[1], autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{_name(Path(os.environ["TEST_TEMPLATE"]))}"')
