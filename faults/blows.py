"""The faults themselves: what is done while learners sit, each undone again after some seconds."""

import asyncio
import os
import signal
import sqlite3
import time

import psycopg

from bench.report import percentile
from faults import nginx
from faults.chromium import killed
from faults.cluster import Cluster
from faults.scene import LEARNERS, Fault, House, Scene, faketime

__all__ = ["FAULTS"]

#: What a run without its guard must show (``Fault.shows``), where several show the same.
_LOST, _STUCK, _OTHER_KEY = (
    "was acknowledged and is not stored", "left unable to go on", "is stored and was not intended"
)  # fmt: skip
#: Acknowledged answers after which the blow falls: everybody sits, nobody has finished.
SOON = 40
#: Of the 24 answers of each: somebody's last ones are still to come.
_NEARLY_ALL = 24 * LEARNERS - 8
_POSTGRESQL = ("postgresql",)


async def _marked(scene: Scene) -> None:
    """The middleware strikes, where a request asks for it."""


async def _restart(scene: Scene) -> None:
    """Stop the database as if the machine had failed, while answers are being saved, and start it again."""
    await scene.journal.reached(SOON)
    cluster = scene.cluster
    await asyncio.to_thread(cluster.stop, "immediate")
    await asyncio.sleep(1)
    await asyncio.to_thread(cluster.start)


async def _no_redis(scene: Scene) -> None:
    """End Redis for good."""
    await scene.journal.reached(SOON)
    os.kill(scene.redis_pid, signal.SIGKILL)


async def _full(scene: Scene) -> None:
    """Fill the disk of the database, so that neither tables nor log can grow; make room again after a while."""
    await scene.journal.reached(SOON)
    await asyncio.to_thread(_fill, scene)
    before = scene.journal.acknowledged
    await asyncio.sleep(6)
    scene.notes.append(f"{scene.journal.acknowledged - before} answers were acknowledged while the disk was full")
    scene.house.disk.free()
    if scene.house.cluster is not None and not scene.cluster.runs:
        scene.notes.append("PostgreSQL had ended and was started again")
        await asyncio.to_thread(scene.cluster.start)


def _fill(scene: Scene) -> None:
    if scene.house.cluster is None:
        with sqlite3.connect(scene.house.stage.sqlite, timeout=20) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    scene.house.disk.fill()
    if scene.house.cluster is not None:
        try:  # the log begins a new file, for which there is no room
            for _ in range(4):
                scene.cluster.ask("SELECT pg_switch_wal()")
        except psycopg.Error as error:
            scene.notes.append(f"PostgreSQL said: {str(error).splitlines()[0]}")


async def _clock(scene: Scene) -> None:
    """Turn the clock an hour forward, and back."""
    await scene.journal.reached(SOON)
    scene.turn_clock(3600)
    await scene.journal.reached(scene.journal.acknowledged + 24)
    scene.turn_clock(0)


async def _clock_back(scene: Scene) -> None:
    """Turn the clock an hour back, and forward when nearly all is answered.

    So at most learners the last answers to the questions that are answered anew are older than those that they replace.
    """
    await scene.journal.reached(SOON)
    scene.turn_clock(-3600)
    await scene.journal.reached(_NEARLY_ALL)
    scene.turn_clock(0)


async def _read_only(scene: Scene) -> None:
    """Let the database refuse to write, as a standby does."""
    await scene.journal.reached(SOON)
    await asyncio.to_thread(scene.cluster.set, "default_transaction_read_only", "on")
    await asyncio.sleep(5)
    await asyncio.to_thread(_writable, scene.cluster)


def _writable(cluster: Cluster) -> None:
    with psycopg.connect(
        cluster.url + "postgres", autocommit=True, options="-c default_transaction_read_only=off"
    ) as own:
        own.execute("ALTER SYSTEM RESET default_transaction_read_only")
        own.execute("SELECT pg_reload_conf()")


async def _no_connections(scene: Scene) -> None:
    """End the product's connections and take all there are, as another program may."""
    await scene.journal.reached(SOON)
    taken = await asyncio.to_thread(_take_all, scene.cluster)
    scene.notes.append(f"{len(taken)} connections were taken")
    await asyncio.sleep(5)
    for connection in taken:
        connection.close()


def _take_all(cluster: Cluster) -> "list[psycopg.Connection]":
    taken: list[psycopg.Connection] = []
    ending = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'aula'"
    for _ in range(40):
        try:
            taken.append(psycopg.connect(cluster.url + "postgres", autocommit=True))
        except psycopg.OperationalError:
            taken[0].execute(ending)
            time.sleep(0.02)
    return taken


async def _slow(scene: Scene) -> None:
    """Have clients that send half of a request and then nothing; the others' answers may not wait for them."""
    await scene.journal.reached(8)
    quick = scene.learners[_SLOW:]
    stuck = [await asyncio.open_connection("127.0.0.1", scene.line.port) for _ in range(24)]
    before = [len(learner.waits) for learner in quick]
    for _reader, writer in stuck:
        writer.write(_HALF)
    await asyncio.sleep(_HELD)
    waited = [wait for learner, many in zip(quick, before, strict=True) for wait in learner.waited()[many:]] or [_HELD]
    worst = percentile(waited, 0.95)
    scene.notes.append(f"{len(waited)} answers of those on a good line: p95 {worst * 1000:.0f} ms")
    if worst > 2:
        scene.problems.append(f"those on a good line waited {worst:.1f} s for slow ones (p95)")
    for _reader, writer in stuck:
        writer.transport.abort()


async def _cut(scene: Scene) -> None:
    """Cut the line for a while, then lose the answers of a while, the half-open connection."""
    await scene.journal.reached(SOON)
    scene.line.cut()
    await asyncio.sleep(3)
    scene.line.restore()
    await scene.journal.reached(scene.journal.acknowledged + 16)
    scene.line.lose_answers()
    await asyncio.sleep(4)
    scene.line.restore()


async def _stalled(scene: Scene) -> None:
    """Leave all connections open and carry nothing."""
    await scene.journal.reached(SOON)
    scene.line.stall()
    await asyncio.sleep(6)
    scene.line.restore()


async def _portal(scene: Scene) -> None:
    """Have a captive portal answer everything."""
    await scene.journal.reached(SOON)
    scene.line.capture()
    await asyncio.sleep(5)
    scene.line.restore()


_SLOW = 12
#: Half of a request: only of whoever has the cookie is the rest read, else it is refused at once.
_HALF = (
    b"POST /accounts/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: csrftoken=" + b"a" * 32
    + b"\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nlogin="
)  # fmt: skip
#: Seconds for which half requests lie there.
_HELD = 20.0
#: Three processes die in mid-exam, one at a submit.
_KILLS = {0: 5, 2: 11, 4: 16}


def _kills(moment: str) -> dict[int, dict[int | str, str]]:
    return {
        **{learner: {step: moment} for learner, step in _KILLS.items()},
        6: {"submit": moment},
        7: {"start": moment},
    }


def _no_faketime(house: House) -> str:
    return "" if faketime() else "needs Debian's libfaketime"


def _no_nginx(house: House) -> str:
    return "" if nginx.found() else "needs Debian's nginx"


def _no_mount(house: House) -> str:
    return "" if house.disk.small else "needs a small disk, which root may mount"


FAULTS = (
    Fault(
        "killed-after-commit", "web process killed between commit and answer", _marked,
        guard="the key of an answer: what comes again gets the first reply", off="key", shows=_OTHER_KEY,
        marks=_kills("after-commit"),
    ),
    Fault(
        "killed-before-commit", "web process killed before the commit", _marked,
        guard="saved is said after the commit", off="commit first", shows=_LOST, marks=_kills("before-commit"),
    ),
    Fault(
        "database-restarted", "database stopped at once and started again", _restart, databases=_POSTGRESQL,
        guard="a commit is on the disk before it is acknowledged (synchronous_commit)", off="synchronous commit",
        shows=_LOST,
    ),
    Fault(
        "redis-gone", "Redis killed", _no_redis, databases=_POSTGRESQL,
        guard="a cache that is gone is an empty cache (lms.cache)", off="forgiving cache", shows=_STUCK, spoils=True,
    ),
    Fault(
        "disk-full", "disk of the database full", _full, missing=_no_mount,
        guard="an error of the database is no saved answer", off="errors", shows=_LOST,
    ),
    Fault(
        "clock-forward", "clock of the database an hour forward, and back", _clock, missing=_no_faketime,
        guard="what was over stays over (NEWEST_AT in save_response)", off="clock runs forward",
        shows="an answer counted after one had been told that the time was over",
        clock_of="database", standings=frozenset({"counted", "late", "after_submit"}),
    ),
    Fault(
        "clock-back", "clock of the database an hour back, and forward", _clock_back, missing=_no_faketime,
        guard="the order of answers is a number, not a time", off="order", shows="the mark is ",
        clock_of="database",
    ),
    Fault(
        "clock-of-web", "clock of the web server an hour forward, and back", _clock, databases=_POSTGRESQL,
        missing=_no_faketime, guard="the database's clock decides", off="one clock",
        shows="was not counted", clock_of="server",
    ),
    Fault(
        "read-only", "database read-only", _read_only, databases=_POSTGRESQL,
        guard="an error of the database is no saved answer", off="errors", shows=_LOST,
    ),
    Fault(
        "no-connections", "no connection to the database left", _no_connections, databases=_POSTGRESQL,
        guard="what is not acknowledged is sent again", off="tried again", shows=_STUCK,
    ),
    Fault(
        "slow-clients", "clients that send a byte at a time, or stop", _slow,
        guard="nginx reads a request whole before it passes it on (docs/operations.md)", off="nginx",
        shows="waited", proxied=True,
        missing=_no_nginx, slow=_SLOW, learners=_SLOW + 4,
    ),
    Fault(
        "network-cut", "network cut, then answers lost", _cut,
        guard="the key of an answer: what comes again gets the first reply", off="key",
        shows=_OTHER_KEY, answer_within=3,
    ),
    Fault(
        "network-stalled", "connections open and nothing carried", _stalled,
        guard="what is not acknowledged in time is sent again", off="tried again", shows=_STUCK, answer_within=3,
    ),
    Fault(
        "browser-killed", "Chromium killed while answers wait, and opened again", killed,
        guard="what waits is in IndexedDB when the page says so (exam-storage.js)", off="kept in the browser",
        shows="was said to be kept and is",
        learners=2,
    ),
    Fault(
        "captive-portal", "a captive portal answers 200 with its page", _portal,
        guard="only our JSON that names the answer says that it is saved", off="only our JSON", shows=_LOST,
    ),
)  # fmt: skip
