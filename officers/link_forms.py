"""Forms of those who make log-in links."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from officers.grant_forms import WhyForm, officer_by_number
from officers.models import Act, Officer, PasswordRequest
from officers.roles import Scope, may

__all__ = ["HowForm", "OfficerLinkForm", "UnitLinksForm", "UnitSearchForm"]


class OfficerLinkForm(WhyForm):
    """For whom, and how the person was recognised; whoever is out of reach is not there."""

    officer = forms.CharField(label=_("CIP of the officer"), max_length=40)

    def __init__(self, *args: Any, by: Officer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.fields["why"].help_text = _("Who asked for it, and how you recognised the person.")
        self.order_fields(["officer", "why"])

    def clean_officer(self) -> Officer:
        """Return the officer whose number was typed."""
        officer = officer_by_number(self.cleaned_data["officer"])
        if not may(self.by, Act.MANAGE_OFFICERS, on=Scope(unit=officer.unit) if officer.unit else None):
            raise ValidationError(_("There is no officer with this CIP."), code="unknown_officer")
        return officer


class UnitLinksForm(WhyForm):
    """Why, and whether slips that were handed out before may stop working: asked where there are such."""

    again = forms.BooleanField(label=_("Make them anew: the slips made before stop working"), required=False)

    def __init__(self, *args: Any, working: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not working:
            del self.fields["again"]


class UnitSearchForm(forms.Form):
    """Which unit."""

    q = forms.CharField(label=_("Code or part of the name of the unit"), max_length=120)


class HowForm(forms.Form):
    """How the person was recognised."""

    how = forms.ChoiceField(
        label=_("How did you recognise the person?"), choices=PasswordRequest.How.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose how you recognised the person.")},
    )  # fmt: skip
