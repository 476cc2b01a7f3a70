"""The search among sittings in the CMS, and the choice of late answers that are to count."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.queries.late_answers import LateDesk

__all__ = ["LateForm", "SittingSearch"]


class SittingSearch(forms.Form):
    """Whose sittings, or those of which run."""

    q = forms.CharField(label=gettext_lazy("CIP of an officer, or code of a run"), required=False, max_length=30)
    late = forms.BooleanField(label=gettext_lazy("Only those with answers that came late"), required=False)


class LateForm(forms.Form):
    """Which late answers are to count, question by question, and why."""

    why = forms.CharField(label=gettext_lazy("Reason"), max_length=300)

    def __init__(self, *args: Any, desk: LateDesk, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in desk.questions:
            late = [(each.key, each.words or "–") for each in question.late if each.may_count]
            if late:
                self.fields[f"slot-{question.number}"] = forms.ChoiceField(
                    label=_("Question %(number)s") % {"number": question.number}, required=False,
                    choices=[("", _("What counted stays")), *late], widget=forms.RadioSelect,
                )  # fmt: skip
        self.order_fields([name for name in self.fields if name != "why"])

    @property
    def chosen(self) -> dict[int, str]:
        """The keys of the answers that were chosen, by question."""
        return {
            int(name.removeprefix("slot-")): key
            for name, key in self.cleaned_data.items()
            if name.startswith("slot-") and key
        }

    def clean(self) -> dict[str, Any]:
        """Ask for one at least."""
        cleaned = super().clean() or {}
        if not self.errors and not self.chosen:
            raise forms.ValidationError(_("Choose at least one late answer."))
        return cleaned
