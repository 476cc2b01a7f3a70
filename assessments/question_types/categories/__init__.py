"""Categories: each item goes into one of them."""

from collections.abc import Sequence

from assessments.question_types.base import Order
from assessments.question_types.categories.schema import Content
from assessments.question_types.pairs import PairsType
from assessments.question_types.places import Value, at_places
from assessments.question_types.plain import plain_text

__all__ = ["TYPE"]


class Categories(PairsType[Content]):
    """A question whose answer puts each item into a category."""

    kind = "categories"
    script = "js/exam-sort.js"
    content = Content

    def order(self, content: Content) -> Order:
        """Move the items in every draw: an author writes them category by category."""
        items = tuple(place.stable for place in self.places(content))
        return Order(self.option_ids(content), moved=(items,))

    def rules(self, content: Content) -> frozenset[str]:
        """Say whether a wrong one takes off."""
        return frozenset({"penalty"} if content.penalty else ())

    def summary(self, content: Content, value: Value) -> str:
        """Give `category: item, item; …`."""
        given = at_places(value)
        return _told(content, {place: chosen[0] for place, chosen in given.items()})

    def right_summary(self, content: Content) -> str:
        """Give `category: item, item; …`."""
        return _told(content, {item.id: item.right for item in content.items})


def _told(content: Content, of: dict[str, str]) -> str:
    def those(category: str) -> Sequence[str]:
        return sorted(plain_text(item.text).rstrip(".") for item in content.items if of.get(item.id) == category)

    told = [(plain_text(choice.text), those(choice.id)) for choice in content.choices]
    return "; ".join(f"{category}: {', '.join(items)}" for category, items in told if items)


TYPE = Categories()
