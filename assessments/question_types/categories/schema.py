"""Categories: what is stored."""

from assessments.question_types.pairs import PairsContent


class Content(PairsContent):
    """Items, each with the category (a choice) to which it belongs."""
