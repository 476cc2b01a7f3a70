"""Matrix: in each row of a table, which columns hold."""

from collections.abc import Sequence
from fractions import Fraction

from assessments.question_types.base import Order
from assessments.question_types.matrix.schema import Content
from assessments.question_types.pairs import PairsType
from assessments.question_types.places import Place
from assessments.question_types.shares import right_less_wrong

__all__ = ["TYPE"]


class Matrix(PairsType[Content]):
    """A question whose answer marks one column a row, or several."""

    kind = "matrix"
    content = Content

    def order(self, content: Content) -> Order:
        """Let an exam shuffle the rows; columns are often a scale and keep their order."""
        columns = frozenset(choice.stable for choice in self.choices(content))
        return Order(self.option_ids(content), shuffles=True, pinned=columns)

    def takes_several_at(self, content: Content) -> bool:
        """Say whether several columns may be right."""
        return content.several

    def rules(self, content: Content) -> frozenset[str]:
        """Say whether several may be marked, and whether a wrong one takes off."""
        if content.several:
            return frozenset({"several"})
        return frozenset({"penalty"} if content.penalty else ())

    def share(self, content: Content, place: Place, given: Sequence[str]) -> Fraction:
        """See `shares.right_less_wrong` and `places.one_right`."""
        if not content.several:
            return super().share(content, place, given)
        known = {choice.id for choice in content.choices}
        return right_less_wrong(place.right, known.intersection(given), choices=len(content.choices))


TYPE = Matrix()
