"""What a question type is: everything that a kind of question must provide, and nothing of Django.

A kind is a folder beside this file with `schema.py` (what is stored), `grading.py` (what an answer
earns), an `__init__.py` that exposes `TYPE`, and two files that know Django: `editor.py`, which exposes `Editor`
(its name for people and the form in which it is written: `editing.py`), and, where the kind says what no other does,
`words.py` (`question_types/words.py`). The registries find them. Beside the folder a kind needs its two templates
(`templates/assessments/questions/<kind>.html`, `…/review/<kind>.html`), and nothing else anywhere.

Three forms of one question: the *source* (a mapping from YAML, see `parse`), the *content* (what a
`QuestionVersion` stores, see `load` and `dump`), and what is *public* before review (`public`).

Two forms of one answer: as the browser sends it, in the attempt's own option keys (`accepts`), and
in the stable ids of the content (`translate`; everything else here reads that form).
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Any, Generic, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, ValidationError
from pydantic_core import PydanticCustomError

from assessments.question_types.further import Further, FurtherField
from assessments.question_types.parameters import Parameters, Values
from assessments.question_types.plain import plain_text
from assessments.question_types.problems import InvalidContent, Problem, problems_in

#: Fields of a question in the bank's YAML that belong to the bank, not to what a version stores.
BANK_FIELDS = frozenset({"key", "kind", "weight", "tags", "difficulty", "lessons", "objectives", "case"})


class Reason(StrEnum):
    """Why an answer earned what it did; the codes the shipped kinds use, worded where it is shown."""

    BLANK = "blank"
    RIGHT = "right"
    PARTLY_RIGHT = "partly_right"
    WRONG = "wrong"
    NOT_A_NUMBER = "not_a_number"
    OTHER_UNIT = "other_unit"
    NOT_SCORED = "not_scored"
    TO_BE_MARKED = "to_be_marked"


@dataclass(frozen=True, slots=True)
class Graded:
    """What an answer earns: an exact fraction of 1, and the codes of the reasons."""

    fraction: Fraction
    reasons: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Hold the bounds: no rule may earn more than the question or less than nothing."""
        if not 0 <= self.fraction <= 1:
            raise ValueError(f"a graded fraction lies between 0 and 1, not at {self.fraction}")

    @property
    def waits(self) -> bool:
        """Whether no rule can say what it earns: a person has to mark it, and until then it has no mark."""
        return Reason.TO_BE_MARKED in self.reasons


BLANK = Graded(Fraction(0), (Reason.BLANK,))
RIGHT = Graded(Fraction(1), (Reason.RIGHT,))
WRONG = Graded(Fraction(0), (Reason.WRONG,))
#: What a person has to mark; what it will earn is not known, and is no nought.
WAITS = Graded(Fraction(0), (Reason.TO_BE_MARKED,))

#: An answer is at most so many bytes of JSON; a kind may allow more.
MOST_BYTES = 2048


@dataclass(frozen=True, slots=True)
class PublicOption:
    """An option as it may be shown before review; id is the stable id, which stays on the server.

    text is Markdown; empty for true/false, whose two words belong to the page.
    """

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class PublicPlace:
    """One of the places of a question that is answered place by place (`places.py`); id is stable.

    text is Markdown, empty where the text around it says enough. choices: the ids of what may stand there; none
    where it is typed.
    """

    id: str
    text: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PublicQuestion:
    """What may leave the server before review: no key, feedback, tolerance or explanation.

    Options and places stand in the author's order; a sitting shows them in the slot's order, by the slot's keys.
    options: what is chosen from, or what may stand at the places. text: Markdown in which places stand, each as
    `[[id]]`; empty where they stand below one another. rules: what else the page must say, by codes of the kind.
    """

    kind: str
    prompt: str
    options: tuple[PublicOption, ...] = ()
    unit: str = ""
    places: tuple[PublicPlace, ...] = ()
    text: str = ""
    rules: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ReviewedPlace:
    """A place as a review shows it: what was put there and what is right, each as one line of plain text, and why."""

    id: str
    text: str
    given: str
    right: str
    earned: Fraction
    feedback: str


@dataclass(frozen=True, slots=True)
class Order:
    """In which order a draw may show the options of a question.

    ids: in the author's order. shuffles: whether an exam that shuffles may reorder them. pinned: those that keep their
    place then. moved: ids that change places with one another in every draw, since the author's order is the key or
    hints at it. never: whether the author's order of these is never drawn.
    """

    ids: tuple[str, ...]
    shuffles: bool = False
    pinned: frozenset[str] = frozenset()
    moved: tuple[tuple[str, ...], ...] = ()
    never: bool = False


@dataclass(frozen=True, slots=True)
class ReviewedOption:
    """An option as a review shows it: whether it is right, whether it was chosen, and why."""

    id: str
    text: str
    right: bool
    chosen: bool
    feedback: str


def _storable(text: str) -> str:
    if not is_storable(text):
        raise PydanticCustomError("unstorable_character", "not storable")
    return text


def _not_blank(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("blank", "blank")
    return text


def is_storable(text: str) -> bool:
    """Say whether a database can hold the text: no NUL (PostgreSQL), no lone surrogate (UTF-8)."""
    return "\0" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


def shown_kind(kind: object) -> str:
    """Give what stood where a kind was expected, short enough and safe to show."""
    return kind[:40] if isinstance(kind, str) else type(kind).__name__


def count_within(found: int, *, least: int, most: int) -> None:
    """Refuse a list that is too short or too long.

    Called in the validators of lists: pydantic's own bounds count a wrong entry as absent.
    """
    if found < least:
        raise PydanticCustomError("too_few", "too few", {"least": least, "found": found})
    if found > most:
        raise PydanticCustomError("too_many", "too many", {"most": most, "found": found})


#: Markdown of any length a page can bear, possibly empty.
Prose = Annotated[str, StringConstraints(max_length=10_000), AfterValidator(_storable)]
#: Markdown that must say something.
Text = Annotated[Prose, AfterValidator(_not_blank)]
#: One line, possibly empty.
Line = Annotated[str, StringConstraints(max_length=500), AfterValidator(_storable)]


class Stored(BaseModel):
    """A part of a question's content: nothing is converted, changed or added."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


class QuestionContent(Stored):
    """What every kind stores; texts are Markdown source.

    explanation: why the right answer is right, for everyone, at review.
    reference: the doctrine or the law it rests on.
    """

    prompt: Text
    explanation: Prose = ""
    reference: Annotated[Prose, StringConstraints(max_length=300)] = ""


C = TypeVar("C", bound=QuestionContent)
#: What an answer may be: text (an option, or what was typed), a list of options, or None for blank.
Value = str | list[str] | None
V = TypeVar("V", bound=Value)


class QuestionType(ABC, Generic[C, V]):
    """One kind of question. Stateless, pure: no database, no clock, no Django.

    kind: the folder's name, stored with the question.
    content: the schema of what is stored.
    takes_several: whether an answer is a list of options.
    is_scored: whether it weighs anything in the mark.
    is_asked: whether it is a question; a case is what questions are about.
    is_marked_by_hand: whether a person marks its answers by a rubric (`by_hand.py`).
    takes_file: whether the answer is a file, which is sent before it is named (`services/keep_file.py`).
    most_bytes: how long an answer may be that is stored, as JSON.
    script: the static file of a module that makes it easier to answer in a sitting; without it everything works.
    """

    kind: str
    content: type[C]
    takes_several: bool = False
    is_scored: bool = True
    is_asked: bool = True

    @property
    def asks_for_objectives(self) -> bool:
        """Whether a learner shows something by answering."""
        return self.is_asked and self.is_scored

    is_marked_by_hand: bool = False
    takes_file: bool = False
    most_bytes: int = MOST_BYTES
    script: str = ""

    @property
    def template(self) -> str:
        """The template of this kind in a sitting."""
        return f"assessments/questions/{self.kind}.html"

    @property
    def review_template(self) -> str:
        """The template of this kind in a review."""
        return f"assessments/questions/review/{self.kind}.html"

    def parse(self, source: Mapping[str, Any]) -> C:
        """Read a question of a bank's YAML file (`content/README.md` has the form).

        The bank's own fields (`BANK_FIELDS`) are passed over, except that `kind`, if there, must be
        this one. Raises `InvalidContent` with every problem found, paths as in the source.
        """
        if not isinstance(source, Mapping):
            raise InvalidContent((Problem((), "not_a_mapping"),))
        found = source.get("kind", self.kind)
        if found != self.kind:
            params = {"found": shown_kind(found), "expected": self.kind}
            raise InvalidContent((Problem(("kind",), "other_kind", params),))
        own = {name: value for name, value in source.items() if name not in BANK_FIELDS}
        try:
            return self.content.model_validate(own, by_alias=True, by_name=False)
        except ValidationError as error:
            raise InvalidContent(problems_in(error)) from error

    def load(self, stored: Mapping[str, Any]) -> C:
        """Read what `dump` gave and a `QuestionVersion` stores; raises `InvalidContent`."""
        try:
            return self.content.model_validate(stored, by_alias=False, by_name=True)
        except ValidationError as error:
            raise InvalidContent(problems_in(error)) from error

    def dump(self, content: C) -> dict[str, Any]:
        """Give the content as plain JSON values, for storing and hashing; `load` reads it back."""
        return content.model_dump(mode="json")

    @abstractmethod
    def option_ids(self, content: C) -> tuple[str, ...]:
        """Give the stable ids of the options in the author's order; empty where there are none."""

    def order(self, content: C) -> Order:
        """Say how a draw may order the options."""
        return Order(self.option_ids(content))

    def parameters(self, content: C) -> Parameters | None:
        """Give what each sitting draws anew of the wording; None: it is the same for everybody."""
        return None

    def with_values(self, content: C, values: Values) -> C:
        """Give the question of one sitting, what was drawn put in; only `Wording.of` calls it."""
        return content

    def parts(self, content: C, value: V) -> Any:
        """Give what this kind's own template shows beside prompt and options, with an accepted answer; no key."""
        return None

    def reviewed_parts(self, content: C, value: V) -> Any:
        """Give what this kind's own template of a review shows beside the options, for an answer in stable ids."""
        return None

    @abstractmethod
    def public(self, content: C) -> PublicQuestion:
        """Give what may be shown before review."""

    def words(self, content: C) -> str:
        """Give all that the question says, with its key, as one line: by this an author finds it again."""
        public = self.public(content)
        written = [option.text for option in public.options] + [place.text for place in public.places]
        texts = [public.prompt, public.text, *written, content.explanation, content.reference]
        return " ".join(" ".join([*(plain_text(text) for text in texts), self.right_summary(content)]).split())

    @abstractmethod
    def accepts(self, keys: Mapping[str, str], value: object) -> V:
        """Check what a browser sent, of any type and size, and give the form that is stored.

        keys: the option keys of the attempt's slot, in the order in which they are shown, with the stable ids;
        empty for kinds without options.
        None, "", blanks and an empty list are the blank answer, None. Accepting twice changes
        nothing. Raises `ResponseRefused`, and nothing else.
        """

    def readable(self, value: V) -> bool:
        """Say whether an accepted answer has the form that the kind asks for; any other is kept and earns nothing."""
        return True

    @abstractmethod
    def translate(self, value: V, mapping: Mapping[str, str]) -> V:
        """Map an accepted answer from the attempt's keys to stable ids (only `draw.translate` calls it).

        Raises `ResponseRefused("unknown_option")` for a key that is not in the mapping.
        """

    @abstractmethod
    def grade(self, content: C, value: V) -> Graded:
        """Say what an answer in stable ids earns; a pure function of the two."""

    def further_fields(self, content: C) -> tuple[FurtherField, ...]:
        """Say by what a further answer is given once the question has been sat; none: it can only be annulled."""
        return ()

    def accepting(self, content: C, further: Further) -> C:
        """Give the question with a further answer accepted, for grading alone: no schema holds it.

        Raises `NotFurther` where it says nothing that is not accepted already.
        """
        raise NotImplementedError

    @abstractmethod
    def summary(self, content: C, value: V) -> str:
        """Give an answer in stable ids as one line of plain text; "" for blank.

        True/false gives "true" or "false", which the page words.
        """

    def written(self, content: C, value: V) -> str:
        """Give an answer in stable ids as those read it who review or mark it: plain text, with its lines."""
        return self.summary(content, value)

    def notes(self, content: C, value: V) -> tuple[str, ...]:
        """Give what whoever marks an answer is told of it, by codes of the kind's words."""
        return ()

    @abstractmethod
    def right_summary(self, content: C) -> str:
        """Give the right answer as one line of plain text (before review this is the key)."""

    @abstractmethod
    def reviewed(self, content: C, value: V) -> tuple[ReviewedOption, ...]:
        """Give the options for a review, in the author's order; empty where there are none."""

    def reviewed_places(self, content: C, value: V) -> tuple[ReviewedPlace, ...]:
        """Give the places for a review, in the author's order; empty where there are none."""
        return ()
