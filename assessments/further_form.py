"""The forms by which a further answer of a question is looked at and decided."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.models.further_answer import FurtherAnswer
from assessments.question_types.further import Further, FurtherField
from assessments.question_types.further_words import HELP, LABELS
from courses.cms_forms import ReasonForm
from kernel.refusal import Refusal

__all__ = ["DecisionForm", "FurtherForm"]


class FurtherForm(forms.Form):
    """What is right as well, by the fields that the kind of the question asks for.

    check: refuses what accepts nothing more.
    """

    def __init__(
        self, *args: Any, asked: Sequence[FurtherField], check: Callable[[Further], None], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._check = check
        for field in asked:
            self.fields[field.name] = _form_field(field)

    @property
    def further(self) -> dict[str, str]:
        """What was given, without what was left empty."""
        return {name: str(said).strip() for name, said in self.cleaned_data.items() if str(said).strip()}

    def clean(self) -> dict[str, Any]:
        """Say at its field what accepts nothing more."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.errors:
            try:
                self._check(self.further)
            except Refusal as refusal:
                self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))
        return cleaned


class DecisionForm(ReasonForm):
    """The reason, and where marks would fall, which way is meant."""

    way = forms.ChoiceField(
        label=_("Marks that would fall"),
        choices=[
            (FurtherAnswer.Way.RAISES, _("No mark falls: whoever would lose by it keeps what the answer earned")),
            (FurtherAnswer.Way.AS_IT_COMES, _("They fall: proposed to a second person, who has to confirm it")),
        ],
        widget=forms.RadioSelect, initial=FurtherAnswer.Way.RAISES,
    )  # fmt: skip
    field_order = ("way", "why")

    def __init__(self, *args: Any, falls: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not falls:
            del self.fields["way"]

    @property
    def is_proposal(self) -> bool:
        """Whether marks are to fall."""
        return self.cleaned_data.get("way") == FurtherAnswer.Way.AS_IT_COMES


def _form_field(field: FurtherField) -> forms.Field:
    told: dict[str, Any] = {
        "label": LABELS[field.name], "help_text": HELP.get(field.name, ""), "required": field.required
    }  # fmt: skip
    return (
        forms.ChoiceField(choices=field.choices, **told) if field.choices else forms.CharField(max_length=500, **told)
    )
