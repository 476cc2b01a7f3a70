"""Short answer: the form in which it is written."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.question_types.editing import Markdown, QuestionEditor, yes_or_no
from courses.text_difference import Fact

__all__ = ["Editor"]


class Editor(QuestionEditor):
    """The answers that are accepted, one a line, and what is forgiven."""

    kind = "short_answer"
    label = _("Short answer")
    hint = _("A word or a few; several ways to write it may be accepted.")
    own = ("accepted", "exact")

    accepted = Markdown(
        label=_("Accepted answers"), rows=4, help_text=_("One a line; the first is the one that a review shows first.")
    )
    exact = forms.BooleanField(
        label=_("Accents, capitals, spaces and punctuation count"), required=False,
        help_text=_("Otherwise “Comisaría” and “comisaria.” are the same, and so are “año” and “ano”."),
    )  # fmt: skip

    @classmethod
    def initial_of(cls, content: Any) -> dict[str, Any]:
        """Return also the accepted answers."""
        return {**super().initial_of(content), "accepted": "\n".join(content.accepted), "exact": content.exact}

    @classmethod
    def facts(cls, content: Any) -> list[Fact]:
        """Return also the accepted answers."""
        labels = {name: str(cls.base_fields[name].label) for name in cls.own}
        return [
            *super().facts(content),
            Fact("accepted", labels["accepted"], "\n".join(content.accepted)),
            Fact("exact", labels["exact"], yes_or_no(content.exact)),
        ]

    def source(self) -> dict[str, Any]:
        """Return also the accepted answers."""
        lines = self.cleaned_data.get("accepted", "").split("\n")
        accepted = [line for line in lines if line.strip()]
        return {**super().source(), "accepted": accepted, "exact": self.cleaned_data.get("exact", False)}
