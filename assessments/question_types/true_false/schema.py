"""True or false: what is stored, and what an answer may be."""

from assessments.question_types.base import Prose, QuestionContent

#: "true" or "false"; None for blank.
Value = str | None

#: The two options' stable ids, in the order in which they are always shown.
OPTION_IDS = ("true", "false")


class Content(QuestionContent):
    """A statement, whether it holds, and what is said to whoever chose either."""

    answer: bool
    feedback_true: Prose = ""
    feedback_false: Prose = ""

    @property
    def right_id(self) -> str:
        """The id of the right option: the key."""
        return "true" if self.answer else "false"
