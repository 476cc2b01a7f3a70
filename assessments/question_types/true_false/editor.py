"""True or false: the form in which it is written."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.question_types.editing import Markdown, QuestionEditor
from assessments.question_types.true_false.words import OPTIONS
from courses.text_difference import Fact

__all__ = ["Editor"]


class Editor(QuestionEditor):
    """Whether the statement holds, and what is said to whoever chooses either."""

    kind = "true_false"
    label = gettext_lazy("True or false")
    hint = gettext_lazy("A statement that holds or does not.")
    own = ("answer", "feedback_true", "feedback_false")

    answer = forms.ChoiceField(
        label=gettext_lazy("The statement is"), choices=list(OPTIONS.items()), required=False, widget=forms.RadioSelect
    )
    feedback_true = Markdown(label=gettext_lazy("Feedback to whoever chooses “True”"))
    feedback_false = Markdown(label=gettext_lazy("Feedback to whoever chooses “False”"))

    @classmethod
    def initial_of(cls, content: Any) -> dict[str, Any]:
        """Return also the answer and the feedback."""
        own = {"feedback_true": content.feedback_true, "feedback_false": content.feedback_false}
        return {**super().initial_of(content), **own, "answer": content.right_id}

    @classmethod
    def facts(cls, content: Any) -> list[Fact]:
        """Return also the answer and the feedback."""
        return [
            *super().facts(content),
            Fact("answer", _("The statement is"), str(OPTIONS[content.right_id])),
            *(Fact(name, str(cls.base_fields[name].label), getattr(content, name)) for name in cls.own[1:]),
        ]

    def source(self) -> dict[str, Any]:
        """Return also the answer and the feedback."""
        said = self.cleaned_data
        feedback = {name: said.get(name, "") for name in ("feedback_true", "feedback_false")}
        answer = {"true": True, "false": False}.get(said.get("answer", ""))
        return {**super().source(), **feedback, "answer": answer}
