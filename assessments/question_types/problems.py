"""What can be wrong with a question's content or with an answer: codes and values, in plain English.

No gettext here: whoever shows a problem words `code` with `params` in the reader's language; the
English sentence is for logs and for a reader whose language has no words for the code yet.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from pydantic import ValidationError
from pydantic_core import ErrorDetails

Param = str | int
_NO_PARAMS: Mapping[str, Param] = MappingProxyType({})

#: English sentences by code; the placeholders are the problem's params.
CONTENT_SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "missing": "This field is missing.",
        "unknown_field": "There is no field of this name here.",
        "not_text": "This must be text; put it in quotes.",
        "not_true_or_false": "This must be true or false.",
        "not_whole": "This must be a whole number, without quotes.",
        "not_a_list": "This must be a list.",
        "not_a_mapping": "This must be a set of named fields.",
        "blank": "This must not be empty.",
        "too_long": "This may have at most {max_length} characters.",
        "too_few": "At least {least} are needed, there are {found}.",
        "too_many": "At most {most} are allowed, there are {found}.",
        "unstorable_character": "This holds a character that cannot be stored.",
        "other_kind": "This is a question of kind {found}, not {expected}.",
        "bad_option_key": "An option's key has 1 to 40 lower-case letters, digits and hyphens.",
        "option_twice": "Two options have the key {key}.",
        "not_one_right": "Exactly one option must be right, here {right} are.",
        "none_right": "At least one option must be right.",
        "not_a_decimal": "This must be a number in quotes with a decimal point, such as '0.17'.",
        "negative": "This must not be negative.",
        "bad_unit": "A unit begins with a letter, % or a sign such as ° or $.",
        "nothing_left": "After case, accents and punctuation are forgiven, nothing is left of {text}.",
    }
)

#: pydantic's names for what the schemas check, and ours.
_FROM_PYDANTIC: Mapping[str, str] = MappingProxyType(
    {
        "missing": "missing",
        "extra_forbidden": "unknown_field",
        "invalid_key": "unknown_field",
        "string_type": "not_text",
        "string_unicode": "unstorable_character",
        "string_too_short": "blank",
        "string_too_long": "too_long",
        "bool_type": "not_true_or_false",
        "int_type": "not_whole",
        "tuple_type": "not_a_list",
        "model_type": "not_a_mapping",
        "model_attributes_type": "not_a_mapping",
        "dict_type": "not_a_mapping",
    }
)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in a question's source.

    path: where, from the question's own mapping down, list positions from 0: ("options", 2, "text").
    code, params: what, to be worded by whoever shows it.
    """

    path: tuple[str | int, ...]
    code: str
    params: Mapping[str, Param] = field(default_factory=lambda: _NO_PARAMS)

    @property
    def where(self) -> str:
        """The path as an author reads it: `options.2.text`; empty for the whole question."""
        return ".".join(str(step) for step in self.path)

    @property
    def sentence(self) -> str:
        """The problem in English."""
        return CONTENT_SENTENCES.get(self.code, self.code).format_map(dict(self.params))

    def __str__(self) -> str:
        """Where and what, for a log."""
        return f"{self.where}: {self.sentence}" if self.path else self.sentence


class InvalidContent(Exception):
    """A question's source is not a question; `problems` lists everything found, never empty."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(str(problem) for problem in problems))
        self.problems = problems


class ResponseRefused(Exception):
    """An answer that no sitting page of ours sends; nothing of it is stored.

    code: one of `RESPONSE_SENTENCES`, or one for which the kind brings words (`words.py`); params are its values.
    """

    def __init__(self, code: str, params: Mapping[str, Param] = _NO_PARAMS) -> None:
        self.code = code
        self.params = params
        super().__init__(RESPONSE_SENTENCES.get(code, code).format_map(dict(params)))


RESPONSE_SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "not_one_option": "Choose one of the options.",
        "not_a_list_of_options": "Choose among the options.",
        "unknown_option": "This option does not belong to the question.",
        "option_chosen_twice": "The same option was chosen twice.",
        "answer_not_text": "The answer must be text.",
        "answer_too_long": "The answer may have at most {max_length} characters.",
        "answer_unstorable": "The answer holds a character that cannot be stored; type it again.",
    }
)


def problems_in(error: ValidationError) -> tuple[Problem, ...]:
    """What pydantic found, as problems of ours; the value itself is never repeated."""
    return tuple(_problem(detail) for detail in error.errors(include_url=False, include_input=False))


def _problem(detail: ErrorDetails) -> Problem:
    # A YAML mapping may have a key that is no text; pydantic then adds a "[key]" of its own.
    path = tuple(step for step in detail["loc"] if step != "[key]")
    code = _FROM_PYDANTIC.get(detail["type"], detail["type"])
    params = {name: value for name, value in detail.get("ctx", {}).items() if isinstance(value, str | int)}
    return Problem(path=path, code=code, params=params)
