"""Drives learners: one request at a time to see what each costs, then many learners at once."""

import asyncio
import random
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench import counting
from bench.browser import Broken, Browser
from bench.cpu import Meter, spent_exactly
from bench.learner import Learner, Measure, Place, Sitting, Unexpected
from bench.report import Alone, Load

#: How often outline and lesson are asked to see what one costs: an answer is saved as often.
LOOKS = 20
#: A process may still work after its answer has left.
SETTLE_SECONDS = 0.004


@dataclass
class Driver:
    """Takes learners in order; each sits once, and what each gave and was told is kept for the check."""

    port: int
    counters: Path
    meter: Meter
    place: Place
    sittings: list[Sitting] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    _taken: int = 0

    def _next(self, think: tuple[float, float]) -> Learner:
        number = self._taken
        self._taken += 1
        return Learner(Browser(self.port), self.place, self.place.people[number], random.Random(number), think)  # noqa: S311

    async def crowd(self, learners: int, concurrency: int, think: tuple[float, float]) -> Load:
        """Let so many learners sit, so many at once, each pausing between steps; return what it cost."""
        steps: dict[str, list[float]] = {}
        waiting = [self._next(think) for _ in range(learners)]
        queue = iter(waiting)

        @asynccontextmanager
        async def timed(step: str) -> AsyncIterator[None]:
            began = time.perf_counter()
            yield
            steps.setdefault(step, []).append(time.perf_counter() - began)

        async def seat() -> int:
            return sum([await self._sit(learner, Measure(timed)) for learner in queue])

        watching = asyncio.create_task(self._watch())
        count, cpu = counting.total(self.counters), self.meter.read()
        driver_cpu, began = time.process_time(), time.monotonic()
        finished = sum(await asyncio.gather(*(seat() for _ in range(concurrency))))
        seconds, driver_cpu = time.monotonic() - began, time.process_time() - driver_cpu
        watching.cancel()
        return Load(
            learners, concurrency, think, finished, seconds, sum(learner.browser.requests for learner in waiting),
            counting.total(self.counters) - count, self.meter.read() - cpu, driver_cpu, steps, self.meter.peak,
            sum(learner.browser.received for learner in waiting), sum(learner.browser.sent for learner in waiting),
        )  # fmt: skip

    async def alone(self, learners: int) -> dict[str, Alone]:
        """Let learners sit one after another; return what each kind of step cost."""
        kinds: dict[str, Alone] = {}
        pids = self.meter.pids()
        steps = 0

        @asynccontextmanager
        async def counted(_step: str) -> AsyncIterator[None]:
            nonlocal steps
            yield
            steps += 1

        @asynccontextmanager
        async def weighed(kind: str) -> AsyncIterator[None]:
            nonlocal steps
            steps, count, cpu = 0, counting.total(self.counters), spent_exactly(pids)
            yield
            await asyncio.sleep(SETTLE_SECONDS)
            cost = spent_exactly(pids) - cpu
            kinds.setdefault(kind, Alone()).add(steps, cost * 1000, counting.total(self.counters) - count)

        for _ in range(learners):
            learner = self._next((0, 0))
            learner.looks = LOOKS
            await self._sit(learner, Measure(counted, weighed))
        return kinds

    async def _sit(self, learner: Learner, measure: Measure) -> bool:
        sitting = Sitting(learner.person[0])
        self.sittings.append(sitting)
        try:
            await learner.sit(sitting, measure)
        except (Broken, Unexpected, OSError, TimeoutError) as error:
            self.errors.append(f"{learner.person[0]}, {learner.step}: {str(error) or type(error).__name__}")
        finally:
            learner.browser.close()
        return sitting.finished

    async def _watch(self) -> None:
        while True:
            self.meter.look()
            await asyncio.sleep(0.5)
