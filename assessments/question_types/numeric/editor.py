"""Numeric: the form in which it is written."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.question_types.editing import Number, QuestionEditor
from courses.text_difference import Fact

__all__ = ["Editor"]


class Editor(QuestionEditor):
    """A number, how far an answer may be from it, and its unit."""

    kind = "numeric"
    label = _("Number")
    hint = _("A number, with a tolerance and a unit where there is one.")
    own = ("answer", "tolerance", "unit")

    answer = Number(label=_("Right answer"), required=False)
    tolerance = Number(
        label=_("Tolerance"), required=False,
        help_text=_("An answer may be so far above or below, both ends included. Empty: exact."),
    )  # fmt: skip
    unit = forms.CharField(
        label=_("Unit"), required=False,
        help_text=_("Shown beside the box, such as km or °C. An answer in another unit is not right."),
    )  # fmt: skip

    @classmethod
    def initial_of(cls, content: Any) -> dict[str, Any]:
        """Return also number, tolerance and unit."""
        return {**super().initial_of(content), **{name: getattr(content, name) for name in cls.own}}

    @classmethod
    def facts(cls, content: Any) -> list[Fact]:
        """Return also number, tolerance and unit."""
        own = (Fact(name, str(cls.base_fields[name].label), getattr(content, name)) for name in cls.own)
        return [*super().facts(content), *own]

    def source(self) -> dict[str, Any]:
        """Return also number, tolerance and unit."""
        said = {name: self.cleaned_data.get(name, "") for name in self.own}
        return {**super().source(), **said, "tolerance": said["tolerance"] or "0"}
