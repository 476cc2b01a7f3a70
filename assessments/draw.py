"""The draw of a sitting: which question versions, in which order, under which option keys. Pure.

`draw(blueprint, pools, seed)` is a function of its arguments alone: the stored secret seed gives
the same sitting again (`seed_stream` documents the chance). What it gives is stored with the
attempt; from then on the stored draw is the truth, not the seed.

An option is known to the browser by a key that is random for this attempt, so that two officers
who compare keys, or one who keeps them, learn nothing. `translate` is the one function that maps
them back; grading, review, export and statistics all go through it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import chain
from typing import Any, Self
from uuid import UUID

from assessments.grading import slot_weight
from assessments.question_types import registry
from assessments.question_types.base import Value
from assessments.question_types.parameters import Parameters, Values
from assessments.seed_stream import SeedStream
from assessments.selection import Demand, Shortage, select

#: Letters of option keys: no vowels (no words), nothing that looks like another letter or a digit.
KEY_LETTERS = "bcdfghjkmnpqrstvwxz"
KEY_LENGTH = 4
#: Form of the stored draw.
FORM = 1
#: Questions and versions are the same for everybody who sits: each is read once.
_uuid = lru_cache(8192)(UUID)


@dataclass(frozen=True, slots=True)
class QuestionRef:
    """A question version that a blueprint fixes or a pool offers.

    weight: as text, "1", "1.5" or "2/3"; "0/1" of a kind that is not scored. option_ids: stable, in
    the author's order; empty where the kind has none. shuffles, pinned, moved, never: as in `base.Order`.
    parameters: what the sitting draws of the wording. case: the version of the case that it is about.
    place: its order among the questions of the case.
    """

    question: UUID
    version: UUID
    sha256: str
    kind: str
    weight: str
    option_ids: tuple[str, ...]
    shuffles: bool = True
    pinned: frozenset[str] = frozenset()
    moved: tuple[tuple[str, ...], ...] = ()
    never: bool = False
    parameters: Parameters | None = None
    case: UUID | None = None
    place: int = 0


@dataclass(frozen=True, slots=True)
class TagDraw:
    """So many questions of the pool of a tag."""

    tag: str
    count: int


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a blueprint: fixed questions, then draws."""

    title: str
    questions: tuple[QuestionRef, ...] = ()
    draws: tuple[TagDraw, ...] = ()


@dataclass(frozen=True, slots=True)
class Blueprint:
    """What an exam asks: sections in order, and what is shuffled (questions within their section)."""

    sections: tuple[Section, ...]
    shuffle_questions: bool
    shuffle_options: bool


@dataclass(frozen=True, slots=True)
class DrawnOption:
    """An option of a slot: the attempt's key, and the stable id that never leaves the server."""

    key: str
    id: str


@dataclass(frozen=True)
class Slot:
    """A place of a sitting, filled. number: from 1, over all sections. section: from 1.

    options stand in the order in which they are shown. values: what was drawn of the wording. case:
    the version of the case that the question is about; slots of one case follow one another.
    """

    number: int
    section: int
    question: UUID
    version: UUID
    sha256: str
    kind: str
    weight: str
    options: tuple[DrawnOption, ...]
    values: Values = ()
    case: UUID | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """The option keys in the order in which they are shown."""
        return tuple(option.key for option in self.options)

    @cached_property
    def mapping(self) -> Mapping[str, str]:
        """Option keys to stable ids."""
        return {option.key: option.id for option in self.options}

    def to_json(self) -> dict[str, Any]:
        """Give the slot as JSON values; values and case only where there are any."""
        stored: dict[str, Any] = {
            "number": self.number,
            "section": self.section,
            "question": str(self.question),
            "version": str(self.version),
            "sha256": self.sha256,
            "kind": self.kind,
            "weight": self.weight,
            "options": [[option.key, option.id] for option in self.options],
        }
        if self.values:
            stored["values"] = [list(pair) for pair in self.values]
        if self.case:
            stored["case"] = str(self.case)
        return stored

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Read what `to_json` gave; raises `DrawUnreadable`."""
        try:
            return cls(
                number=stored["number"],
                section=stored["section"],
                question=_uuid(stored["question"]),
                version=_uuid(stored["version"]),
                sha256=stored["sha256"],
                kind=stored["kind"],
                weight=stored["weight"],
                options=tuple(DrawnOption(key, option_id) for key, option_id in stored["options"]),
                values=tuple((name, value) for name, value in stored.get("values", ())),
                case=_uuid(stored["case"]) if "case" in stored else None,
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise DrawUnreadable(f"a slot cannot be read: {error!r}") from error


@dataclass(frozen=True, slots=True)
class Before:
    """What an officer has met of an exam before this draw, by which the draw prefers.

    seen: how many times each question stood in an attempt that was really sat. again: the questions of the attempt
    before, where it was given up (`is_given_up`): they come again, so that giving up shows nothing new.
    """

    seen: Mapping[UUID, int] = field(default_factory=dict)
    again: frozenset[UUID] = frozenset()

    def rank(self, question: UUID) -> int:
        """Give the rank of a question: the lowest is drawn first."""
        return -1 if question in self.again else self.seen.get(question, 0)

    def to_json(self) -> dict[str, Any]:
        """Give it as JSON values."""
        return {
            "seen": {str(question): times for question, times in self.seen.items()},
            "again": sorted(str(question) for question in self.again),
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Read what `to_json` gave."""
        seen = {UUID(question): times for question, times in stored["seen"].items()}
        return cls(seen, frozenset(UUID(question) for question in stored["again"]))

    @classmethod
    def after(cls, stored: Mapping[str, Any], answers: int | None) -> Self:
        """Give what was met once a draw is over.

        answers: how many of its questions had one; None: not known, or what was asked is met, however few had one.
        """
        met = cls.from_json(stored["before"]) if "before" in stored else cls()
        asked = [UUID(slot["question"]) for slot in _stored_slots(stored)]
        if answers is not None and is_given_up(answers, len(asked)):
            return cls(met.seen, frozenset(asked))
        return cls({**met.seen, **{question: met.seen.get(question, 0) + 1 for question in asked}})


NOTHING_MET = Before()


def is_given_up(answers: int, questions: int) -> bool:
    """Say whether an attempt was looked at rather than sat: fewer than half of its questions were answered.

    One answer is not enough: else whoever wants to see the whole bank would give one.
    """
    return 2 * answers < questions


class UnknownSlot(LookupError):
    """The draw has no slot of this number."""

    code = "unknown_slot"


@dataclass(frozen=True, slots=True)
class Draw:
    """A sitting, drawn. Slots stand by number, the first being number 1. before: by which it preferred."""

    slots: tuple[Slot, ...]
    before: Before = NOTHING_MET

    @property
    def versions(self) -> tuple[UUID, ...]:
        """The versions of its questions, and of the cases that they are about, each once."""
        cases = (slot.case for slot in self.slots if slot.case)
        return tuple(dict.fromkeys([*(slot.version for slot in self.slots), *cases]))

    def slot(self, number: int) -> Slot:
        """Give the slot of a number; raises `UnknownSlot`."""
        if not 1 <= number <= len(self.slots):
            raise UnknownSlot(number)
        return self.slots[number - 1]

    def to_json(self) -> dict[str, Any]:
        """Give the draw as JSON values, for the attempt's row; `from_json` reads it back."""
        before = {} if self.before == NOTHING_MET else {"before": self.before.to_json()}
        return {"form": FORM, "slots": [slot.to_json() for slot in self.slots], **before}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Read what `to_json` gave; raises `DrawUnreadable`."""
        slots = tuple(Slot.from_json(slot) for slot in _stored_slots(stored))
        if [slot.number for slot in slots] != list(range(1, len(slots) + 1)):
            raise DrawUnreadable("the slots are not numbered from 1")
        return cls(slots, Before.from_json(stored["before"]) if "before" in stored else NOTHING_MET)


class DrawUnreadable(ValueError):
    """A stored draw that this program did not write."""

    code = "draw_unreadable"


class DrawImpossible(Exception):
    """The bank has too few questions for a draw, once those that other slots need are taken."""

    code = "draw_impossible"

    def __init__(self, *, section: str, tag: str, wanted: int, available: int) -> None:
        self.section = section
        self.tag = tag
        self.wanted = wanted
        self.available = available
        self.params = {"section": section, "tag": tag, "wanted": wanted, "available": available}
        super().__init__(
            f"Section {section!r} draws {wanted} questions tagged {tag!r}; there are {available} that no "
            "other part of the exam asks."
        )


class QuestionTwice(ValueError):
    """A blueprint fixes one question in two places, or pools offer two versions of one question."""

    code = "question_twice"

    def __init__(self, question: UUID) -> None:
        self.question = question
        super().__init__(f"The question {question} comes twice.")


def draw(
    blueprint: Blueprint, pools: Mapping[str, Collection[QuestionRef]], seed: bytes, before: Before = NOTHING_MET
) -> Draw:
    """Draw a sitting.

    pools: by tag, every question that a draw of this tag may take, in any order; a question may be
    in several. seed: 16 secret bytes. before: what the officer has met of this exam: of a pool, what comes again and
    what was met least often is drawn first, and among equals the seed decides. No question comes twice in a sitting.
    Draws are made in the order of the blueprint, each question of one rank still free being equally likely, unless
    taking it would leave a later draw short: where some sitting is possible, one is found.

    Sections keep their order. Within one, fixed questions come first in the author's order, then
    the drawn ones; or all in a shuffled order. Questions of one case stand together, in the order of
    their place, where the first of them would have stood. Options keep the author's order unless the exam
    shuffles them and the kind allows it; what the kind moves is moved in every draw (`base.Order`).

    Raises `DrawImpossible`, `QuestionTwice`, and `grading.BadWeight` for a weight that is none.
    """
    stream = SeedStream(seed)
    drawn = iter(_drawn(blueprint, pools, stream, before))
    slots: list[Slot] = []
    taken_keys: set[str] = set()
    for position, section in enumerate(blueprint.sections, start=1):
        refs = list(section.questions)
        for _ in section.draws:
            refs.extend(next(drawn))
        blocks = _blocks(refs)
        if blueprint.shuffle_questions:
            blocks = stream.shuffled(blocks)
        for ref in chain.from_iterable(blocks):
            slot_weight(ref.weight)
            ids = _ordered(ref, stream, shuffle=blueprint.shuffle_options)
            options = tuple(DrawnOption(_new_key(stream, taken_keys), option_id) for option_id in ids)
            slots.append(
                Slot(
                    number=len(slots) + 1,
                    section=position,
                    question=ref.question,
                    version=ref.version,
                    sha256=ref.sha256,
                    kind=ref.kind,
                    weight=ref.weight,
                    options=options,
                    values=ref.parameters.drawn(stream) if ref.parameters else (),
                    case=ref.case,
                )
            )
    return Draw(tuple(slots), before)


def stored_slot(stored: Mapping[str, Any], number: int) -> Slot:
    """Read one slot of a stored draw without reading the others: saving an answer needs no more.

    Raises `UnknownSlot` and `DrawUnreadable`.
    """
    slots = _stored_slots(stored)
    if not 1 <= number <= len(slots):
        raise UnknownSlot(number)
    return Slot.from_json(slots[number - 1])


def accept(slot: Slot, value: object) -> Value:
    """Check what a browser sent for a slot and give the form that is stored; raises `ResponseRefused`."""
    accepted: Value = registry.get(slot.kind).accepts(slot.mapping, value)
    return accepted


def translate(slot: Slot, value: Value) -> Value:
    """Give a stored answer in stable ids: the only way from an attempt's keys to the content.

    Raises `ResponseRefused("unknown_option")` for a key that is not the slot's.
    """
    translated: Value = registry.get(slot.kind).translate(value, slot.mapping)
    return translated


def _drawn(
    blueprint: Blueprint, pools: Mapping[str, Collection[QuestionRef]], stream: SeedStream, before: Before
) -> list[list[QuestionRef]]:
    """Give the questions of every draw, in the order of the blueprint."""
    fixed: set[UUID] = set()
    for section in blueprint.sections:
        for ref in section.questions:
            if ref.question in fixed:
                raise QuestionTwice(ref.question)
            fixed.add(ref.question)
    draws = [(section, tag_draw) for section in blueprint.sections for tag_draw in section.draws]
    offered: dict[UUID, QuestionRef] = {}
    demands: list[Demand[UUID]] = []
    for _, tag_draw in draws:
        for ref in pools.get(tag_draw.tag, ()):
            if offered.setdefault(ref.question, ref) != ref:
                raise QuestionTwice(ref.question)
        candidates = {ref.question for ref in pools.get(tag_draw.tag, ())} - fixed
        # Sorted, so that the draw does not depend on the order in which a database gave the pool.
        demands.append(Demand(tag_draw.count, tuple(sorted(candidates))))
    try:
        selected = select(demands, stream, rank=before.rank)
    except Shortage as shortage:
        section, tag_draw = draws[shortage.demand]
        raise DrawImpossible(
            section=section.title, tag=tag_draw.tag, wanted=tag_draw.count, available=shortage.available
        ) from shortage
    return [[offered[question] for question in questions] for questions in selected]


def _ordered(ref: QuestionRef, stream: SeedStream, *, shuffle: bool) -> Sequence[str]:
    """Give the options of a question in the order in which they are shown."""
    groups = list(ref.moved)
    if shuffle and ref.shuffles:
        always = {option for group in ref.moved for option in group}
        groups.append(tuple(each for each in ref.option_ids if each not in ref.pinned and each not in always))
    shown = list(ref.option_ids)
    for group in groups:
        places = [ref.option_ids.index(option) for option in group]
        drawn = stream.shuffled(group)
        while ref.never and len(group) > 1 and group in ref.moved and tuple(drawn) == group:
            drawn = stream.shuffled(group)
        for place, option in zip(places, drawn, strict=True):
            shown[place] = option
    return shown


def _blocks(refs: Sequence[QuestionRef]) -> list[list[QuestionRef]]:
    """Give the questions of each case as a block, by their place, and every other question as one of its own."""
    blocks: dict[UUID, list[QuestionRef]] = {}
    for ref in refs:
        blocks.setdefault(ref.case or ref.question, []).append(ref)
    return [sorted(block, key=lambda ref: ref.place) for block in blocks.values()]


def _new_key(stream: SeedStream, taken: set[str]) -> str:
    while True:
        key = "".join(KEY_LETTERS[stream.below(len(KEY_LETTERS))] for _ in range(KEY_LENGTH))
        if key not in taken:
            taken.add(key)
            return key


def _stored_slots(stored: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    if not isinstance(stored, Mapping) or stored.get("form") != FORM or not isinstance(stored.get("slots"), list):
        raise DrawUnreadable("this is not a stored draw of a known form")
    slots: list[Mapping[str, Any]] = stored["slots"]
    return slots
