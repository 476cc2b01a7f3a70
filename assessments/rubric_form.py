"""The form in which whoever marks says how well an answer meets each criterion."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.question_types.rubric import RubricContent

__all__ = ["RubricForm"]


class RubricForm(forms.Form):
    """A level of each criterion, and a comment; over another mark also why.

    marked: whether the answer has a mark already.
    """

    def __init__(self, *args: Any, content: RubricContent, marked: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number, criterion in enumerate(content.rubric):
            self.fields[f"level-{number}"] = forms.TypedChoiceField(
                label=criterion.text, coerce=int, widget=forms.RadioSelect,
                choices=[
                    (position, f"{level.points} – {level.text}" if level.text else level.points)
                    for position, level in enumerate(criterion.levels)
                ],
                error_messages={"required": _("Choose a level of this criterion.")},
            )  # fmt: skip
        self.fields["comment"] = forms.CharField(
            label=_("Comment for the officer"), required=False, max_length=4000,
            widget=forms.Textarea(attrs={"rows": 4}),
            help_text=_("What was good, and what would make it better. It is shown with the marked answer."),
        )  # fmt: skip
        if marked:
            self.fields["why"] = forms.CharField(
                label=_("Reason"), max_length=300,
                help_text=_("Why this mark is to stand over the one that the answer has."),
            )  # fmt: skip

    @property
    def levels(self) -> list[int]:
        """The level of each criterion, in their order."""
        return [level for name, level in self.cleaned_data.items() if name.startswith("level-")]
