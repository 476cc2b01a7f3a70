"""What a run stands on: a database of its own, a Redis of its own, and the server as production starts it."""

import base64
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from bench.cpu import tree

__all__ = [
    "ROOT",
    "Stage",
    "address",
    "complaints",
    "free_port",
    "postgresql",
    "redis",
    "served",
    "wait_for",
    "watch",
]

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Stage:
    """A place on disk and the environment in which every command of a run is started.

    database_url: PostgreSQL; "" for SQLite, whose file lies in ``folder`` (``bench.settings``), with the cache beside
    it, as an installation without servers has them.
    """

    folder: Path
    database_url: str = ""
    redis_url: str = ""
    settings: str = "bench.settings"
    more: tuple[tuple[str, str], ...] = ()
    sqlite: Path = Path()
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(60))
    receipt_key: str = field(default_factory=lambda: base64.b64encode(secrets.token_bytes(32)).decode())

    @property
    def environment(self) -> dict[str, str]:
        """What production settings ask for; plain HTTP, since the driver is on this machine."""
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": self.settings,
            "BENCH_DIR": str(self.folder),
            "BENCH_SQLITE": "" if self.database_url else str(self.sqlite),
            "SECRET_KEY": self.secret,
            "RECEIPT_KEY": self.receipt_key,
            "ALLOWED_HOSTS": "127.0.0.1",
            "DATABASE_URL": self.database_url or "postgresql:///none",
            "REDIS_URL": self.redis_url or "unix://none",
            "PUBLIC_URL": "https://aula.example",
            "SSL_REDIRECT": "no",
            "SECURE_COOKIES": "no",
            "TRUSTED_PROXY_COUNT": "0",
            "MEDIA_ROOT": str(self.folder / "media"),
            "LOGIN_HELP": "Mesa de ayuda",
            "PRIVACY_CONTACT": "Oficial de datos personales",
            **dict(self.more),
        }

    def manage(self, *arguments: str) -> str:
        """Run a command of manage.py, uncounted, and return what it prints."""
        quiet = {name: value for name, value in self.environment.items() if name != "BENCH_COUNTERS"}
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=quiet, capture_output=True, text=True)  # noqa: S603
        if done.returncode:
            raise SystemExit(f"manage.py {arguments[0]} failed.\n{done.stdout}{done.stderr}")
        return done.stdout


@contextmanager
def postgresql(base: str, name: str, *, keep: bool = False) -> Iterator[str]:
    """Make a database of the run's own and drop it afterwards; keep: take the one that is there, and leave it."""
    with psycopg.connect(address(base, "postgres"), autocommit=True) as connection:
        there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if not (keep and there):
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
        try:
            yield address(base, name)
        finally:
            if not keep:
                connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@contextmanager
def watch(base: str) -> Iterator["psycopg.Connection"]:
    """Open a connection to another database, from which the run's backends are seen."""
    with psycopg.connect(address(base, "postgres"), autocommit=True) as connection:
        yield connection


def address(base: str, name: str) -> str:
    """Return the address of another database of the same server."""
    parts = urlsplit(base)
    return urlunsplit(("postgresql", parts.netloc, f"/{name}", parts.query, ""))


@contextmanager
def redis(port: int = 0) -> Iterator[tuple[int, int]]:
    """Start a Redis of the run's own, so that its CPU is nobody else's: (process, port)."""
    port = port or free_port()
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:  # noqa: S603
        try:
            wait_for(port, process, "redis-server")
            yield process.pid, port
        finally:
            process.terminate()


@contextmanager
def served(
    environment: Mapping[str, str], port: int, log: Path, *arguments: str
) -> Iterator["subprocess.Popen[bytes]"]:
    """Serve as production does, worker included, and end it afterwards."""
    command = [sys.executable, "manage.py", "serve", "--port", str(port), *arguments]
    with (
        log.open("ab") as output,
        subprocess.Popen(  # noqa: S603
            command, cwd=ROOT, env=dict(environment), stdout=output, stderr=subprocess.STDOUT
        ) as process,
    ):
        try:
            wait_for(port, process, "the server", log)
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(60)
            except subprocess.TimeoutExpired:
                for pid in reversed(tree(process.pid)):
                    with suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGKILL)


def wait_for(port: int, process: "subprocess.Popen[bytes]", name: str, log: Path | None = None) -> None:
    """Wait until somebody listens at the port."""
    deadline = time.monotonic() + 240
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit(f"{name} did not start.\n{log.read_text()[-4000:] if log else ''}")


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def complaints(log: Path) -> list[str]:
    """Return what the server said that it would not say on a good day."""
    return [
        f"server: {line}" for line in log.read_text(errors="replace").splitlines() if "ERROR" in line or "Error" in line
    ]
