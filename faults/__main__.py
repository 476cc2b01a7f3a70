"""``make faults``: every fault on every database where it can be; 1 when one was not survived, or could not be made."""

import json
import os
import shutil
import signal
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from bench.learner import Place
from bench.stage import Stage
from faults.blows import FAULTS
from faults.cluster import Cluster
from faults.disk import mounted
from faults.scene import Fault, House, Played, Server, play

_DATABASES = ("postgresql", "sqlite")
_PEOPLE = sum(fault.learners + 1 for fault in FAULTS)


def main() -> int:
    """Make the faults that ``FAULTS`` names, or all, on the databases that ``FAULTS_DB`` names, or both.

    With ``UNGUARDED=1`` each is made with its guard off, and the run succeeds where the journal notices of every one
    what that guard is for; another problem, such as a learner whom a slow machine left behind, is no such notice.
    """
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that all that was started ends
    known = {fault.name: fault for fault in FAULTS}
    names = [name for name in (os.environ.get("FAULTS") or "").split(",") if name] or list(known)
    databases = [name for name in (os.environ.get("FAULTS_DB") or "").split(",") if name] or list(_DATABASES)
    if unknown := {*names} - {*known} | ({*databases} - {*_DATABASES}):
        raise SystemExit(f"Unknown: {', '.join(sorted(unknown))}. There are: {', '.join(known)}.")
    unguarded = os.environ.get("UNGUARDED") == "1"
    failed = missing = 0
    for database in databases:
        wanted = [known[name] for name in names if database in known[name].databases]
        wanted = [fault for fault in wanted if fault.off or not unguarded]
        if not wanted:
            continue
        with _house(database) as house:
            server, played = Server(house, unguarded), []
            try:
                for fault in sorted(wanted, key=server.key):
                    if why := fault.missing(house):
                        missing += 1
                        _say(f"NOT RUN  {fault.name:<22}{database:<12}{why}")
                        continue
                    played.append(play(server, fault))
                    _say(f"made     {fault.name:<22}{database:<12}{played[-1].seconds:>4.0f} s")
            finally:
                server.close()
                failed += _judge(house, played, unguarded=unguarded)
    _say(f"{failed} failed, {missing} not run")
    return int(failed + missing > 0)


def _judge(house: House, played: list[Played], *, unguarded: bool) -> int:
    """Hold every journal against the database and print what came of it; return how many failed."""
    journals = [argument for one in played for argument in ("--journal", str(one.scene.journal.path))]
    said = json.loads(house.stage.manage("check_faults", *journals)) if journals else []
    return sum(_tell(one, numbers, unguarded=unguarded) for one, numbers in zip(played, said, strict=True))


def _tell(played: Played, numbers: dict[str, Any], *, unguarded: bool) -> bool:
    """Print what came of one fault; return whether it failed."""
    problems = [*played.scene.problems, *numbers.pop("problems")]
    failed = not is_noticed(played.fault, problems) if unguarded else bool(problems)
    word = ("UNNOTICED" if failed else "noticed") if unguarded else ("FAILED" if failed else "ok")
    _say(
        f"{word:<9}{played.fault.name:<22}{played.scene.house.database:<12}"
        + ", ".join(f"{value} {name}" for name, value in numbers.items())
    )
    for line in (*played.scene.notes, *(f"! {problem}" for problem in problems[:6])):
        _say(f"         {line}")
    if len(problems) > 6:
        _say(f"         ! and {len(problems) - 6} more")
    if failed and (keep := os.environ.get("FAULTS_KEEP")):
        shutil.copy(played.scene.journal.path, keep)
    return failed


def is_noticed(fault: Fault, problems: list[str]) -> bool:
    """Whether among the problems of a run without its guard is the one against which the guard stands."""
    return any(fault.shows in problem for problem in problems)


@contextmanager
def _house(database: str) -> Iterator[House]:
    """Make a database with people who have not sat yet.

    ``FAULTS_KEEP`` names a folder where it is kept as it was then, and taken from by the next run: to be removed when
    migrations or content have changed.
    """
    with ExitStack() as stack:
        keep = os.environ.get("FAULTS_KEEP")
        kept = Path(keep) / database if keep else None
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="aula-faults-")))
        folder.chmod(0o755)
        disk = stack.enter_context(mounted(folder / "disk"))
        found = kept is not None and (kept / "made.json").exists()
        file = disk.folder / "aula.sqlite3"
        cluster = None
        if database == "postgresql":
            there = disk.folder / "cluster"
            cluster = Cluster.copied(kept / "cluster", there) if kept and found else Cluster.make(there)
            cluster.start()
            stack.callback(cluster.stop, "immediate")
        elif kept and found:
            shutil.copy(kept / "aula.sqlite3", file)
        stage = Stage(
            folder, f"{cluster.url}aula" if cluster else "", "redis://127.0.0.1:1/0", "faults.settings",
            (("STATIC_DIR", str(kept.parent / "static")),) if kept else (), sqlite=file,
        )  # fmt: skip
        if kept and found:
            shutil.copytree(kept / "media", folder / "media")
            made = (kept / "made.json").read_text()
        else:
            made = _furnish(stage, cluster)
            if kept:
                _leave(kept, stage, cluster, made)
        yield House(database, stage, disk, cluster, Place.from_json(json.loads(made)))


def _furnish(stage: Stage, cluster: Cluster | None) -> str:
    """Fill an empty database, and return what the driver must know."""
    if cluster is not None:
        cluster.ask("CREATE DATABASE aula TEMPLATE template0 ENCODING 'UTF8'")
    stage.manage("migrate", "-v0")
    stage.manage("collectstatic", "--noinput", "-v0")
    made = stage.folder / "made.json"
    stage.manage("prepare_bench", "--learners", str(_PEOPLE), "--to", str(made))
    stage.manage("worker", "--once")
    return made.read_text()


def _leave(kept: Path, stage: Stage, cluster: Cluster | None, made: str) -> None:
    """Leave a copy for another run."""
    kept.mkdir(parents=True)
    if cluster is not None:
        cluster.keep(kept / "cluster")
    else:
        with sqlite3.connect(stage.sqlite) as connection:
            connection.execute("VACUUM INTO ?", [str(kept / "aula.sqlite3")])
    shutil.copytree(stage.folder / "media", kept / "media")
    (kept / "made.json").write_text(made)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
