"""A learner who does not give up: as the page of a sitting does, what was not acknowledged is sent again."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from bench.browser import Answer, Broken, Browser, Wire
from bench.learner import Learner, Unexpected
from bench.sitting_page import Field, SittingPage
from faults.journal import Journal

__all__ = ["Marked", "Patient", "SlowWire"]

_T = TypeVar("_T")
#: Answers after which the page asks to log in again.
_LOGGED_OUT = frozenset({302, 401, 403, 404})


@dataclass
class Marked(Browser):
    """A browser whose next request may ask the faults' middleware for a fault."""

    mark: str = ""

    async def send(self, method: str, path: str, body: bytes = b"", headers: Sequence[str] = ()) -> Answer:
        """Send one request, with the mark, once."""
        mark, self.mark = self.mark, ""
        return await super().send(method, path, body, (*headers, f"X-Fault: {mark}") if mark else headers)


class SlowWire(Wire):
    """Sends the body of a request a byte at a time."""

    pause = 0.02

    async def send(self, request: bytes) -> None:
        """Send the head at once, and the body slowly."""
        assert self.transport is not None  # noqa: S101 - asked before
        head, end, body = request.partition(b"\r\n\r\n")
        self.transport.write(head + end)
        for byte in body:
            await asyncio.sleep(self.pause)
            self.transport.write(bytes((byte,)))


@dataclass
class Patient(Learner):
    """Walks the whole way; every step is tried until it is done, for ``patience`` seconds at most.

    marks: which fault the first try of a step asks for: by the sequence of an answer, or ``start`` and ``submit``.
    trusting: the guard off: whatever comes with 200 is taken for "saved". hasty: the guard off: a step is tried once.
    """

    browser: Marked
    journal: Journal = field(kw_only=True)
    patience: float = field(kw_only=True)
    marks: dict[int | str, str] = field(default_factory=dict)
    trusting: bool = False
    hasty: bool = False
    #: Seconds that each answer took to be acknowledged.
    waits: list[float] = field(default_factory=list)
    #: When the answer was given that is not acknowledged yet.
    waits_since: float | None = None

    async def log_in(self) -> None:
        """Log in, however often it takes."""
        await self._insist(super().log_in)

    async def page(self, path: str) -> Answer:
        """Fetch a page of ours, however often it takes."""

        async def once() -> Answer:
            answer = await super(Patient, self).page(path)
            if "Aula Segura" not in answer.text:
                raise Unexpected(f"no page of ours: {answer.text[:100]!r}")
            return answer

        return await self._insist(once)

    async def start(self) -> SittingPage:
        """Begin, however often it takes; a beginning whose answer was lost is gone on with."""
        self.browser.mark = self.marks.pop("start", "")
        return await self._insist(super().start)

    async def submit(self, shown: SittingPage) -> None:
        """Hand in, however often it takes."""
        self.browser.mark = self.marks.pop("submit", "")
        await self._insist(lambda: super(Patient, self).submit(shown))

    def turns(self, shown: SittingPage) -> list[Field]:
        """Answer all, and of two among whose options is chosen one anew after every fourth: the mark depends on it."""
        anew = sorted(shown.fields, key=lambda one: not one.keys)[:2]
        turns = [*anew]
        for number, one in enumerate(one for one in shown.fields if one not in anew):
            turns += [one, anew[number // 4 % 2]] if number % 4 == 3 else [one]
        return turns

    async def save(self, shown: SittingPage, slot: int, sequence: int, value: Any, base: str) -> str:
        """Send one answer under one key until it is acknowledged, with the journal kept."""
        key = {"attempt": shown.attempt, "client": shown.client, "sequence": sequence}
        self.journal.write("intended", **key, slot=slot, value=value)
        self.browser.mark = self.marks.pop(sequence, "")
        self.waits_since = began = time.monotonic()
        standing = await self._insist(lambda: self._save_once(shown, slot, sequence, value, base))
        self.waits.append(time.monotonic() - began)
        self.waits_since = None
        self.journal.write("acknowledged", **key, standing=standing)
        return standing

    def waited(self) -> list[float]:
        """Return the seconds that each answer has waited, those of the one that still waits included."""
        return [*self.waits, *([] if self.waits_since is None else [time.monotonic() - self.waits_since])]

    async def _save_once(self, shown: SittingPage, slot: int, sequence: int, value: Any, base: str) -> str:
        try:
            return await super().save(shown, slot, sequence, value, base)
        except (Unexpected, ValueError) as problem:
            if self.trusting and getattr(problem, "status", 200) == 200:
                return "counted"
            raise

    async def _insist(self, step: Callable[[], Awaitable[_T]]) -> _T:
        pause, until = 0.2, time.monotonic() + self.patience
        while True:
            try:
                return await step()
            except (Broken, Unexpected, OSError, TimeoutError, ValueError) as problem:
                if self.hasty:  # gives up at once, as a page would that tries once
                    raise
                self.journal.write("failed", login=self.person[0], step=self.step, problem=str(problem)[:200])
                if time.monotonic() > until:
                    raise
                status = getattr(problem, "status", 0)
            await asyncio.sleep(pause * (0.75 + self.chance.random() / 2))
            pause = min(pause * 2, 2)
            if status in _LOGGED_OUT and self.step != "log in":
                await self._again()

    async def _again(self) -> None:
        """Log in again, once; whether it went well the next try shows."""
        try:
            await super().log_in()
        except (Broken, Unexpected, OSError, TimeoutError, ValueError) as problem:
            self.journal.write("failed", login=self.person[0], step="log in again", problem=str(problem)[:200])
