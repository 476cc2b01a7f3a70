"""``make bench``: makes a database, serves it as production does, drives learners, prints what it cost."""

import asyncio
import base64
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg

from bench import counting
from bench.cpu import Backends, Meter, calibration
from bench.drive import Driver
from bench.learner import Place
from bench.report import Verdict, judge, print_alone, print_load

DATABASE = "bench_aula"
ROOT = Path(__file__).resolve().parents[1]
#: Sittings before anything is measured: caches fill, statements are prepared, templates are compiled.
WARM_UP = 24
#: Sittings measured one request at a time.
ALONE = 5


def main() -> int:
    """Run the bench; 1 when an answer was lost, a mark was wrong, a step failed or a budget of statements broke."""
    learners = int(os.environ.get("LEARNERS") or 200)
    concurrency = min(int(os.environ.get("CONCURRENCY") or 50), learners)
    low, _, high = (os.environ.get("THINK") or "0").partition("-")
    think = (float(low), float(high or low))
    base = os.environ.get("BENCH_DATABASE_URL") or "postgres://postgres@127.0.0.1:5432/"
    with tempfile.TemporaryDirectory(prefix="aula-bench-") as folder, _database(base) as url, _redis() as redis:
        place = Path(folder)
        counting.make(place / "counters")
        environment = _environment(place, url, f"redis://127.0.0.1:{redis[1]}/0")
        _manage(environment, "migrate", "-v0")
        _manage(environment, "collectstatic", "--noinput", "-v0")
        made = place / "made.json"
        _manage(environment, "prepare_bench", "--learners", str(learners + WARM_UP + ALONE), "--to", str(made))
        _manage(environment, "worker", "--once")  # what loading queued is no part of a sitting
        port = _free_port()
        with _served(environment, port, place / "server.log") as serve, _watch(base) as watch:
            driver = Driver(
                port=port,
                counters=place / "counters",
                meter=Meter(serve, redis[0], Backends(watch, DATABASE)),
                place=Place.from_json(json.loads(made.read_text())),
            )
            return asyncio.run(_measure(driver, learners, concurrency, think, environment, place))


async def _measure(
    driver: Driver,
    learners: int,
    concurrency: int,
    think: tuple[float, float],
    environment: dict[str, str],
    place: Path,
) -> int:
    load_before, before = os.getloadavg()[0], calibration()
    await driver.crowd(WARM_UP, 8, (0, 0))
    kinds = await driver.alone(ALONE)
    load = await driver.crowd(learners, concurrency, think)
    after = calibration()
    results = place / "sittings.json"
    results.write_text(json.dumps([sitting.to_json() for sitting in driver.sittings]))
    checked = json.loads(_manage(environment, "check_bench", "--sittings", str(results)))
    verdict = Verdict(_say)
    _say(f"Load of the machine before: {load_before:.1f} (a quiet machine: under 0.3)")
    _say(f"Ten million additions of Python: {before:.3f} CPU-s before, {after:.3f} after")
    print_alone(_say, kinds)
    print_load(_say, load)
    _say(f"  {checked['marks']} marks recomputed from content/, {checked['answers']} answers found: {checked['kinds']}")
    judge(verdict, kinds, load)
    noise = _complaints(place / "server.log")
    problems = [*driver.errors, *checked["problems"], *noise]
    verdict.hold("errors, lost answers and wrong marks", len(problems), 0, binding=True)
    for problem in problems[:20]:
        _say(f"  ! {problem}")
    if problems:
        _say("The last lines of the server's log:")
        for line in (place / "server.log").read_text(errors="replace").splitlines()[-20:]:
            _say(f"  | {line}")
    return int(verdict.failed)


@contextmanager
def _database(base: str) -> Iterator[str]:
    """Make the bench's own database and drop it afterwards."""
    with psycopg.connect(_address(base, "postgres"), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {DATABASE} TEMPLATE template0 ENCODING 'UTF8'")
        try:
            yield _address(base, DATABASE)
        finally:
            connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")


@contextmanager
def _watch(base: str) -> Iterator["psycopg.Connection"]:
    """Open a connection to another database, from which the bench's backends are seen."""
    with psycopg.connect(_address(base, "postgres"), autocommit=True) as connection:
        yield connection


def _address(base: str, name: str) -> str:
    parts = urlsplit(base)
    return urlunsplit(("postgresql", parts.netloc, f"/{name}", parts.query, ""))


@contextmanager
def _redis() -> Iterator[tuple[int, int]]:
    """Start a Redis of the bench's own, so that its CPU is nobody else's: (process, port)."""
    port = _free_port()
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:  # noqa: S603
        try:
            _wait_for(port, process, "redis-server")
            yield process.pid, port
        finally:
            process.terminate()


@contextmanager
def _served(environment: dict[str, str], port: int, log: Path) -> Iterator[int]:
    """Serve as production does, worker included, and end it afterwards."""
    command = [sys.executable, "manage.py", "serve", "--port", str(port)]
    with (
        log.open("wb") as output,
        subprocess.Popen(  # noqa: S603
            command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT
        ) as process,
    ):
        try:
            _wait_for(port, process, "the server", log)
            yield process.pid
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)


def _wait_for(port: int, process: "subprocess.Popen[bytes]", name: str, log: Path | None = None) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit(f"{name} did not start.\n{log.read_text()[-4000:] if log else ''}")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _environment(place: Path, url: str, redis_url: str) -> dict[str, str]:
    """Return what production settings ask for; plain HTTP, since the driver is on this machine."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "BENCH_DIR": str(place),
        "BENCH_COUNTERS": str(place / "counters"),
        "SECRET_KEY": secrets.token_urlsafe(60),
        "RECEIPT_KEY": base64.b64encode(secrets.token_bytes(32)).decode(),
        "ALLOWED_HOSTS": "127.0.0.1",
        "DATABASE_URL": url,
        "REDIS_URL": redis_url,
        "PUBLIC_URL": "https://aula.example",
        "SSL_REDIRECT": "no",
        "SECURE_COOKIES": "no",
        "TRUSTED_PROXY_COUNT": "0",
        "MEDIA_ROOT": str(place / "media"),
        "LOGIN_HELP": "Mesa de ayuda",
        "PRIVACY_CONTACT": "Oficial de datos personales",
    }


def _manage(environment: dict[str, str], *arguments: str) -> str:
    """Run a command of manage.py and return what it prints."""
    quiet = {name: value for name, value in environment.items() if name != "BENCH_COUNTERS"}
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=quiet, capture_output=True, text=True)  # noqa: S603
    if done.returncode:
        raise SystemExit(f"manage.py {arguments[0]} failed.\n{done.stdout}{done.stderr}")
    return done.stdout


def _complaints(log: Path) -> list[str]:
    """Return what the server said that it would not say on a good day."""
    return [
        f"server: {line}" for line in log.read_text(errors="replace").splitlines() if "ERROR" in line or "Error" in line
    ]


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
