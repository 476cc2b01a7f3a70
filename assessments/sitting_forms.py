"""The search among sittings in the CMS."""

from django import forms
from django.utils.translation import gettext_lazy as _

__all__ = ["SittingSearch"]


class SittingSearch(forms.Form):
    """Whose sittings, or those of which run."""

    q = forms.CharField(label=_("CIP of an officer, or code of a run"), required=False, max_length=30)
