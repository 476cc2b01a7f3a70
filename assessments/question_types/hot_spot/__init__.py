"""Hot spot: places to be found in a picture or on a map."""

import re
from collections.abc import Collection, Mapping

from assessments.question_types.base import Graded, PublicQuestion, QuestionType, ReviewedOption
from assessments.question_types.hot_spot.board import Board, board, place_words, reviewed_board
from assessments.question_types.hot_spot.grading import grade
from assessments.question_types.hot_spot.schema import MOST_POINTS, Content, Value
from assessments.question_types.problems import ResponseRefused

__all__ = ["TYPE"]

_PLACE = re.compile(r"(0|[1-9][0-9]{0,2}|1000):(0|[1-9][0-9]{0,2}|1000)|[A-L]([1-9]|1[0-2])", re.ASCII)


class HotSpot(QuestionType[Content, Value]):
    """A question whose answer is one or several places in a picture: points, or squares of its grid."""

    kind = "hot_spot"
    content = Content
    takes_several = True

    def option_ids(self, content: Content) -> tuple[str, ...]:
        """Give nothing: places are no options."""
        return ()

    def public(self, content: Content) -> PublicQuestion:
        """Give the prompt; the picture and its grid are in `parts`."""
        return PublicQuestion(kind=self.kind, prompt=content.prompt)

    def parts(self, content: Content, value: Value) -> Board:
        """Give the grid, and the places that were given."""
        return board(content, value)

    def reviewed_parts(self, content: Content, value: Value) -> Board:
        """Give the grid, the places that were given, and the targets."""
        return reviewed_board(content, value)

    def words(self, content: Content) -> str:
        """Give all that the question says, with its picture's words."""
        return f"{super().words(content)} {content.image.alt}"

    def accepts(self, keys: Collection[str], value: object) -> Value:
        """Accept places, each once and in the order given; blank ones are left out."""
        if value is None or value == "":
            return None
        if not isinstance(value, list | tuple):
            raise ResponseRefused("not_a_list_of_places")
        places = [each for each in value if each != ""]
        if not all(isinstance(each, str) and _PLACE.fullmatch(each) for each in places):
            raise ResponseRefused("not_a_place")
        if len(places) > MOST_POINTS:
            raise ResponseRefused("too_many_places", {"most": MOST_POINTS})
        return list(dict.fromkeys(places)) or None

    def translate(self, value: Value, mapping: Mapping[str, str]) -> Value:
        """Give the places: there is nothing to map."""
        return value

    def grade(self, content: Content, value: Value) -> Graded:
        """See `grading.grade`."""
        return grade(content, value)

    def summary(self, content: Content, value: Value) -> str:
        """Give the places: `C4; (41.2 %, 38.8 %)`."""
        return "; ".join(place_words(text) for text in value or ())

    def right_summary(self, content: Content) -> str:
        """Give the targets' names, each with the square in which it lies."""
        targets = zip(content.targets, content.shapes, strict=True)
        return "; ".join(f"{target.label} ({content.grid.name_at(shape.centre)})" for target, shape in targets)

    def reviewed(self, content: Content, value: Value) -> tuple[ReviewedOption, ...]:
        """Give nothing: there are no options."""
        return ()


TYPE = HotSpot()
