"""The forms in which the examination board decides about a sitting."""

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.cms_forms import ReasonForm

__all__ = ["AnnulForm", "ReopenForm"]


class AnnulForm(ReasonForm):
    """Why, and whether the attempt is used up."""

    is_used = forms.BooleanField(
        label=_("It counts as an attempt used"), required=False,
        help_text=_("Otherwise the officer has the attempt again."),
    )  # fmt: skip
    field_order = ("is_used", "why")


class ReopenForm(ReasonForm):
    """Why, and until when."""

    until = forms.DateTimeField(
        label=_("It goes on until"), help_text=_("Lima time, before the exam closes for everybody."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )  # fmt: skip
    field_order = ("until", "why")
