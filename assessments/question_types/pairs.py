"""What matching, categories and matrix share: items, each with the choices that belong to it."""

from abc import abstractmethod
from collections.abc import Sequence
from fractions import Fraction
from typing import Annotated, Self, TypeVar

from pydantic import Field, field_validator, model_validator
from pydantic_core import PydanticCustomError

from assessments.question_types.base import Prose, QuestionContent, Stored, Text, count_within
from assessments.question_types.further import Further, FurtherField, NotFurther, chosen
from assessments.question_types.options import OptionId, each_once
from assessments.question_types.places import Choice, Place, PlacedType, one_right
from assessments.question_types.plain import plain_text

#: So many items and choices fit into one stored answer and on a phone.
MOST_ITEMS = 16
MOST_CHOICES = 16


class Written(Stored):
    """A choice as it is written."""

    id: OptionId = Field(alias="key")
    text: Text


class Item(Stored):
    """An item, the key of the choice that belongs to it, and what is said at review."""

    id: OptionId = Field(alias="key")
    text: Text
    right: OptionId
    feedback: Prose = ""

    @property
    def rights(self) -> tuple[str, ...]:
        """The ids of the choices that belong to it."""
        return (self.right,)

    def accepting(self, choice: str) -> "Item":
        """Give the item to which this choice belongs as well; no schema holds it."""
        return WiderItem.model_construct(**{**dict(self), "also": (*self.rights[1:], choice)})


class WiderItem(Item):
    """An item to which more choices belong by later decisions; it is graded by and never stored."""

    also: tuple[OptionId, ...]

    @property
    def rights(self) -> tuple[str, ...]:
        """The author's choice, then the further ones."""
        return (self.right, *self.also)


class PairsContent(QuestionContent):
    """Items and choices in the author's order. penalty: whether a wrong choice takes off (`places.one_right`)."""

    items: Annotated[tuple[Item, ...], Field(strict=False)]
    choices: Annotated[tuple[Written, ...], Field(strict=False)]
    penalty: bool = False

    @field_validator("items")
    @classmethod
    def _items_each_once(cls, items: tuple[Item, ...]) -> tuple[Item, ...]:
        count_within(len(items), least=2, most=MOST_ITEMS)
        each_once(item.id for item in items)
        return items

    @field_validator("choices")
    @classmethod
    def _choices_each_once(cls, choices: tuple[Written, ...]) -> tuple[Written, ...]:
        count_within(len(choices), least=2, most=MOST_CHOICES)
        each_once(choice.id for choice in choices)
        return choices

    @model_validator(mode="after")
    def _rights_are_choices(self) -> Self:
        known = {choice.id for choice in self.choices}
        for item in self.items:
            for right in item.rights:
                if right not in known:
                    raise PydanticCustomError("right_unknown", "unknown", {"key": right, "item": item.id})
        return self


P = TypeVar("P", bound=PairsContent)


class PairsType(PlacedType[P]):
    """A kind whose places are items and whose choices are the same for all of them."""

    def places(self, content: P) -> Sequence[Place]:
        """Give the items."""
        return [
            Place(item.id, item.text, frozenset(item.rights), item.feedback, several=self.takes_several_at(content))
            for item in content.items
        ]

    def choices(self, content: P) -> Sequence[Choice]:
        """Give the choices."""
        return [Choice(choice.id, choice.text) for choice in content.choices]

    def takes_several_at(self, content: P) -> bool:
        """Say whether several choices may belong to one item."""
        return False

    @abstractmethod
    def rules(self, content: P) -> frozenset[str]:
        """Give what the page must say."""

    def share(self, content: P, place: Place, given: Sequence[str]) -> Fraction:
        """See `places.one_right`."""
        return one_right(place, given, choices=len(content.choices), penalty=content.penalty)

    def further_fields(self, content: P) -> tuple[FurtherField, ...]:
        """Ask for an item, and for another choice that belongs to it."""
        items = tuple((item.id, plain_text(item.text)) for item in content.items)
        return (
            FurtherField("place", items),
            FurtherField("option", tuple((choice.id, plain_text(choice.text)) for choice in content.choices)),
        )

    def accepting(self, content: P, further: Further) -> P:
        """Give the question with this choice right at this item as well."""
        place = chosen(further, "place", [item.id for item in content.items])
        also = chosen(further, "option", [choice.id for choice in content.choices])
        if any(item.id == place and also in item.rights for item in content.items):
            raise NotFurther("option", "accepted_already")
        items = tuple(item.accepting(also) if item.id == place else item for item in content.items)
        return content.model_copy(update={"items": items})
