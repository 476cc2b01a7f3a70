"""What the page of a sitting shows: questions, options under the attempt's keys, and what is saved."""

import hmac
from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from assessments.draw import Draw, Slot, translate
from assessments.grading import slot_weight
from assessments.models.attempt import Attempt
from assessments.models.checked_answer import CheckedAnswer
from assessments.models.response import Response
from assessments.prose import inline, prose
from assessments.queries.answers import Answer, answers_of, counting
from assessments.queries.attempt_files import attempt_file_url, pictures_of
from assessments.queries.cases import ShownCase, shown_case
from assessments.queries.checked import Checked, last_checked
from assessments.queries.marks import points
from assessments.queries.places import SittingPiece, SittingPlace, pieces_of, places_of
from assessments.queries.sections import Part
from assessments.queries.tries import checked_in
from assessments.queries.wordings import Wording, wordings
from assessments.question_types import words
from assessments.question_types.base import Value
from assessments.question_types.places import for_all
from assessments.rules import ExamRules
from assessments.section_rules import SectionRules
from courses.frozen_files import inside
from courses.render import FileURL

__all__ = [
    "Sitting", "SittingOption", "SittingQuestion", "owner_of", "question_of", "questions_of", "seal_of", "sitting",
    "summary", "written",
]  # fmt: skip

#: A clock that runs for days hurries nobody: it is shown when less than this is left.
CLOCK_SECONDS = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class SittingOption:
    """An option: the attempt's key for it, its words, and whether it is chosen."""

    key: str
    words: SafeString
    chosen: bool


@dataclass(frozen=True, slots=True)
class SittingQuestion:
    """A question as it may be shown before review.

    section, instructions: at the first question of a section that has any. part: the number of its section. page: of
    those into which a browser cuts what it shows. checks: whether an answer can be checked; checked: what was said of
    the newest that was. base: ``client.sequence`` of the answer that counts; empty: none. readable: whether what is
    typed has the form that the kind asks for. places, pieces: of a question that is answered place by place; pieces
    where they stand in a text.
    other: an answer given without knowing the one that counts, in words. parts: what only its kind's template knows.
    by_hand: whether a person marks it. case: at the first of the questions about it. about: the number by which they
    find it; 0: about none.
    """

    number: int
    kind: str
    template: str
    weight: str
    prompt: SafeString
    options: tuple[SittingOption, ...]
    several: bool
    text: str
    readable: bool
    unit: str
    places: tuple[SittingPlace, ...]
    pieces: tuple[SittingPiece, ...]
    rules: frozenset[str]
    script: str
    base: str
    saved_at: datetime | None
    answered: bool
    other: str
    scored: bool = True
    by_hand: bool = False
    parts: Any = None
    pictures: tuple[SafeString, ...] = ()
    case: ShownCase | None = None
    about: int = 0
    section: str = ""
    checked: Checked | None = None
    checks: bool = False
    instructions: str = ""
    part: int = 1
    page: int = 1

    @property
    def heading(self) -> str:
        """Its number and what it is worth; every page says it twenty times."""
        named = _("Question %(number)s") % {"number": self.number}
        if not self.scored:
            worth = _("not scored")
        elif self.weight == "1":
            worth = _("1 point")
        else:
            worth = _("%(weight)s points") % {"weight": self.weight}
        return f"{named} · {worth}"

    @property
    def standing(self) -> str:
        """Its number and whether it is answered, for who hears the page."""
        words = _("Question %(number)s, answered") if self.answered else _("Question %(number)s, not answered")
        return words % {"number": self.number}


@dataclass(frozen=True, slots=True)
class _Around:
    """What a page says of a question beside the question: see ``SittingQuestion``."""

    section: str = ""
    instructions: str = ""
    part: int = 1
    page: int = 1
    case: ShownCase | None = None
    about: int = 0


_ALONE = _Around()


@dataclass(frozen=True, slots=True)
class Sitting:
    """A sitting page. owner: names the officer in the browser's storage and says nothing about him; seal: ``seal_of``.

    part: the section that it shows; None: it shows them all. ends_at: of what it shows. seconds_left: until then by the
    database's clock; None where no clock is shown.
    """

    attempt: UUID
    title: str
    owner: str
    seal: str
    client: int
    questions: tuple[SittingQuestion, ...]
    ends_at: datetime | None
    seconds_left: int | None
    saved_at: datetime | None
    part: Part | None = None

    @property
    def answered(self) -> int:
        """How many questions have an answer that is not blank."""
        return sum(question.answered for question in self.questions)

    @property
    def unanswered(self) -> tuple[SittingQuestion, ...]:
        """The questions still to answer."""
        return tuple(question for question in self.questions if not question.answered)


@dataclass(frozen=True, slots=True)
class Kept:
    """Answers, and those that were checked, of a sitting that has no rows."""

    answers: list[Answer]
    checked: dict[int, list[CheckedAnswer]]


def sitting(
    attempt: Attempt, *, title: str, owner: UUID, client: int, sections: Sequence[SectionRules],
    only: int | None = None, part: Part | None = None, rules: ExamRules | None = None, file_url: FileURL | None = None,
    kept: Kept | None = None,
) -> Sitting:  # fmt: skip
    """Return the page of an attempt of ``attempt_or_404``; two statements at most.

    rules: of a practice, whose checked answers cost one statement more. only: the number of the section whose questions
    stand on it; None: all of them. part: that section, where it is open.

    client: the number of this load; the first one asks for no answers, checked ones neither, since only a load gives
    any. file_url: where its pictures lie, if not with the attempt. kept: the answers of a trial, which saves none.
    """
    drawn = Draw.from_json(attempt.draw)
    answers = kept.answers if kept else [] if client == 1 else answers_of(attempt.pk)
    shown = Draw(tuple(slot for slot in drawn.slots if only is None or slot.section == only))
    questions = questions_of(shown, answers, sections, file_url or attempt_file_url(attempt.public_id))
    if rules is not None and rules.is_practice:
        tried = kept.checked if kept else {} if client == 1 else checked_in(attempt.pk)
        checked = last_checked(shown, rules, tried, answers, counting(answers))
        questions = tuple(
            replace(one, checks=one.scored and not one.by_hand, checked=checked.get(one.number)) for one in questions
        )  # fmt: skip
    if kept is not None:
        questions = tuple(replace(one, saved_at=None) for one in questions)
    ends_at = (part.ends_at if part else None) or attempt.ends_at
    left: int | None = None
    if ends_at is not None:
        left = max(int((ends_at - attempt.now).total_seconds()), 0)  # type: ignore[attr-defined]  # annotated
    return Sitting(
        attempt=attempt.public_id,
        title=title,
        owner=owner_of(owner, attempt.public_id),
        seal=seal_of(attempt),
        client=client,
        questions=questions,
        ends_at=ends_at,
        seconds_left=left if left is not None and left < CLOCK_SECONDS else None,
        saved_at=max((question.saved_at for question in questions if question.saved_at), default=None),
        part=part,
    )


def owner_of(officer: UUID, attempt: UUID) -> str:
    """Return the name of an officer in a browser's storage, for one attempt: it means nothing elsewhere."""
    return sha256(b"sitting:" + officer.bytes + attempt.bytes).hexdigest()[:32]


def seal_of(attempt: Attempt) -> str:
    """Return the key under which the browser keeps what waits, in base64: HMAC-SHA256 of a label by the secret seed.

    It is told to the attempt's owner alone, and nothing of the seed follows from it.
    """
    return b64encode(hmac.digest(bytes(attempt.seed), b"aula.sitting.seal", "sha256")).decode()


def questions_of(
    drawn: Draw, answers: Sequence[Answer], sections: Sequence[SectionRules], file_url: FileURL = inside
) -> tuple[SittingQuestion, ...]:
    """Return the questions of a draw with what was answered; one statement for wordings not read yet."""
    known = wordings(drawn.versions)
    counted = counting(answers)
    stale = {answer.slot: answer for answer in answers if answer.standing == Response.Standing.STALE}
    questions: list[SittingQuestion] = []
    before = position = page = 0
    is_cut = ends = False
    case: ShownCase | None = None
    of_case: tuple[int, UUID | None] = (0, None)
    for slot in drawn.slots:
        rules = sections[slot.section - 1]
        is_first = slot.section != before
        begins_page = (is_cut or rules.cuts_pages) if is_first else ends
        page, position = page + begins_page, 1 if begins_page else position + 1
        ends = rules.ends_page(str(slot.question), position)
        before, is_cut = slot.section, rules.cuts_pages
        newest, other = counted.get(slot.number), stale.get(slot.number)
        if other is not None and not _is_open(other, newest):
            other = None
        begins = slot.case is not None and (slot.section, slot.case) != of_case
        of_case = (slot.section, slot.case)
        if slot.case is not None and begins:
            case = shown_case(known[slot.case], slot.number, file_url)
        of_a_case = case if slot.case is not None else None
        around = _Around(
            part=slot.section, page=page, section=rules.title if is_first else "",
            instructions=prose(rules.instructions) if is_first else "",
            case=of_a_case if begins else None, about=of_a_case.number if of_a_case else 0,
        )  # fmt: skip
        questions.append(
            question_of(slot, known[slot.version], newest=newest, other=other, file_url=file_url, around=around)
        )
    return tuple(questions)


def _is_open(stale: Answer, newest: Answer | None) -> bool:
    """Whether a stale answer is still to be chosen or left: nothing that counts came after it or says the same."""
    if newest is None:
        return stale.value is not None
    return stale.order > newest.order and stale.value != newest.value


def summary(slot: Slot, wording: Wording, value: Value) -> str:
    """Return an answer in words, as one line; wording: that of this slot (``Wording.of``)."""
    text = wording.type.summary(wording.content, translate(slot, value))
    return str(words.option_words(slot.kind).get(text, text))


def written(slot: Slot, wording: Wording, value: Value) -> str:
    """Return an answer as a review shows it, with its lines; wording: that of this slot (``Wording.of``)."""
    text = wording.type.written(wording.content, translate(slot, value))
    return str(words.option_words(slot.kind).get(text, text))


def question_of(
    slot: Slot,
    wording: Wording,
    *,
    newest: Answer | None = None,
    other: Answer | None = None,
    file_url: FileURL = inside,
    around: _Around = _ALONE,
) -> SittingQuestion:
    """Return a question as it may be shown before review, with the answer that counts.

    file_url: where its pictures lie for the reader; without, they stand in the page itself. around: what the page says
    of it; without, it stands alone.
    """
    wording = wording.of(slot)
    value = newest.value if newest else None
    chosen = frozenset(value if isinstance(value, list) else [value])
    texts = {option.id: option.text for option in wording.public.options}
    fixed = words.option_words(slot.kind)
    options = tuple(
        SittingOption(option.key, inline(texts[option.id]) or SafeString(fixed[option.id]), option.key in chosen)
        for option in slot.options
        if option.id in texts and for_all(option.id)
    )
    places = places_of(slot, wording.public, value)
    return SittingQuestion(
        number=slot.number, kind=slot.kind, template=wording.type.template,
        weight=points(slot_weight(slot.weight)),
        prompt=prose(wording.public.prompt), options=options, several=wording.type.takes_several,
        text=value if isinstance(value, str) and not slot.options else "", readable=wording.type.readable(value),
        unit=wording.public.unit, places=places, pieces=pieces_of(slot, wording.public, places),
        rules=wording.public.rules, script=wording.type.script,
        base=newest.key if newest else "", saved_at=newest.at if newest else None, answered=value is not None,
        other=(summary(slot, wording, other.value) or _("no answer")) if other else "",
        scored=wording.type.is_scored, by_hand=wording.type.is_marked_by_hand,
        parts=wording.type.parts(wording.content, value), pictures=pictures_of(wording.content, file_url),
        section=around.section, instructions=around.instructions, part=around.part, page=around.page,
        case=around.case, about=around.about,
    )  # fmt: skip
