"""One learner's way, from logging in to the review, as a browser with JavaScript walks it."""

import asyncio
import json
import random
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from dataclasses import asdict, dataclass, field
from typing import Any

from bench.browser import Answer, Browser
from bench.sitting_page import Field, SittingPage

#: Questions of the exam.
QUESTIONS = 20
#: A context around a step, by its name.
Around = Callable[[str], AbstractAsyncContextManager[None]]


def _unmeasured(_step: str) -> AbstractAsyncContextManager[None]:
    return nullcontext()


@dataclass(frozen=True)
class Measure:
    """How a way is measured. each: around every step; kind: around all steps of a kind, which follow each other."""

    each: Around = _unmeasured
    kind: Around = _unmeasured


class Unexpected(Exception):
    """A step was not answered as it should be. status: of the answer."""

    def __init__(self, words: str, status: int = 200) -> None:
        super().__init__(words)
        self.status = status


@dataclass(frozen=True)
class Place:
    """What was made before the run; ``written`` are answers that some question of each written kind accepts."""

    password: str
    code: str
    lesson: str
    exam: str
    people: list[tuple[str, str]]
    written: dict[str, list[str]]

    @classmethod
    def from_json(cls, made: dict[str, Any]) -> "Place":
        """Read what ``prepare_bench`` wrote: people are pairs of login and enrolment."""
        return cls(**{**made, "people": [(login, enrolment) for login, enrolment in made["people"]]})

    def to_json(self) -> dict[str, Any]:
        """Return it for the driver."""
        return asdict(self)


@dataclass
class Sitting:
    """What a learner gave and was told; held against the database after the run."""

    login: str
    attempt: str = ""
    given: dict[int, Any] = field(default_factory=dict)
    review: str = ""
    finished: bool = False

    def to_json(self) -> dict[str, Any]:
        """Return it for ``check_bench``."""
        return {
            "login": self.login, "attempt": self.attempt, "review": self.review, "finished": self.finished,
            "given": list(self.given.items()),
        }  # fmt: skip


@dataclass
class Learner:
    """A person with a browser who answers at random; ``chance`` makes a run repeatable."""

    browser: Browser
    place: Place
    person: tuple[str, str]
    chance: random.Random
    think: tuple[float, float] = (0, 0)
    #: What may become of an answer.
    standings: frozenset[str] = frozenset({"counted"})
    #: How often the outline and the lesson are asked.
    looks: int = 1
    #: Where the learner is, for what is said when a step fails.
    step: str = ""

    async def sit(self, sitting: Sitting, measure: Measure) -> None:
        """Walk the whole way, filling ``sitting``; raises ``Unexpected``, or what the connection raises."""
        learn = f"/learn/{self.person[1]}/"
        async with self._one("log in", measure):
            await self.log_in()
        async with self._one("home", measure):
            await self.page("/")
        for step, address in (("outline", learn), ("lesson", f"{learn}{self.place.lesson}/")):
            async with measure.kind(step):
                for _ in range(self.looks):
                    async with self._at(step, measure):
                        await self.page(address)
        async with self._one("start", measure):
            shown = await self.start()
        sitting.attempt = shown.attempt
        async with measure.kind("save"):
            await self._answer_all(shown, sitting, measure)
        async with self._one("submit", measure):
            await self.submit(shown)
        async with self._one("review", measure):
            sitting.review = (await self.page(f"/sit/{shown.attempt}/review/")).text
        sitting.finished = True

    async def _answer_all(self, shown: SittingPage, sitting: Sitting, measure: Measure) -> None:
        bases: dict[int, str] = {}
        for sequence, question in enumerate(self.turns(shown), start=1):
            value = self._answer_to(question)
            async with self._at("save", measure):
                standing = await self.save(shown, question.slot, sequence, value, bases.get(question.slot, ""))
            if standing == "counted":
                bases[question.slot] = f"{shown.client}.{sequence}"
            sitting.given[question.slot] = value

    async def log_in(self) -> None:
        """Give login and password."""
        await self.page("/accounts/login/")
        fields = {"login": self.person[0], "password": self.place.password}
        expect(await self.browser.post("/accounts/login/", fields), 302)

    async def start(self) -> SittingPage:
        """Begin the exam and read its page."""
        answer = await self.browser.post(f"/learn/{self.person[1]}/{self.place.exam}/start/", {})
        shown = SittingPage.read(expect(await self.browser.follow(answer), 200).text)
        if len(shown.fields) != QUESTIONS:
            raise Unexpected(f"the sitting shows {len(shown.fields)} questions, not {QUESTIONS}")
        return shown

    def turns(self, shown: SittingPage) -> list[Field]:
        """Return the questions in the order in which they are answered."""
        return shown.fields

    async def save(self, shown: SittingPage, slot: int, sequence: int, value: Any, base: str) -> str:
        """Send one answer and return its standing; base: the key of the one that it replaces."""
        entry = {"client": shown.client, "sequence": sequence, "slot": slot, "value": value, "base": base}
        answer = expect(await self.browser.post_json(f"/sit/{shown.attempt}/save/", entry), 200)
        if not answer.headers.get("content-type", "").startswith("application/json"):
            raise Unexpected(f"no JSON: {answer.text[:300]!r}")
        said = json.loads(answer.body)
        if (said["attempt"], said["client"], said["sequence"]) != (shown.attempt, shown.client, sequence):
            raise Unexpected(f"not about answer {slot}: {answer.text[:300]}")
        if said["standing"] not in self.standings:
            raise Unexpected(f"answer {slot} was not counted: {answer.text[:300]}")
        return str(said["standing"])

    async def submit(self, shown: SittingPage) -> None:
        """Hand the sitting in."""
        expect(await self.browser.post(f"/sit/{shown.attempt}/submit/", {}), 302)

    async def page(self, path: str) -> Answer:
        """Fetch a page that is to be there."""
        return expect(await self.browser.get(path), 200)

    @asynccontextmanager
    async def _one(self, step: str, measure: Measure) -> AsyncIterator[None]:
        """Walk the only step of its kind."""
        async with measure.kind(step), self._at(step, measure):
            yield

    @asynccontextmanager
    async def _at(self, step: str, measure: Measure) -> AsyncIterator[None]:
        """Think, then walk one step under measurement."""
        if self.think[1]:
            await asyncio.sleep(self.chance.uniform(*self.think))
        self.step = step
        async with measure.each(step):
            yield

    def _answer_to(self, shown: Field) -> Any:
        if shown.kind == "many":
            return [key for key in shown.keys if self.chance.random() < 0.5]
        return self.chance.choice(shown.keys if shown.kind == "one" else self.place.written[shown.kind])


def expect(answer: Answer, status: int) -> Answer:
    """Return an answer that has this status."""
    if answer.status != status:
        raise Unexpected(f"answered {answer.status}, not {status}: {answer.text[:300]!r}", answer.status)
    return answer
