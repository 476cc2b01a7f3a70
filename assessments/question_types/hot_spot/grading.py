"""Hot spot: what an answer earns."""

from fractions import Fraction

from assessments.question_types.base import BLANK, Graded
from assessments.question_types.hot_spot.geometry import Place, hits, place_of
from assessments.question_types.hot_spot.schema import Content, Value
from assessments.question_types.shares import graded

#: What a square stands for that this grid does not have (a regrade by a version with fewer): it hits nothing.
_NOWHERE = Place((Fraction(-1), Fraction(-1)), (Fraction(-1), Fraction(-1)))


def grade(content: Content, value: Value) -> Graded:
    """Earn max(0, (targets hit - penalty × places that hit nothing) / all targets).

    A point hits the target in which it lies, edge included; a square of the grid one in which its middle lies, or whose
    centre lies in it. One place hits one target, and a target is hit once: of several ways the best one counts. A
    further place on a target that was hit neither adds nor takes off. Only as many places count as may be given, in
    the order given. The penalty is 0 unless the author asks for one.
    """
    if not value:
        return BLANK
    found, missed = hits(places(content, value), content.shapes)
    return graded((len(found) - Fraction(content.penalty) * missed) / len(content.targets))


def places(content: Content, value: list[str]) -> list[Place]:
    """Give the places that count, in the order given."""
    return [place_of(text, content.grid) or _NOWHERE for text in value[: content.most]]
