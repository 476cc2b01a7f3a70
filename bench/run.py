"""``make bench``: makes a database, serves it as production does, drives learners, prints what it cost."""

import asyncio
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from bench import counting
from bench.cpu import Backends, Meter, calibration
from bench.drive import Driver
from bench.learner import Place
from bench.report import Verdict, judge, print_alone, print_load, print_scaled, print_sizes
from bench.stage import Stage, complaints, free_port, postgresql, redis, served, watch

if TYPE_CHECKING:
    import psycopg

DATABASE = "bench_aula"
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
    with _stage(os.environ.get("BENCH_DB") or "postgresql") as (stage, redis_pid, seen_from):
        counting.make(stage.folder / "counters")
        stage.manage("migrate", "-v0")
        stage.manage("collectstatic", "--noinput", "-v0")
        made = stage.folder / "made.json"
        stage.manage("prepare_bench", "--learners", str(learners + WARM_UP + ALONE), "--to", str(made))
        stage.manage("worker", "--once")  # what loading queued is no part of a sitting
        port = free_port()
        with served(stage.environment, port, stage.folder / "server.log") as serve:
            driver = Driver(
                port=port,
                counters=stage.folder / "counters",
                meter=Meter(serve.pid, redis_pid, Backends(seen_from, DATABASE)),
                place=Place.from_json(json.loads(made.read_text())),
            )
            return asyncio.run(_measure(driver, learners, concurrency, think, stage))


@contextmanager
def _stage(kind: str) -> Iterator[tuple[Stage, int, "psycopg.Connection | None"]]:
    """Make what the run stands on: with the process of its Redis, and from where PostgreSQL's processes are seen."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="aula-bench-")))
        more = (("BENCH_COUNTERS", str(folder / "counters")),)
        if kind == "sqlite":
            yield Stage(folder, more=more, sqlite=folder / "aula.sqlite3"), 0, None
        elif kind == "postgresql":
            base = os.environ.get("BENCH_DATABASE_URL") or "postgres://postgres@127.0.0.1:5432/"
            url = stack.enter_context(postgresql(base, DATABASE))
            pid, port = stack.enter_context(redis())
            seen_from = stack.enter_context(watch(base))
            yield Stage(folder, url, f"redis://127.0.0.1:{port}/0", more=more), pid, seen_from
        else:
            raise SystemExit(f"BENCH_DB is postgresql or sqlite, not {kind!r}.")


async def _measure(driver: Driver, learners: int, concurrency: int, think: tuple[float, float], stage: Stage) -> int:
    load_before, before = os.getloadavg()[0], calibration()
    await driver.crowd(WARM_UP, 8, (0, 0))
    kinds = await driver.alone(ALONE)
    load = await driver.crowd(learners, concurrency, think)
    after = calibration()
    results = stage.folder / "sittings.json"
    results.write_text(json.dumps([sitting.to_json() for sitting in driver.sittings]))
    checked = json.loads(stage.manage("check_bench", "--sittings", str(results)))
    verdict = Verdict(_say)
    _say(f"Load of the machine before: {load_before:.1f} (a quiet machine: under 0.3)")
    _say(f"Ten million additions of Python: {before:.3f} CPU-s before, {after:.3f} after")
    print_alone(_say, kinds)
    print_load(_say, load)
    print_sizes(_say, load)
    print_scaled(_say, kinds, load, (before + after) / 2)
    _say(f"  {checked['marks']} marks recomputed from content/, {checked['answers']} answers found: {checked['kinds']}")
    judge(verdict, kinds, load)
    noise = complaints(stage.folder / "server.log")
    problems = [*driver.errors, *checked["problems"], *noise]
    verdict.hold("errors, lost answers and wrong marks", len(problems), 0, binding=True)
    for problem in problems[:20]:
        _say(f"  ! {problem}")
    if problems:
        _say("The last lines of the server's log:")
        for line in (stage.folder / "server.log").read_text(errors="replace").splitlines()[-20:]:
            _say(f"  | {line}")
    return int(verdict.failed)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
