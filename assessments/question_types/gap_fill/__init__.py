"""Gap fill: a text with gaps, typed, chosen from a list, or taken from the words above it."""

from collections.abc import Sequence
from fractions import Fraction

from assessments.question_types.base import Order
from assessments.question_types.further import Further, FurtherField, NotFurther, chosen, typed
from assessments.question_types.gap_fill.schema import GAP, Content, text_id
from assessments.question_types.places import MAX_TYPED, Choice, Place, PlacedType, Value, at_places, one_right
from assessments.question_types.plain import verbatim
from assessments.question_types.short_answer.folding import compared

__all__ = ["TYPE"]

#: The set of the words above the text; a gap with a list of its own has the set of its id.
_BANK = ""


class GapFill(PlacedType[Content]):
    """A question whose answer fills the gaps of a text."""

    kind = "gap_fill"
    content = Content

    def places(self, content: Content) -> Sequence[Place]:
        """Give the gaps in the order of the text."""
        gaps = {gap.id: gap for gap in content.gaps}
        in_text = [gaps[found] for found in GAP.findall(content.text)]
        return [
            Place(
                gap.id, "", gap.rights, gap.feedback,
                group=gap.id if gap.listed else _BANK, typed=gap.typed,
            )
            for gap in in_text
        ]  # fmt: skip

    def choices(self, content: Content) -> Sequence[Choice]:
        """Give the words above the text, then those of each list."""
        listed = [(gap.id, word) for gap in content.gaps if gap.listed for word in (gap.right, *gap.others)]
        return [
            Choice(text_id(word), verbatim(word), group)
            for group, word in [(_BANK, w) for w in content.bank_words] + listed
        ]

    def order(self, content: Content) -> Order:
        """Move the words of each list in every draw: the right one stands first in the author's text."""
        choices = self.choices(content)
        groups = dict.fromkeys(choice.group for choice in choices)
        moved = tuple(tuple(each.stable for each in choices if each.group == group) for group in groups)
        return Order(self.option_ids(content), moved=moved)

    def text(self, content: Content) -> str:
        """Give the text with its gaps."""
        return content.text

    def rules(self, content: Content) -> frozenset[str]:
        """Say whether words stand above the text, and whether a wrong one takes off."""
        found = {"bank": bool(content.bank), "penalty": content.penalty}
        return frozenset(rule for rule, holds in found.items() if holds)

    def share(self, content: Content, place: Place, given: Sequence[str]) -> Fraction:
        """All for an accepted text or the right word; what is typed takes nothing off, since nobody guesses it."""
        if not place.typed:
            size = sum(choice.group == place.group for choice in self.choices(content)) if content.penalty else 0
            return one_right(place, given, choices=size, penalty=content.penalty)
        gap = next(gap for gap in content.gaps if gap.id == place.id)
        accepted = {compared(text, exact=gap.exact) for text in gap.accepted}
        return Fraction(int(bool(given) and compared(given[0], exact=gap.exact) in accepted))

    def further_fields(self, content: Content) -> tuple[FurtherField, ...]:
        """Ask for a gap, and for another text or word of its list that is right there."""
        gaps = tuple((place.id, f"({number})") for number, place in enumerate(self.places(content), start=1))
        return (FurtherField("place", gaps), FurtherField("text"))

    def accepting(self, content: Content, further: Further) -> Content:
        """Give the question with this text right at this gap as well."""
        place = chosen(further, "place", [gap.id for gap in content.gaps])
        text = typed(further, "text", at_most=MAX_TYPED)
        gap = next(gap for gap in content.gaps if gap.id == place)
        if gap.typed:
            also = compared(text, exact=gap.exact)
            if not also:
                raise NotFurther("text", "nothing_left")
            is_known = also in {compared(known, exact=gap.exact) for known in gap.accepted}
        else:
            if text_id(text) not in {
                text_id(word) for word in ((gap.right, *gap.others) if gap.listed else content.bank_words)
            }:
                raise NotFurther("text", "not_in_list")
            is_known = text_id(text) in gap.rights
        if is_known:
            raise NotFurther("text", "accepted_already")
        gaps = tuple(each.accepting(text) if each.id == place else each for each in content.gaps)
        return content.model_copy(update={"gaps": gaps})

    def right_at(self, content: Content, place: Place) -> str:
        """Give the right word, or the accepted texts."""
        gap = next(gap for gap in content.gaps if gap.id == place.id)
        return " / ".join(" ".join(text.split()) for text in gap.accepted or (gap.right,))

    def summary(self, content: Content, value: Value) -> str:
        """Give `(1) word; (2) word; …` in the order of the text."""
        given = at_places(value)
        told = enumerate(self.places(content), start=1)
        return "; ".join(f"({n}) {self._told(content, given[place.id])}" for n, place in told if place.id in given)

    def right_summary(self, content: Content) -> str:
        """Give `(1) word; (2) word; …` in the order of the text."""
        places = enumerate(self.places(content), start=1)
        return "; ".join(f"({number}) {self.right_at(content, place)}" for number, place in places)


TYPE = GapFill()
