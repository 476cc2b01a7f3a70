"""Essay: the form in which it is written."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.question_types.editing_rubric import RubricEditor
from assessments.question_types.essay.schema import MOST_WORDS

__all__ = ["Editor"]


def _words(label: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=1, max_value=MOST_WORDS)


class Editor(RubricEditor):
    """The limits in words, and the rubric."""

    kind = "essay"
    label = _("Essay")
    hint = _("A text of some length. A person marks it by a rubric, so that the mark comes later.")
    own = ("min_words", "max_words", "shows_rubric")

    min_words = _words(_("At least so many words"))
    max_words = _words(_("At most so many words"))

    @classmethod
    def own_text(cls, content: Any, name: str) -> str:
        """Say also that there is no limit."""
        return "" if getattr(content, name) is None else super().own_text(content, name)
