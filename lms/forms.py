"""Forms of whoever looks after the system."""

from django import forms
from django.utils.translation import gettext_lazy as _

__all__ = ["DiscardForm"]


class DiscardForm(forms.Form):
    """Discarding a failed task: says why."""

    why = forms.CharField(label=_("Reason"), max_length=300)
