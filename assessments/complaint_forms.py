"""Forms of complaints: filing one, deciding one, and changing a mark by hand."""

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.models.complaint import Complaint
from assessments.queries.complaints import Desk

__all__ = ["AnswerForm", "ComplaintForm", "MarkForm"]

_POINTS = re.compile(r"[0-9]{1,4}(?:[.,][0-9]{1,6}|/[1-9][0-9]{0,3})?")


class ComplaintForm(forms.Form):
    """What an officer complains of, and why."""

    slot = forms.TypedChoiceField(label=gettext_lazy("About what"), coerce=int)
    text = forms.CharField(
        label=gettext_lazy("What is wrong"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Say it plainly, and on what you rest it: the lesson, the norm, what you answered."),
    )  # fmt: skip

    def __init__(self, *args: Any, slots: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = [(slot, _("Question %(number)s") % {"number": slot} if slot else _("The mark")) for slot in slots]
        self.fields["slot"].choices = words  # type: ignore[attr-defined]  # a choice field


class AnswerForm(forms.Form):
    """Upheld or dismissed, with the text that the officer reads."""

    state = forms.ChoiceField(
        label=gettext_lazy("Decision"), widget=forms.RadioSelect,
        choices=[(state.value, state.label) for state in (Complaint.State.UPHELD, Complaint.State.DISMISSED)],
    )  # fmt: skip
    text = forms.CharField(
        label=gettext_lazy("Answer to the officer"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Of an exam that is still open the officer reads it when it has closed for everybody."),
    )  # fmt: skip


class MarkForm(forms.Form):
    """How many points a question earns by hand, and why."""

    slot = forms.TypedChoiceField(label=gettext_lazy("Question"), coerce=int)
    points = forms.CharField(
        label=gettext_lazy("Points that it earns"), max_length=12,
        help_text=gettext_lazy("A number such as 1.5 or 2/3, more than it earned."),
    )  # fmt: skip
    why = forms.CharField(label=gettext_lazy("Reason"), max_length=300)

    def __init__(self, *args: Any, desk: Desk, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._weights = {line.slot: line.weight for line in desk.lines}
        words = _("Question %(number)s: %(earned)s of %(weight)s points")
        self.fields["slot"].choices = [  # type: ignore[attr-defined]  # a choice field
            (one.number, words % {"number": one.number, "earned": one.earned, "weight": one.weight})
            for one in desk.questions if not one.whole
        ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Return also ``fraction``: what it is of the question, exact."""
        cleaned = super().clean() or {}
        text = cleaned.get("points", "").strip()
        if self.errors:
            return cleaned
        if not _POINTS.fullmatch(text):
            raise ValidationError({"points": _("Write a number such as 1.5 or 2/3.")})
        weight = self._weights[cleaned["slot"]]
        earned = Fraction(text.replace(",", "."))
        if earned > weight:
            raise ValidationError({"points": _("The question has fewer points.")})
        return {**cleaned, "fraction": earned / weight}
