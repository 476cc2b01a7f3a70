"""File: the form in which it is written."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.question_types.editing_rubric import RubricEditor
from assessments.question_types.file_answer.schema import MOST_MEGABYTES
from assessments.question_types.file_answer.words import TYPES

__all__ = ["Editor"]


class Editor(RubricEditor):
    """Which files are taken, how large, and the rubric."""

    kind = "file_answer"
    label = _("File")
    hint = _("A document or a photograph is handed in. A person marks it by a rubric, so that the mark comes later.")
    own = ("types", "megabytes", "shows_rubric")

    types = forms.MultipleChoiceField(
        label=_("Files that are taken"), choices=list(TYPES.items()), widget=forms.CheckboxSelectMultiple,
        required=False, help_text=_("What a file is, is told by its content and not by its name."),
    )  # fmt: skip
    megabytes = forms.IntegerField(
        label=_("At most so many megabytes"), required=False, min_value=1, max_value=MOST_MEGABYTES, initial=5,
        help_text=_("Over a slow line 5 megabytes take some minutes."),
    )  # fmt: skip

    @classmethod
    def initial_of(cls, content: Any) -> dict[str, Any]:
        """Return also the kinds of file."""
        return {**super().initial_of(content), "types": list(content.types)}

    @classmethod
    def own_text(cls, content: Any, name: str) -> str:
        """Say the kinds of file in words."""
        if name == "types":
            return ", ".join(str(TYPES[each]) for each in content.types)
        return super().own_text(content, name)

    def source(self) -> dict[str, Any]:
        """Return it as the kind reads it; without a number of megabytes it is the usual one."""
        found = super().source()
        found["types"] = found["types"] or []
        if not found["megabytes"]:
            del found["megabytes"]
        return found
