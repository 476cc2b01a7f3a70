"""Gap fill: what is stored."""

import re
from hashlib import sha256
from typing import Annotated, Self

from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from assessments.question_types.base import Line, Prose, QuestionContent, Stored, Text, count_within
from assessments.question_types.options import OptionId, each_once
from assessments.question_types.plain import plain_text
from assessments.question_types.short_answer.folding import compared

#: Where a gap stands in the text, by its key.
GAP = re.compile(r"\[\[([a-z0-9-]{1,40})\]\]")
#: So many typed texts fit into one stored answer.
MOST_GAPS = 12
MOST_WORDS = 24
#: With these a page marks the gaps (`queries/places.py`).
_RESERVED = re.compile("[\ue000\ue001]")


class Gap(Stored):
    """A gap, in one of three ways.

    Typed: accepted answers, as in a short answer (exact: accents, case, spaces and punctuation count). With a list of
    its own: the right word and others. From the words that stand above the text for all gaps: the right word alone.
    """

    id: OptionId = Field(alias="key")
    accepted: Annotated[tuple[Line, ...], Field(strict=False)] = ()
    exact: bool = False
    right: Line = ""
    others: Annotated[tuple[Line, ...], Field(strict=False)] = ()
    feedback: Prose = ""

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if bool(self.accepted) == bool(self.right.strip()) or (self.accepted and self.others):
            raise PydanticCustomError("gap_two_ways", "one way", {"key": self.id})
        count_within(len(self.accepted) or 1, least=1, most=50)
        for text in self.accepted:
            if not compared(text, exact=self.exact):
                raise PydanticCustomError("nothing_left", "nothing left", {"text": text})
        if not all(text.strip() for text in self.others):
            raise PydanticCustomError("gap_list_short", "list", {"key": self.id})
        _each_differs((self.right, *self.others) if self.right else ())
        return self

    @property
    def rights(self) -> frozenset[str]:
        """The ids of the words of a list that are right; none where it is typed."""
        return frozenset() if self.typed else frozenset({text_id(self.right)})

    def accepting(self, text: str) -> "Gap":
        """Give the gap at which this text is right as well; no schema holds it."""
        if self.typed:
            return self.model_copy(update={"accepted": (*self.accepted, text)})
        return WiderGap.model_construct(**{**dict(self), "also": self.rights | {text_id(text)}})

    @property
    def typed(self) -> bool:
        """Whether it is typed."""
        return bool(self.accepted)

    @property
    def listed(self) -> bool:
        """Whether it has a list of its own."""
        return bool(self.others)


class WiderGap(Gap):
    """A gap at which more words of its list are right by later decisions; it is graded by and never stored."""

    also: frozenset[str]

    @property
    def rights(self) -> frozenset[str]:
        """The author's word with the further ones."""
        return self.also


class Content(QuestionContent):
    """A text in which each gap stands once as `[[key]]`; words: more of them above the text, right at no gap."""

    text: Text
    gaps: Annotated[tuple[Gap, ...], Field(strict=False)]
    words: Annotated[tuple[Line, ...], Field(strict=False)] = ()
    penalty: bool = False

    @field_validator("text")
    @classmethod
    def _no_marks(cls, text: str) -> str:
        if _RESERVED.search(text):
            raise PydanticCustomError("unstorable_character", "not storable")
        return text

    @field_validator("gaps")
    @classmethod
    def _each_once(cls, gaps: tuple[Gap, ...]) -> tuple[Gap, ...]:
        count_within(len(gaps), least=1, most=MOST_GAPS)
        each_once(gap.id for gap in gaps)
        return gaps

    @model_validator(mode="after")
    def _gaps_and_words_agree(self) -> Self:
        standing = GAP.findall(plain_text(self.text))  # not in an address, where nothing can be filled in
        known = [gap.id for gap in self.gaps]
        for gap in (*standing, *known):
            if standing.count(gap) != 1 or gap not in known:
                code = "gap_unknown" if gap not in known else "gap_not_once"
                raise PydanticCustomError(code, "gap", {"key": gap})
        if self.words and not self.bank:
            raise PydanticCustomError("words_for_no_gap", "words", {})
        _each_differs((*{text_id(gap.right): gap.right for gap in self.bank}.values(), *self.words))
        count_within(len(self.bank_words) or 2, least=2, most=MOST_WORDS)
        return self

    @property
    def bank(self) -> tuple[Gap, ...]:
        """The gaps that take a word from those above the text."""
        return tuple(gap for gap in self.gaps if not gap.typed and not gap.listed)

    @property
    def bank_words(self) -> tuple[str, ...]:
        """The words above the text, each once."""
        words = (*(gap.right for gap in self.bank), *self.words)
        return tuple({text_id(word): word for word in words}.values())


def text_id(text: str) -> str:
    """Give the stable id of a word of a list: it follows from the text, so that another text is another id."""
    return f"w-{sha256(' '.join(text.split()).encode()).hexdigest()[:12]}"


def _each_differs(texts: tuple[str, ...]) -> None:
    seen: set[str] = set()
    for text in texts:
        if not text.strip():
            raise PydanticCustomError("blank", "blank")
        if text_id(text) in seen:
            raise PydanticCustomError("word_twice", "twice", {"text": text})
        seen.add(text_id(text))
