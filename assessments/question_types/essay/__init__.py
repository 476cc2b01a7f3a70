"""Essay: a longer text, marked by a person with a rubric."""

from collections.abc import Collection
from typing import Any

from assessments.question_types.answers import typed_text
from assessments.question_types.base import PublicQuestion
from assessments.question_types.by_hand import HandMarkedType, Value
from assessments.question_types.essay.counting import count_words
from assessments.question_types.essay.schema import MOST_LETTERS, Content

__all__ = ["TYPE"]


class Essay(HandMarkedType[Content]):
    """A question whose answer is a text of many words."""

    kind = "essay"
    content = Content
    #: As many letters as may be typed, of four bytes each at worst.
    most_bytes = 4 * MOST_LETTERS + 1024
    script = "js/exam-essay.js"

    def public(self, content: Content) -> PublicQuestion:
        """Give the prompt."""
        return PublicQuestion(kind=self.kind, prompt=content.prompt)

    def accepts(self, keys: Collection[str], value: object) -> Value:
        """Accept a text whatever its words: limits are stated and shown to whoever marks, and refuse nothing.

        Lines end as the page's script reads them: what a form sends without it has CR LF.
        """
        text = value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value
        return typed_text(text, MOST_LETTERS)

    def parts(self, content: Content, value: Value) -> Any:
        """Give also the limits, and how many words there are."""
        return {
            **super().parts(content, value), "least": content.min_words, "most": content.max_words,
            "words": count_words(value or ""), "most_letters": MOST_LETTERS,
        }  # fmt: skip

    def summary(self, content: Content, value: Value) -> str:
        """Give what was typed, on one line."""
        return " ".join((value or "").split())

    def written(self, content: Content, value: Value) -> str:
        """Give what was typed, with its lines."""
        return value or ""

    def notes(self, content: Content, value: Value) -> tuple[str, ...]:
        """Say whether the limits were kept."""
        number = count_words(value or "")
        if content.min_words and number < content.min_words:
            return ("too_few_words",)
        return ("too_many_words",) if content.max_words and number > content.max_words else ()


TYPE = Essay()
