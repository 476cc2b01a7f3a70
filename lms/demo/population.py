"""Two hundred more officers and what they did in runs past and present, so that lists and figures are worth a look.

Deterministic: all chance comes from one seed, draws of sittings apart. Whether an answer is right
follows an item-response model with one parameter (Rasch, *Probabilistic Models for Some Intelligence
and Attainment Tests*, 1960): an officer of ability a answers a question of difficulty b rightly with
probability 1 / (1 + exp(b - a)).
"""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

from assessments.draw import Draw, Slot
from assessments.models import QuestionVersion
from assessments.queries.wordings import Wording, wordings
from assessments.services.number_client import number_client
from assessments.services.save_response import Entry, save_response
from assessments.services.start_attempt import start_attempt
from assessments.services.submit_attempt import submit_attempt
from certificates.services.award import award
from courses.models import Course, CourseRun, EditionItem, Enrolment
from courses.services.enrol import enrol
from courses.services.record_outcome import record_outcome
from courses.services.withdraw import withdraw
from officers.models import Officer, Rank, Unit
from officers.services.register_officer import register_officer

__all__ = ["Inhabitant", "hold_past_run", "hold_present_run", "make_inhabitants"]

COUNT = 200
_SEED = 20260101
#: CIP and DNI of nobody, counted up from here.
_FIRST_CIP, _FIRST_DNI = 31580001, 41580001
_SINCE = date(2020, 1, 1)
_DIFFICULTY = {"easy": -1.2, "medium": 0.0, "hard": 1.0}
#: Of a whole exam without its questions at hand.
_USUAL = (-1.2, 0.0, 0.0, 1.0)


@dataclass(frozen=True)
class Inhabitant:
    """An officer and the ability that the item-response model gives him."""

    officer: Officer
    ability: float

    def knows(self, difficulty: float, chance: random.Random) -> bool:
        """Whether he answers a question of this difficulty rightly, this time."""
        return chance.random() < 1 / (1 + math.exp(difficulty - self.ability))


def make_inhabitants(names: dict[str, list[str]]) -> list[Inhabitant]:
    """Register the officers, spread over the stations; none has logged in yet."""
    chance = random.Random(_SEED)  # noqa: S311 - no secret
    stations = list(Unit.objects.filter(kind=Unit.Kind.STATION).order_by("code"))
    ranks = {rank.code: rank for rank in Rank.objects.all()}
    return [
        Inhabitant(
            register_officer(
                cip=str(_FIRST_CIP + number), dni=str(_FIRST_DNI + number),
                given_names=chance.choice(names["given"]), paternal_surname=chance.choice(names["paternal"]),
                maternal_surname=chance.choice(names["maternal"]), rank=ranks[chance.choice(names["ranks"])],
                unit=chance.choice(stations), since=_SINCE, by=None,
            ),
            chance.gauss(0.9, 1.0),
        )
        for number in range(COUNT)
    ]  # fmt: skip


def hold_past_run(run: CourseRun, people: Sequence[Inhabitant], *, at: datetime) -> None:
    """Let people take a run that is over, as a file of records from another system would say: no sittings are kept."""
    chance = random.Random(f"{_SEED} {run.code}")  # noqa: S311 - no secret
    course = Course.objects.get(editions=run.edition)
    for person in people:
        enrolment = Enrolment.objects.create(
            officer=person.officer, run=run, course=course, state=Enrolment.State.ACTIVE,
            made_at=at - timedelta(days=chance.randrange(10, 40)),
        )  # fmt: skip
        ended = at - timedelta(hours=chance.randrange(200))
        if chance.random() < 0.08:
            withdraw(enrolment=enrolment, by=person.officer, why="Cambio de servicio", at=ended)
            continue
        right = sum(person.knows(_USUAL[number % 4], chance) for number in range(20))
        _record(enrolment, Fraction(right, 20), at=ended)


def hold_present_run(run: CourseRun, people: Sequence[Inhabitant]) -> None:
    """Let people take a run under way: a third reads, a third is through the first quiz, a third sits the exam."""
    chance = random.Random(f"{_SEED} {run.code}")  # noqa: S311 - no secret
    items = list(run.edition.items.exclude(kind="module").order_by("order"))
    lessons = [item for item in items if item.kind == "lesson"]
    quizzes = [item for item in items if item.kind == "exam" and item.required and not item.weight]
    exams = [quizzes[0], *(item for item in items if item.weight)]
    for number, person in enumerate(people):
        enrolment = enrol(officer=person.officer, run=run, by=person.officer)
        read = len(lessons) if number % 3 else chance.randrange(len(lessons))
        for item in lessons[:read]:
            record_outcome(
                enrolment=enrolment, activity=item.activity_uuid, state="done", fraction=None, evidence="read",
                by=person.officer,
            )  # fmt: skip
        for exam in exams[: number % 3]:
            _sit(enrolment, exam, person, chance)


def _record(enrolment: Enrolment, fraction: Fraction, *, at: datetime) -> None:
    passed = fraction * 20 >= enrolment.edition.pass_mark
    for item in enrolment.edition.items.exclude(kind="module").order_by("order"):
        record_outcome(
            enrolment=enrolment, activity=item.activity_uuid, state="done" if passed or not item.weight else "failed",
            fraction=fraction if item.weight else None, evidence="import:demo", by=None, at=at,
        )  # fmt: skip
    if passed:
        award(enrolment=enrolment, at=at)


def _sit(enrolment: Enrolment, exam: EditionItem, person: Inhabitant, chance: random.Random) -> None:
    """Sit an exam through the services that an officer's clicks call."""
    attempt = start_attempt(enrolment=enrolment.uuid, activity=exam.activity_uuid, by=person.officer)
    client = number_client(attempt)
    slots = Draw.from_json(attempt.draw).slots
    known = wordings([slot.version for slot in slots])
    rows = QuestionVersion.objects.filter(uuid__in=[slot.version for slot in slots])
    hard = {uuid: _DIFFICULTY[difficulty] for uuid, difficulty in rows.values_list("uuid", "difficulty")}
    for slot in slots:
        value = _answer(slot, known[slot.version], right=person.knows(hard[slot.version], chance), chance=chance)
        entry = Entry(client=client, sequence=slot.number, slot=slot.number, value=value, base="")
        save_response(attempt=attempt.public_id, officer=person.officer.pk, session_hash=None, entry=entry)
    if chance.random() < 0.9:  # the others still sit
        submit_attempt(attempt=attempt.pk, by=person.officer)


def _answer(slot: Slot, wording: Wording, *, right: bool, chance: random.Random) -> Any:
    content: Any = wording.content
    if not slot.options:
        written = content.answer if slot.kind == "numeric" else content.accepted[0]
        return written if right else "0"
    is_right = {option.id: option.right for option in wording.type.reviewed(content, None)}
    keys = [option.key for option in slot.options if is_right[option.id] == right]
    keys = keys or [option.key for option in slot.options]
    return keys if slot.kind == "multiple_choice" else chance.choice(keys)
