"""The rules of an exam, as its frozen payload states them, and which of its questions may be asked. Pure.

The payload (``docs/exams.md``) names question versions by UUID and hash, never their
content: payloads feed search and packages that learners may keep.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, Self
from uuid import UUID

from assessments.draw import Blueprint, QuestionRef, Section, TagDraw
from assessments.grading import slot_weight
from assessments.longer import longer
from assessments.question_types.base import Order
from assessments.question_types.parameters import Parameters
from assessments.review_rules import Moment, Table, Thing, table_of

__all__ = [
    "KIND", "SCHEMA", "ExamRules", "Named", "NamedCase", "Options", "compose", "named_questions", "named_versions",
    "question_count", "schema_of", "weight_range",
]  # fmt: skip

#: As stored in ``EditionItem.kind``.
KIND = "exam"
#: Version of the payload's schema. One that sets no rule of a later schema is written as the earlier one.
SCHEMA = 2
_FIRST_SECTION = {"title", "questions", "draws"}
_FIRST_REVIEW = ("at_once", "after_close")
_LATER = {"behaviour", "try_penalty", "entry"}


@dataclass(frozen=True, slots=True)
class ExamRules:
    """How an exam is sat and counted.

    counts: whether it makes a mark of the course; otherwise it is a quiz. minutes, attempts: None is
    no limit. pass_mark: None is the course's. review: the name of a table, or one
    (``review_rules``). behaviour: ``exam`` or
    ``practice``. try_penalty: what each further try at a question of a practice takes off, of 1.
    """

    intro: str
    counts: bool
    minutes: int | None
    attempts: int | None
    wait: timedelta
    counting: str
    pass_mark: Decimal | None
    review: str | Mapping[str, Any]
    behaviour: str = "exam"
    try_penalty: Fraction = Fraction(0)

    @classmethod
    def from_payload(cls, payload: Mapping[str, Any]) -> Self:
        """Read the rules of an exam's payload."""
        pass_mark = payload["pass_mark"]
        return cls(
            intro=payload["intro"],
            counts=payload["counts"],
            minutes=payload["minutes"],
            attempts=payload["attempts"],
            wait=timedelta(hours=payload["wait_hours"]),
            counting=payload["counting"],
            pass_mark=None if pass_mark is None else Decimal(pass_mark),
            review=payload["review"],
            behaviour=payload.get("behaviour", "exam"),
            try_penalty=Fraction(payload.get("try_penalty", 0), 100),
        )

    @property
    def shows_key_at_once(self) -> bool:
        """Whether right answers are shown at submitting: of a quiz only, since others still earn a mark by an exam."""
        return self.shows_key_at(Moment.AFTER)

    @property
    def review_table(self) -> Table:
        """What is shown of a finished attempt, and when."""
        return table_of(self.review)

    def shows_key_at(self, moment: Moment) -> bool:
        """Whether right answers are shown at a moment."""
        return Thing.KEY in self.review_table.at(moment, counts=self.counts)

    @property
    def is_practice(self) -> bool:
        """Whether answers are checked one by one and tried again: never of an exam that counts."""
        return self.behaviour == "practice" and not self.counts

    def passing(self, course: Decimal) -> Decimal:
        """Return the mark that passes it: its own, or else the course's."""
        return course if self.pass_mark is None else self.pass_mark

    def extended(self, *, attempts: int, minutes: int, factor: Decimal | None = None) -> Self:
        """Return the rules with so many more attempts and more time (``longer``); what has no limit keeps none."""
        return replace(
            self,
            attempts=None if self.attempts is None else self.attempts + attempts,
            minutes=None if self.minutes is None else longer(self.minutes, more=minutes, factor=factor),
        )

    def attempts_left(self, made: int) -> int | None:
        """Return how many more attempts there are after so many; None: no limit."""
        return None if self.attempts is None else max(self.attempts - made, 0)


@dataclass(frozen=True, slots=True)
class NamedCase:
    """The version of a case that a question is about."""

    question: UUID
    version: UUID
    sha256: str

    def to_json(self) -> dict[str, str]:
        """Give it as JSON values."""
        return {"question": str(self.question), "version": str(self.version), "sha256": self.sha256}

    @classmethod
    def from_json(cls, stored: Mapping[str, str]) -> Self:
        """Read what ``to_json`` gave."""
        return cls(UUID(stored["question"]), UUID(stored["version"]), stored["sha256"])


@dataclass(frozen=True, slots=True)
class Named:
    """A question version as a payload names it; weight: ``0/1`` where its kind is not scored."""

    question: UUID
    version: UUID
    sha256: str
    weight: str
    case: NamedCase | None = None

    def to_json(self) -> dict[str, Any]:
        """Give it as JSON values; the case only where there is one."""
        case = {"case": self.case.to_json()} if self.case else {}
        return {
            "question": str(self.question), "version": str(self.version),
            "sha256": self.sha256, "weight": self.weight, **case,
        }  # fmt: skip

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Read what ``to_json`` gave."""
        case = NamedCase.from_json(stored["case"]) if "case" in stored else None
        return cls(UUID(stored["question"]), UUID(stored["version"]), stored["sha256"], stored["weight"], case)


@dataclass(frozen=True, slots=True)
class Options:
    """What a draw must know of a version's content: its kind, how its options are ordered, what is drawn of it."""

    kind: str
    order: Order
    parameters: Parameters | None = None

    def ref(self, named: Named, place: int = 0) -> QuestionRef:
        """Return the version as a draw asks for it; place: its order among the questions of its case."""
        order = self.order
        return QuestionRef(
            question=named.question, version=named.version, sha256=named.sha256, kind=self.kind, weight=named.weight,
            option_ids=order.ids, shuffles=order.shuffles, pinned=order.pinned, moved=order.moved, never=order.never,
            parameters=self.parameters, case=named.case.version if named.case else None, place=place,
        )  # fmt: skip


def named_questions(payload: Mapping[str, Any]) -> Iterator[Named]:
    """Yield every question that the exam may ask, each once."""
    seen: set[UUID] = set()
    for section in payload["sections"]:
        for stored in [*section["questions"], *(one for draw in section["draws"] for one in draw["pool"])]:
            named = Named.from_json(stored)
            if named.version not in seen:
                seen.add(named.version)
                yield named


def named_versions(payload: Mapping[str, Any]) -> set[UUID]:
    """Return the versions that the payload names: of questions, and of the cases that they are about."""
    named = list(named_questions(payload))
    return {one.version for one in named} | {one.case.version for one in named if one.case}


def question_count(payload: Mapping[str, Any]) -> int:
    """Return how many questions a sitting has."""
    return sum(
        len(section["questions"]) + sum(draw["count"] for draw in section["draws"]) for section in payload["sections"]
    )


def schema_of(payload: Mapping[str, Any]) -> int:
    """Return the earliest schema that says what the payload says, so that what says nothing new keeps its hash."""
    is_later = (
        _LATER & set(payload)
        or payload["review"] not in _FIRST_REVIEW
        or any(set(section) - _FIRST_SECTION for section in payload["sections"])
    )
    return SCHEMA if is_later else 1


def weight_range(payload: Mapping[str, Any]) -> tuple[Fraction, Fraction]:
    """Return the least and the most that the questions of a sitting may weigh together."""
    least = most = Fraction(0)
    for section in payload["sections"]:
        sure = sum((slot_weight(stored["weight"]) for stored in section["questions"]), Fraction(0))
        least, most = least + sure, most + sure
        for draw in section["draws"]:
            weights = sorted(slot_weight(stored["weight"]) for stored in draw["pool"])
            least += sum(weights[: draw["count"]], Fraction(0))
            most += sum(weights[-draw["count"] :], Fraction(0))
    return least, most


def compose(
    payload: Mapping[str, Any], options: Mapping[UUID, Options]
) -> tuple[Blueprint, dict[str, tuple[QuestionRef, ...]]]:
    """Return blueprint and pools for ``draw``. options: of every version that the payload names.

    The questions of a case keep the order of the payload: as they are listed, then as they were made.
    """

    places = {one.version: place for place, one in enumerate(named_questions(payload))}

    def ref(stored: Mapping[str, Any]) -> QuestionRef:
        named = Named.from_json(stored)
        return options[named.version].ref(named, places[named.version])

    pools: dict[str, tuple[QuestionRef, ...]] = {}
    sections = []
    for section in payload["sections"]:
        for draw in section["draws"]:
            pools[draw["tag"]] = tuple(ref(stored) for stored in draw["pool"])
        sections.append(
            Section(
                title=section["title"],
                questions=tuple(ref(stored) for stored in section["questions"]),
                draws=tuple(TagDraw(draw["tag"], draw["count"]) for draw in section["draws"]),
            )
        )
    blueprint = Blueprint(
        sections=tuple(sections),
        shuffle_questions=payload["shuffle_questions"],
        shuffle_options=payload["shuffle_options"],
    )
    return blueprint, pools
