"""Likert: the form in which it is written."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.question_types.editing import Markdown, QuestionEditor, yes_or_no
from courses.text_difference import Fact

__all__ = ["Editor"]


class Editor(QuestionEditor):
    """A scale in words, one step a line."""

    kind = "likert"
    label = gettext_lazy("Opinion on a scale")
    hint = gettext_lazy("How far one agrees with a statement, from 3 to 7 steps. It is not scored.")
    own = ("scale", "no_opinion")

    scale = Markdown(
        label=gettext_lazy("Scale"), rows=5,
        help_text=gettext_lazy("From 3 to 7 steps, one a line, from one end to the other."),
    )  # fmt: skip
    no_opinion = forms.BooleanField(label=gettext_lazy("Offer “no opinion” beside the scale"), required=False)

    @classmethod
    def initial_of(cls, content: Any) -> dict[str, Any]:
        """Return also the scale."""
        return {**super().initial_of(content), "scale": "\n".join(content.scale), "no_opinion": content.no_opinion}

    @classmethod
    def facts(cls, content: Any) -> list[Fact]:
        """Return also the scale."""
        scale = Fact("scale", _("Scale"), "\n".join(content.scale))
        return [*super().facts(content), scale, Fact("no_opinion", _("No opinion"), yes_or_no(content.no_opinion))]

    def source(self) -> dict[str, Any]:
        """Return also the scale."""
        scale = [line for line in self.cleaned_data.get("scale", "").split("\n") if line.strip()]
        return {**super().source(), "scale": scale, "no_opinion": self.cleaned_data.get("no_opinion", False)}
