"""What the kinds with written options share: the option, its checks, and how it is shown."""

from collections.abc import Iterable
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, Field, SerializerFunctionWrapHandler, field_validator, model_serializer
from pydantic_core import PydanticCustomError

from assessments.question_types.base import (
    Order,
    Prose,
    PublicOption,
    PublicQuestion,
    QuestionContent,
    QuestionType,
    ReviewedOption,
    Stored,
    Text,
    V,
    count_within,
)
from assessments.question_types.further import Further, FurtherField, chosen
from assessments.question_types.plain import plain_text

_ID_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")


def _option_id(text: str) -> str:
    if not 1 <= len(text) <= 40 or not _ID_LETTERS.issuperset(text):
        raise PydanticCustomError("bad_option_key", "bad option key")
    return text


#: A stable id over versions; in the bank's YAML it is called `key`.
OptionId = Annotated[str, AfterValidator(_option_id)]


class Option(Stored):
    """One option. pinned: it keeps its place when the others are shuffled; stored only where it is so."""

    id: OptionId = Field(alias="key")
    text: Text
    right: bool
    feedback: Prose = ""
    pinned: bool = False

    @model_serializer(mode="wrap")
    def _as_it_was_before_there_were_pinned_ones(self, dump: SerializerFunctionWrapHandler) -> dict[str, Any]:
        stored: dict[str, Any] = dump(self)
        return stored if self.pinned else {name: value for name, value in stored.items() if name != "pinned"}


def each_once(ids: Iterable[str]) -> None:
    """Refuse ids of which one comes twice."""
    seen: set[str] = set()
    for each in ids:
        if each in seen:
            raise PydanticCustomError("option_twice", "twice", {"key": each})
        seen.add(each)


class OptionsContent(QuestionContent):
    """The content of a question with written options, in the author's order."""

    # strict=False lets JSON's and YAML's list become a tuple; the options themselves stay strict.
    options: Annotated[tuple[Option, ...], Field(strict=False)]

    @field_validator("options")
    @classmethod
    def _each_once(cls, options: tuple[Option, ...]) -> tuple[Option, ...]:
        count_within(len(options), least=2, most=26)
        each_once(option.id for option in options)
        return options

    @property
    def right_ids(self) -> frozenset[str]:
        """The ids of the right options: the key."""
        return frozenset(option.id for option in self.options if option.right)


O = TypeVar("O", bound=OptionsContent)  # noqa: E741 - a type variable, not a count


class OptionsType(QuestionType[O, V]):
    """A kind whose options are written by the author and may be reordered."""

    def option_ids(self, content: O) -> tuple[str, ...]:
        """Give the stable ids in the author's order."""
        return tuple(option.id for option in content.options)

    def order(self, content: O) -> Order:
        """Let an exam shuffle the options that are not pinned."""
        pinned = frozenset(option.id for option in content.options if option.pinned)
        return Order(self.option_ids(content), shuffles=True, pinned=pinned)

    def public(self, content: O) -> PublicQuestion:
        """Give the prompt and the options' texts."""
        options = tuple(PublicOption(option.id, option.text) for option in content.options)
        return PublicQuestion(kind=self.kind, prompt=content.prompt, options=options)

    def summary(self, content: O, value: V) -> str:
        """Give the texts of the chosen options, in the author's order."""
        return _texts(content, chosen_ids(value))

    def right_summary(self, content: O) -> str:
        """Give the texts of the right options, in the author's order."""
        return _texts(content, content.right_ids)

    def reviewed(self, content: O, value: V) -> tuple[ReviewedOption, ...]:
        """Give every option with what is right, what was chosen, and why."""
        chosen = chosen_ids(value)
        return tuple(
            ReviewedOption(option.id, option.text, option.right, option.id in chosen, option.feedback)
            for option in content.options
        )

    def further_fields(self, content: O) -> tuple[FurtherField, ...]:
        """Ask for another option that counts as right."""
        wrong = tuple((option.id, plain_text(option.text)) for option in content.options if not option.right)
        return (FurtherField("option", wrong),) if wrong else ()

    def accepting(self, content: O, further: Further) -> O:
        """Give the question with this option right as well."""
        also = chosen(further, "option", [option.id for option in content.options if not option.right])
        options = tuple(
            option.model_copy(update={"right": True}) if option.id == also else option for option in content.options
        )
        return content.model_copy(update={"options": options})


def chosen_ids(value: str | list[str] | None) -> frozenset[str]:
    """Give the ids an answer chose, of one option or of several."""
    if value is None:
        return frozenset()
    return frozenset([value] if isinstance(value, str) else value)


def _texts(content: OptionsContent, ids: frozenset[str]) -> str:
    return "; ".join(plain_text(option.text) for option in content.options if option.id in ids)
