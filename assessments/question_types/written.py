"""What the kinds share whose answer is typed: no options, the text as it was typed."""

from collections.abc import Collection, Mapping

from assessments.question_types.answers import typed_text
from assessments.question_types.base import C, PublicQuestion, QuestionType, ReviewedOption

#: What was typed, unchanged; None for blank.
Value = str | None


class WrittenType(QuestionType[C, Value]):
    """A kind whose answer is typed."""

    def option_ids(self, content: C) -> tuple[str, ...]:
        """Give nothing: there are no options."""
        return ()

    def public(self, content: C) -> PublicQuestion:
        """Give the prompt."""
        return PublicQuestion(kind=self.kind, prompt=content.prompt)

    def accepts(self, keys: Collection[str], value: object) -> Value:
        """Accept text up to `answers.MAX_TEXT` characters, kept as typed; what cannot be read earns nothing."""
        return typed_text(value)

    def translate(self, value: Value, mapping: Mapping[str, str]) -> Value:
        """Give what was typed: there is nothing to map."""
        return value

    def summary(self, content: C, value: Value) -> str:
        """Give what was typed, on one line."""
        return " ".join((value or "").split())

    def reviewed(self, content: C, value: Value) -> tuple[ReviewedOption, ...]:
        """Give nothing: there are no options."""
        return ()
