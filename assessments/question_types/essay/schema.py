"""Essay: what is stored, and what an answer may be."""

from typing import Annotated, Self

from pydantic import AfterValidator, model_validator
from pydantic_core import PydanticCustomError

from assessments.question_types.rubric import RubricContent

#: What was typed, with its lines; None for blank.
Value = str | None

#: An answer has at most so many letters: about 9,000 words.
MOST_LETTERS = 60_000
#: A limit is at most so many words.
MOST_WORDS = 8_000


def _words(number: int) -> int:
    if not 1 <= number <= MOST_WORDS:
        raise PydanticCustomError("words_out_of_range", "words", {"most": MOST_WORDS})
    return number


Words = Annotated[int, AfterValidator(_words)]


class Content(RubricContent):
    """A rubric, and how many words the text should have; None: no limit on that side."""

    min_words: Words | None = None
    max_words: Words | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.min_words and self.max_words and self.min_words > self.max_words:
            raise PydanticCustomError("words_not_in_order", "not in order")
        return self
