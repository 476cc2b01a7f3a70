"""Forms of the catalogue, of the guidelines and of enrolments."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from courses.models.edition import Level
from courses.queries.catalogue import Wanted
from courses.queries.guidelines import WantedGuidelines
from officers.models import Area

__all__ = ["CatalogueForm", "GuidelinesForm", "WithdrawForm"]


class CatalogueForm(forms.Form):
    """What somebody looks for in the catalogue; every field may stay empty."""

    q = forms.CharField(
        label=_("Search the catalogue"), required=False, max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )  # fmt: skip
    area = forms.ChoiceField(label=_("Area"), required=False)
    level = forms.ChoiceField(label=_("Level"), required=False, choices=[("", _("All levels")), *Level.choices])
    hours = forms.ChoiceField(
        label=_("Academic hours"), required=False,
        choices=[
            ("", _("Any length")),
            ("short", _("Up to 8 hours")),
            ("medium", _("9 to 24 hours")),
            ("long", _("25 hours or more")),
        ],
    )  # fmt: skip
    open_run = forms.BooleanField(label=_("Only with enrolment open"), required=False)

    def __init__(self, *args: Any, areas: QuerySet[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("All areas")), *areas.values_list("code", "name")]
        self.fields["area"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField, declared above

    @property
    def wanted(self) -> Wanted:
        """What was asked for, as far as it was understood: a field with an error narrows nothing."""
        self.is_valid()
        asked = self.cleaned_data
        return Wanted(
            words=asked.get("q", ""),
            area=asked.get("area", ""),
            level=asked.get("level", ""),
            hours=asked.get("hours", ""),
            open_run=asked.get("open_run", False),
        )


class GuidelinesForm(forms.Form):
    """What somebody looks for among the guidelines; every field may stay empty."""

    q = forms.CharField(
        label=_("Search the guidelines"), required=False, max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )  # fmt: skip
    area = forms.ChoiceField(label=_("Area"), required=False)

    def __init__(self, *args: Any, areas: QuerySet[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("All areas")), *areas.values_list("code", "name")]
        self.fields["area"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField, declared above

    @property
    def wanted(self) -> WantedGuidelines:
        """What was asked for, as far as it was understood: a field with an error narrows nothing."""
        self.is_valid()
        return WantedGuidelines(words=self.cleaned_data.get("q", ""), area=self.cleaned_data.get("area", ""))


class WithdrawForm(forms.Form):
    """Leaving a run."""

    why = forms.CharField(label=_("Reason"), required=False, max_length=300)
