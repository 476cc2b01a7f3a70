"""Copying a database into a file while it is in use, and back into an empty one.

PostgreSQL: by its own programs, whose copy is of one moment. SQLite: by its backup interface, likewise. Neither holds
up who works meanwhile.
"""

import os
import re
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

from lms.backup.manifest import NotABackup

__all__ = ["ProgramMissing", "dump", "is_empty", "load"]


#: How PostgreSQL's programs take from the environment, which nobody else reads, what psycopg takes as parameters.
_VARIABLES = {
    "dbname": "PGDATABASE", "user": "PGUSER", "password": "PGPASSWORD", "host": "PGHOST", "port": "PGPORT",
    "sslmode": "PGSSLMODE", "sslrootcert": "PGSSLROOTCERT", "sslcert": "PGSSLCERT", "sslkey": "PGSSLKEY",
}  # fmt: skip


class ProgramMissing(Exception):
    """A program of PostgreSQL is not there or older than the server; the message says what to install."""


def dump(connection: Any, target: Path) -> None:
    """Copy the database as it is at one moment into ``target``; not from within a transaction of this connection."""
    if connection.vendor == "postgresql":
        options = ["--format=custom", "--no-owner", "--no-privileges", f"--file={target}"]
        _run(connection, "pg_dump", *options)
        return
    if connection.in_atomic_block:
        raise RuntimeError("SQLite would wait for ever for the transaction to end.")
    connection.ensure_connection()
    with closing(sqlite3.connect(target)) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it


def load(connection: Any, source: Path) -> None:
    """Put a copy into an empty database, all or nothing."""
    if connection.vendor == "postgresql":
        options = ["--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error"]
        _run(
            connection, "pg_restore", *options, f"--dbname={connection.get_connection_params()['dbname']}", str(source)
        )
        return
    connection.ensure_connection()
    with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as copy:
        copy.backup(connection.connection)


def is_empty(connection: Any) -> bool:
    """Whether the database has no table yet."""
    return not connection.introspection.table_names()


def _run(connection: Any, program: str, *options: str) -> None:
    """Run a program of PostgreSQL against the database of the connection."""
    given = connection.get_connection_params()
    environment = {**os.environ, **{name: str(given[key]) for key, name in _VARIABLES.items() if given.get(key)}}
    done = subprocess.run(  # noqa: S603 - the program is named by us, the options hold no shell
        [_program(connection, program), *options], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise NotABackup(f"{program} failed: {done.stderr.strip()[-2000:]}")


def _program(connection: Any, name: str) -> str:
    """Return the path of a program that is as new as the server; an older one cannot read its tables."""
    connection.ensure_connection()
    wanted = connection.pg_version // 10_000
    path = shutil.which(name)
    if path is None:
        raise ProgramMissing(f"{name} is not installed: apt-get install postgresql-client-{wanted}")
    told = subprocess.run([path, "--version"], capture_output=True, text=True, check=True).stdout  # noqa: S603
    found = re.search(r"\s(\d+)", told)
    if found is None or int(found[1]) < wanted:
        raise ProgramMissing(
            f"{name} is of version {found[1] if found else '?'}, the server of version {wanted}: "
            f"apt-get install postgresql-client-{wanted}"
        )
    return path
