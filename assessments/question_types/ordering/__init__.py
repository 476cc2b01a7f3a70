"""Ordering: a sequence to put in order."""

from collections.abc import Sequence
from fractions import Fraction

from assessments.question_types.base import BLANK, Graded, Order
from assessments.question_types.ordering.grading import order_share
from assessments.question_types.ordering.schema import Content
from assessments.question_types.places import Choice, Place, PlacedType, Value, at_places
from assessments.question_types.plain import plain_text
from assessments.question_types.shares import graded

__all__ = ["TYPE"]


class Ordering(PlacedType[Content]):
    """A question whose answer gives each thing its position."""

    kind = "ordering"
    script = "js/exam-order.js"
    content = Content

    def places(self, content: Content) -> Sequence[Place]:
        """Give the things in the right order, which is the author's."""
        return [
            Place(item.id, item.text, frozenset({str(number)}), item.feedback)
            for number, item in enumerate(content.items, start=1)
        ]

    def choices(self, content: Content) -> Sequence[Choice]:
        """Give the positions, from 1."""
        return [Choice(str(number), str(number)) for number, _ in enumerate(content.items, start=1)]

    def order(self, content: Content) -> Order:
        """Move the things in every draw, never into the right order."""
        items = tuple(place.stable for place in self.places(content))
        return Order(self.option_ids(content), moved=(items,), never=True)

    def share(self, content: Content, place: Place, given: Sequence[str]) -> Fraction:
        """Say whether a thing is at its position: what a review marks; the grade goes by pairs."""
        return Fraction(int(bool(given) and given[0] in place.right))

    def grade(self, content: Content, value: Value) -> Graded:
        """See `grading.order_share`."""
        if not value:
            return BLANK
        return graded(order_share([item.id for item in content.items], _positions(value)))

    def summary(self, content: Content, value: Value) -> str:
        """Give `1. thing; 2. thing; …` as they were put."""
        texts = {item.id: plain_text(item.text) for item in content.items}
        put = sorted((number, texts[item]) for item, number in _positions(value).items() if item in texts)
        return "; ".join(f"{number}. {text}" for number, text in put)

    def right_summary(self, content: Content) -> str:
        """Give `1. thing; 2. thing; …`."""
        return "; ".join(f"{number}. {plain_text(item.text)}" for number, item in enumerate(content.items, start=1))


def _positions(value: Value) -> dict[str, int]:
    return {item: int(given[0]) for item, given in at_places(value).items() if given[0].isdecimal()}


TYPE = Ordering()
