"""Matching: to each item its partner among the choices."""

from assessments.question_types.base import Order
from assessments.question_types.matching.schema import Content
from assessments.question_types.pairs import PairsType

__all__ = ["TYPE"]


class Matching(PairsType[Content]):
    """A question whose answer gives each item one choice."""

    kind = "matching"
    content = Content

    def order(self, content: Content) -> Order:
        """Move the choices in every draw: beside their items they would be the key."""
        choices = tuple(choice.stable for choice in self.choices(content))
        return Order(self.option_ids(content), shuffles=True, moved=(choices,))

    def rules(self, content: Content) -> frozenset[str]:
        """Say whether a choice may be used again, and whether a wrong one takes off."""
        return frozenset(rule for rule in ("shared", "penalty") if getattr(content, rule))


TYPE = Matching()
