"""One fault from its beginning to its verdict: a server of its own start, learners, the blow, the journal's word."""

import asyncio
import os
import random
import time
from collections.abc import Callable, Coroutine
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from bench.browser import Broken, Wire
from bench.learner import Measure, Place, Sitting, Unexpected
from bench.stage import Stage, free_port, redis, served
from faults import nginx
from faults.cluster import Cluster
from faults.disk import Disk
from faults.journal import Journal
from faults.patient import Marked, Patient, SlowWire
from faults.proxy import Line

__all__ = ["LEARNERS", "Fault", "House", "Played", "Scene", "Server", "faketime", "play"]

#: Learners of one fault, who sit at once.
LEARNERS = 8
#: Seconds after which a learner who cannot go on gives up: long on a machine that others use as well.
PATIENCE = float(os.environ.get("FAULTS_PATIENCE") or 45)
#: Seconds of thought between two steps.
THINK = (0.05, 0.35)


@dataclass
class House:
    """What the faults of one kind of database share."""

    database: str
    stage: Stage
    disk: Disk
    cluster: Cluster | None
    place: Place
    used: int = 0

    def people(self, count: int) -> list[tuple[str, str]]:
        """Return officers who have not sat yet."""
        self.used += count
        return self.place.people[self.used - count : self.used]


@dataclass
class Scene:
    """What a fault may lay hands on while learners sit."""

    house: House
    journal: Journal
    line: Line
    redis_pid: int
    #: Where the server is by itself, past the line.
    port: int
    log: Path
    unguarded: bool
    clock: Path
    learners: list[Patient] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def cluster(self) -> Cluster:
        """PostgreSQL."""
        assert self.house.cluster is not None  # noqa: S101 - a fault says on which database it can be made
        return self.house.cluster

    def turn_clock(self, seconds: int) -> None:
        """Set the clock of whoever was started with the library that reads this file."""
        self.clock.write_text(f"{seconds:+d}")


Blow = Callable[[Scene], Coroutine[Any, Any, None]]


@dataclass(frozen=True)
class Fault:
    """A thing that goes wrong.

    guard: what holds against it. off: how the run without the guard takes it off; shows: what a problem must then say.
    """

    name: str
    says: str
    strike: Blow
    guard: str
    off: str
    shows: str
    databases: tuple[str, ...] = ("postgresql", "sqlite")
    #: Why it cannot be made here, or "".
    missing: Callable[[House], str] = lambda house: ""
    #: By number of a learner: which try of which step asks the middleware for what.
    marks: dict[int, dict[int | str, str]] = field(default_factory=dict)
    standings: frozenset[str] = frozenset({"counted"})
    #: Learners who send a byte at a time, the first ones.
    slow: int = 0
    learners: int = LEARNERS
    #: Whose clock is ours to turn: "server", "database" or "".
    clock_of: str = ""
    #: Whether nginx stands before the server, as it does in production.
    proxied: bool = False
    #: Whether the server is to be started anew afterwards.
    spoils: bool = False
    #: Seconds that a learner waits for an answer.
    answer_within: float = 20


@dataclass
class Played:
    """A fault that was made, before the journal is held against the database."""

    fault: Fault
    scene: Scene
    seconds: float


_FAKETIME = Path("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1")


def faketime() -> Path | None:
    """Return Debian's libfaketime where it is installed."""
    found = [_FAKETIME, *Path("/usr/lib").glob("*/faketime/libfaketime.so.1")]
    return next((path for path in found if path.exists()), None)


#: Guards that lie in the driver, in the browser or in the cluster: the server is the same without them.
_ELSEWHERE = frozenset({"tried again", "only our JSON", "kept in the browser", "synchronous commit"})


@dataclass
class Server:
    """The server of the moment: kept from fault to fault, unless one needs it started otherwise or spoilt it."""

    house: House
    unguarded: bool
    port: int = 0
    redis_pid: int = 0
    clock: Path = field(init=False)
    _key: tuple[str, ...] = ()
    _stack: ExitStack = field(default_factory=ExitStack)

    def __post_init__(self) -> None:
        self.clock = self.house.stage.folder / "clock"

    @property
    def log(self) -> Path:
        """What it says."""
        return self.house.stage.folder / "server.log"

    def key(self, fault: Fault) -> tuple[str, ...]:
        """Return what the server is started with: two faults with the same may share one."""
        off = fault.off if self.unguarded and fault.off not in _ELSEWHERE else ""
        return (off, fault.clock_of, str(fault.proxied), str(fault.spoils))

    def serve(self, fault: Fault) -> None:
        """Start what a fault needs, where it does not run yet: Redis, the database with its clock, the server."""
        off = fault.off if self.unguarded else ""
        cluster = self.house.cluster
        if cluster is not None:
            cluster.set("synchronous_commit", "off" if off == "synchronous commit" else "on")
            cluster.set("wal_writer_delay", "10s" if off == "synchronous commit" else "200ms")
        key = self.key(fault)
        if key == self._key:
            return
        self.close()
        self.clock.write_text("+0")
        self.clock.chmod(0o644)
        house, stage = self.house, self.house.stage
        if cluster is not None:
            self.redis_pid, redis_port = self._stack.enter_context(redis())
            stage = replace(stage, redis_url=f"redis://127.0.0.1:{redis_port}/0")
        environment = {**stage.environment, "FAULTS_UNGUARDED": off}
        turned = {
            "LD_PRELOAD": str(faketime()), "FAKETIME_TIMESTAMP_FILE": str(self.clock), "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            # Where it is not said, a wait for the interpreter's lock ends at once, and the threads spin.
            "FAKETIME_FORCE_MONOTONIC_FIX": "0",
        }  # fmt: skip
        if cluster is not None and fault.clock_of == "database":
            cluster.stop()
            cluster.start(turned)
            self._stack.callback(_with_true_clock, cluster)
        if fault.clock_of == "server" or (fault.clock_of and cluster is None):
            environment |= turned
        self.port = free_port()
        self._stack.enter_context(served(environment, self.port, self.log))
        if fault.proxied and off != "nginx":
            self.port = self._stack.enter_context(nginx.in_front(self.port, house.stage.folder / "nginx"))
        self._key = key

    def close(self) -> None:
        """End it."""
        self._stack.close()
        self._key = ()


def play(server: Server, fault: Fault) -> Played:
    """Make one fault; what the journal says is asked afterwards, of all at once."""
    server.serve(fault)
    began = time.monotonic()
    journal = Journal(server.house.stage.folder / f"{fault.name}.journal")
    scene = asyncio.run(_sit(server, fault, journal))
    if fault.spoils:
        server.close()
    return Played(fault, scene, time.monotonic() - began)


def _with_true_clock(cluster: Cluster) -> None:
    cluster.stop()
    cluster.start()


async def _sit(server: Server, fault: Fault, journal: Journal) -> Scene:
    house, unguarded = server.house, server.unguarded
    async with Line.to(server.port) as line:
        scene = Scene(
            house, journal, line, server.redis_pid, server.port, server.log, unguarded=unguarded, clock=server.clock
        )
        for number, person in enumerate(house.people(fault.learners)):
            browser = Marked(line.port, patience=fault.answer_within, wire=SlowWire if number < fault.slow else Wire)
            scene.learners.append(
                Patient(
                    browser, house.place, person, random.Random(number), THINK, fault.standings,  # noqa: S311
                    journal=journal, patience=PATIENCE, marks=dict(fault.marks.get(number, {})),
                    trusting=unguarded and fault.off == "only our JSON",
                    hasty=unguarded and fault.off == "tried again",
                )
            )  # fmt: skip
        blow = asyncio.create_task(fault.strike(scene))
        try:
            await asyncio.gather(*(_one(scene, learner) for learner in scene.learners))
            await asyncio.wait_for(blow, PATIENCE * 4)
        except TimeoutError:
            scene.problems.append("the fault did not end: too few answers were acknowledged")
        finally:
            blow.cancel()
            journal.close()
    return scene


async def _one(scene: Scene, learner: Patient) -> None:
    sitting = Sitting(learner.person[0])
    scene.journal.write("came", login=sitting.login)
    try:
        await learner.sit(sitting, Measure())
    except (Broken, Unexpected, OSError, TimeoutError, ValueError) as problem:
        scene.journal.write("gave up", login=sitting.login, step=learner.step, problem=str(problem)[:300])
    finally:
        learner.browser.close()
    if sitting.finished:
        scene.journal.write("finished", login=sitting.login, attempt=sitting.attempt, review=sitting.review)
