"""As many people, units and enrolments as the whole police has: to measure lists, searches and records with.

The same rows whenever it is made: what a figure was measured on can be made again. They are inserted in bulk and past
the services, so that a million take minutes; no audit line speaks of them.
"""

import random
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX

from courses.models import Course, CourseRun, Edition, EditionItem, Enrolment
from kernel.canonical import sha256
from kernel.folding import fold
from lms.demo.people import load_ranks
from officers.models import Area, Officer, Posting, Rank, Unit, UnitParent

__all__ = ["Size", "make_load"]

Tell = Callable[[str], None]

_CHUNK = 5_000
_SEED = 2026
_SINCE = date(2020, 1, 1)
_NOW = datetime(2026, 11, 1, tzinfo=UTC)
#: Each unit has so many below it: four levels for two thousand.
_BELOW = 12
_KINDS = (Unit.Kind.COMMAND, Unit.Kind.REGION, Unit.Kind.DIVISION, Unit.Kind.STATION)
_COURSES, _RUNS = 20, 10
#: What becomes of an enrolment that is not the officer's newest, and how often.
_ENDS = (Enrolment.State.COMPLETED, Enrolment.State.FAILED, Enrolment.State.WITHDRAWN, Enrolment.State.EXPIRED)
_OFTEN = (78, 12, 7, 3)
_GIVEN = (
    "Rosa", "Luis", "María", "Jorge", "Ñusta", "Víctor", "Carmen", "Raúl", "Silvia", "Andrés", "Teófila", "Iván",
    "Gladys", "José", "Pilar", "Óscar", "Yolanda", "Hugo", "Flor", "Édgar",
)  # fmt: skip
_SURNAMES = (
    "Huamán", "Quispe", "Mamani", "Ccori", "Paredes", "Soto", "Salcedo", "Peña", "Yupanqui", "O'Brien", "Velarde",
    "Núñez", "Ramos", "Chuquimia", "Alvarado", "Tello", "Landa", "Rojas", "Espinoza", "Cárdenas", "Benites", "Ávila",
    "Arteaga", "Ponce", "Condori", "Flores", "Ñahui", "De la Cruz", "Vásquez", "Chávez",
)  # fmt: skip


@dataclass(frozen=True)
class Size:
    """How many of each."""

    officers: int = 150_000
    units: int = 2_000
    enrolments: int = 1_000_000


def make_load(size: Size, tell: Tell = lambda words: None) -> None:
    """Fill an empty database; at most as many enrolments an officer as there are courses."""
    if size.enrolments > size.officers * _COURSES:
        raise ValueError(f"An officer has at most {_COURSES} enrolments.")
    dice = random.Random(_SEED)  # noqa: S311 - the same rows every time is what is wanted
    load_ranks()
    units = _units(size.units)
    tell(f"{len(units)} units")
    officers = _officers(size.officers, units, list(Rank.objects.order_by("pk")), dice)
    tell(f"{len(officers)} officers")
    runs = _runs(dice)
    tell(f"{_COURSES} courses, {_COURSES * _RUNS} runs")
    done = 0
    for chunk in _chunks(_enrolments(size.enrolments, officers, runs, dice)):
        Enrolment.objects.bulk_create(chunk)
        done += len(chunk)
        tell(f"{done} enrolments")


def _units(count: int) -> list[Unit]:
    """Return units in a tree, level by level, since a path holds the keys above."""
    units: list[Unit] = []
    above: Sequence[Unit] = ()
    for kind in _KINDS:
        wanted = count - len(units) if kind is _KINDS[-1] else min(max(1, len(above) * _BELOW), count - len(units))
        first = len(units)
        level = [
            Unit(code=f"L{first + n:05d}", name=f"{kind.label} {first + n:05d}", kind=kind, parent=_over(above, n))
            for n in range(wanted)
        ]
        Unit.objects.bulk_create(level, batch_size=_CHUNK)
        for unit in level:
            unit.path = f"{unit.parent.path if unit.parent else '/'}{unit.pk}/"
        Unit.objects.bulk_update(level, ["path"], batch_size=500)
        UnitParent.objects.bulk_create([UnitParent(unit=unit, parent=unit.parent, since=_SINCE) for unit in level])
        units += level
        above = level
    return units


def _over(above: Sequence[Unit], n: int) -> Unit | None:
    return above[n % len(above)] if above else None


def _officers(count: int, units: Sequence[Unit], ranks: Sequence[Rank], dice: random.Random) -> list[int]:
    """Make officers with an open posting each and return their keys; nobody can log in."""

    def officer(n: int) -> Officer:
        given = f"{dice.choice(_GIVEN)} {dice.choice(_GIVEN)}"
        paternal, maternal = dice.choice(_SURNAMES), dice.choice(_SURNAMES)
        cip = f"{40_000_000 + n}"
        return Officer(
            public_id=_uuid(dice), login=cip, cip=cip, dni=f"{60_000_000 + n}", given_names=given,
            paternal_surname=paternal, maternal_surname=maternal, search_name=fold(f"{paternal} {maternal} {given}"),
            rank=dice.choice(ranks), unit=dice.choice(units), date_joined=_NOW, password=UNUSABLE_PASSWORD_PREFIX,
            password_chosen_at=_NOW if dice.random() < 0.8 else None,
        )  # fmt: skip

    keys: list[int] = []
    for chunk in _chunks(map(officer, range(count))):
        Officer.objects.bulk_create(chunk)
        Posting.objects.bulk_create(Posting(officer=row, unit=row.unit, rank=row.rank, since=_SINCE) for row in chunk)
        keys += [row.pk for row in chunk]
    return keys


def _runs(dice: random.Random) -> list[list[CourseRun]]:
    """Return the runs of each course, the oldest first; the last one is under way."""
    area = Area.objects.create(code="load", name="Carga")
    return [_runs_of(_edition(n, area, dice), dice) for n in range(_COURSES)]


def _edition(n: int, area: Area, dice: random.Random) -> Edition:
    course = Course.objects.create(uuid=_uuid(dice), code=f"LD-{n + 101}", area=area, classification="internal")
    title = f"Curso de carga {n + 1}"
    edition = Edition.objects.create(
        uuid=_uuid(dice), course=course, number=1, title=title, public_title=title, academic_hours=20, level="basic",
        payload={"schema": 1, "summary": title, "objectives": [], "audience": ""}, search_text=fold(title),
        sha256=sha256(title), published_at=_NOW - timedelta(days=1000),
    )  # fmt: skip
    EditionItem.objects.create(
        edition=edition, activity_uuid=_uuid(dice), kind="module", title="Módulo", label="1", order=0,
        payload={"schema": 1}, sha256=sha256({"schema": 1}),
    )  # fmt: skip
    return edition


def _runs_of(edition: Edition, dice: random.Random) -> list[CourseRun]:
    starts = [_NOW - timedelta(days=30 + 90 * n) for n in reversed(range(_RUNS))]
    return CourseRun.objects.bulk_create(
        CourseRun(
            uuid=_uuid(dice), edition=edition, code=f"{edition.course}-{n + 1:02d}", starts_at=start,
            ends_at=start + timedelta(days=80), enrolment_opens_at=start - timedelta(days=20),
            enrolment_closes_at=start + timedelta(days=20),
        )
        for n, start in enumerate(starts)
    )  # fmt: skip


def _enrolments(
    count: int, officers: Sequence[int], runs: Sequence[Sequence[CourseRun]], dice: random.Random
) -> Iterator[Enrolment]:
    """Yield a round of enrolments for all officers after another: no officer twice in a course, the first active."""
    for n in range(count):
        turn, which = divmod(n, len(officers))
        of_course = runs[(turn + which) % len(runs)]
        run = of_course[-1] if turn == 0 else dice.choice(of_course[:-1])
        state = Enrolment.State.ACTIVE if turn == 0 else dice.choices(_ENDS, _OFTEN)[0]
        yield Enrolment(
            uuid=_uuid(dice), officer_id=officers[which], run=run, edition=run.edition, course=run.edition.course,
            state=state, made_at=run.starts_at, ended_at=None if turn == 0 else run.ends_at,
        )  # fmt: skip


def _chunks(rows: Iterable[Any]) -> Iterator[list[Any]]:
    rest = iter(rows)
    while chunk := list(islice(rest, _CHUNK)):
        yield chunk


def _uuid(dice: random.Random) -> uuid.UUID:
    return uuid.UUID(int=dice.getrandbits(128), version=4)
