"""A PostgreSQL of the faults' own, which may be stopped, filled and shut without anybody else noticing."""

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from bench.stage import free_port

__all__ = ["Cluster"]

#: So small that a filled disk is met soon, by the log as well as by the tables.
_CONFIGURATION = """
listen_addresses = '127.0.0.1'
port = {port}
unix_socket_directories = '{folder}'
max_connections = 30
superuser_reserved_connections = 0
max_wal_senders = 0
shared_buffers = 64MB
wal_recycle = off
min_wal_size = 2MB
max_wal_size = 64MB
log_min_messages = warning
"""


@dataclass
class Cluster:
    """A data directory under ``folder``; PostgreSQL refuses to run as root, so root runs it as ``postgres``."""

    folder: Path
    port: int

    @classmethod
    def make(cls, folder: Path) -> "Cluster":
        """Make the data directory; it is not started."""
        cluster = cls(folder, free_port())
        folder.mkdir()
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        cluster._run("initdb", "-D", str(cluster.data), "-A", "trust", "-U", "postgres", "-E", "UTF8",
                     "--locale=C.UTF-8", "--wal-segsize=1")  # fmt: skip
        with (cluster.data / "postgresql.conf").open("a") as file:
            file.write(_CONFIGURATION.format(port=cluster.port, folder=folder))
        return cluster

    @classmethod
    def copied(cls, kept: Path, folder: Path) -> "Cluster":
        """Take a copy of a cluster that was stopped; it is not started."""
        subprocess.run(["cp", "-a", str(kept), str(folder)], check=True)  # noqa: S603, S607
        cluster = cls(folder, free_port())
        with (cluster.data / "postgresql.conf").open("a") as file:
            file.write(f"port = {cluster.port}\nunix_socket_directories = '{folder}'\n")
        return cluster

    def keep(self, kept: Path) -> None:
        """Leave a copy for another run, stopped meanwhile."""
        self.stop()
        subprocess.run(["cp", "-a", str(self.folder), str(kept)], check=True)  # noqa: S603, S607
        self.start()

    @property
    def data(self) -> Path:
        """The data directory."""
        return self.folder / "data"

    @property
    def url(self) -> str:
        """The address of the server, without a database."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/"

    def start(self, environment: Mapping[str, str] | None = None) -> None:
        """Start, and wait until it answers."""
        log = str(self.folder / "postgresql.log")
        self._run("pg_ctl", "start", "-w", "-t", "50", "-D", str(self.data), "-l", log, environment=environment or {})

    def stop(self, mode: str = "fast") -> None:
        """Stop; ``immediate`` as if the machine had failed: what was not on the disk is gone."""
        self._run("pg_ctl", "stop", "-w", "-D", str(self.data), "-m", mode, must=False)

    @property
    def runs(self) -> bool:
        """Whether it is there."""
        return self._run("pg_ctl", "status", "-D", str(self.data), must=False) == 0

    def ask(self, statement: str, values: Sequence[Any] = (), *, database: str = "postgres") -> list[Any]:
        """Send one statement of the operator's."""
        with psycopg.connect(self.url + database, autocommit=True, connect_timeout=5) as connection:
            cursor = connection.execute(statement, values)
            return cursor.fetchall() if cursor.description else []

    def set(self, name: str, value: str) -> None:
        """Change a setting for everybody, sessions of the moment included."""
        self.ask(f"ALTER SYSTEM SET {name} = '{value}'")
        self.ask("SELECT pg_reload_conf()")

    def _run(
        self, command: str, *arguments: str, environment: Mapping[str, str] | None = None, must: bool = True
    ) -> int:
        user = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
        done = subprocess.run(  # noqa: S603
            [str(_binary(command)), *arguments], cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            check=False,
            env={**os.environ, **(environment or {})}, **user,
        )  # type: ignore[call-overload]  # fmt: skip
        if must and done.returncode:
            raise SystemExit(f"{command} failed: see the log in {self.folder}.")
        return int(done.returncode)


def _binary(name: str) -> Path:
    """Return Debian's newest."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    if not found:
        raise SystemExit(f"{name} is missing: install Debian's postgresql.")
    return found[-1]
