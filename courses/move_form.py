"""The forms by which a run moves to a newer edition: what must be read again, and why."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.edition_comparison import Compared

__all__ = ["AgainForm", "MoveForm"]


class AgainForm(forms.Form):
    """Which of the changed lessons must be read again; what is none of them is passed over."""

    again = forms.TypedMultipleChoiceField(
        label=_("Must be read again"), required=False, coerce=UUID, widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Whoever has read a changed lesson has read it. Tick a lesson only where the change matters so much that "
            "everybody has to read it once more."
        ),
    )  # fmt: skip

    def __init__(self, *args: Any, lessons: Sequence[Compared], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["again"].choices = [(str(each.part.activity), each.name) for each in lessons]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> list[UUID]:
        """The lessons that were ticked."""
        return self.cleaned_data["again"] if self.is_valid() else []


class MoveForm(forms.Form):
    """Why."""

    why = forms.CharField(
        label=_("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("It stands in the audit and in the history of the run."),
    )  # fmt: skip
