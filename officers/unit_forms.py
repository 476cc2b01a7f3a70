"""Forms by which units are found, added, changed, moved, closed."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from officers.edit_form import EditForm
from officers.form_fields import ColumnField, DayField, ReasonField, UnitField
from officers.models import Act, Officer, Unit
from officers.queries.units import UnitFilter
from officers.roles import may, units_for

__all__ = ["AddUnitForm", "CloseUnitForm", "EditUnitForm", "MoveUnitForm", "ReopenUnitForm", "UnitsForm"]

_STATES = [("open", _("Open units")), ("closed", _("Closed units")), ("all", _("All units"))]


class UnitsForm(forms.Form):
    """What the tree is narrowed to."""

    q = forms.CharField(label=_("Code or name"), max_length=100, required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All")), *Unit.Kind.choices])
    state = forms.ChoiceField(label=_("State"), required=False, choices=_STATES)

    @property
    def wanted(self) -> UnitFilter:
        """The filter, after validation; closed units are shown when asked for."""
        chosen = self.cleaned_data
        state = chosen["state"] or "open"
        return UnitFilter(q=chosen["q"], kind=chosen["kind"], state="" if state == "all" else state)


class _UnitFields(forms.Form):
    """What a unit is."""

    code = ColumnField(Unit, "code", help_text=_("It stands on lists and files, and tells units of one name apart."))
    name = ColumnField(Unit, "name")
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", "–"), *Unit.Kind.choices])
    station_class = forms.ChoiceField(
        label=_("Class"), required=False, choices=[("", "–"), *Unit.StationClass.choices],
        help_text=_("Of stations only."),
    )  # fmt: skip
    ubigeo = ColumnField(Unit, "ubigeo", help_text=_("6 digits: department, province, district."))
    barrio_seguro = forms.BooleanField(label=_("In a Barrio Seguro district"), required=False)
    latitude = forms.DecimalField(
        label=_("Latitude"), required=False, min_value=-90, max_value=90, max_digits=8, decimal_places=6,
        help_text=_("In degrees, south is negative, such as -12.046374."),
    )  # fmt: skip
    longitude = forms.DecimalField(
        label=_("Longitude"), required=False, min_value=-180, max_value=180, max_digits=9, decimal_places=6,
        help_text=_("In degrees, west is negative, such as -77.042793."),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Refuse a class of what is no station, and half a place on the map."""
        cleaned = super().clean() or {}
        if cleaned.get("station_class") and cleaned.get("kind") != Unit.Kind.STATION:
            self.add_error("station_class", _("Only a station has a class."))
        if (cleaned.get("latitude") is None) != (cleaned.get("longitude") is None) and not self.errors:
            self.add_error("longitude", _("Write both latitude and longitude, or neither."))
        return cleaned


class _ParentField(UnitField):
    """The unit above; at the top only for whoever looks after all units."""

    def __init__(self) -> None:
        super().__init__(label=_("Belongs to"), required=False)

    def offer_to(self, by: Officer) -> None:
        """Take open units of this person's, and none at all where that is the person's to decide."""
        self.offer(units_for(by, Act.MANAGE_OFFICERS).filter(closed_on=None))
        self.required = not may(by, Act.MANAGE_OFFICERS)
        if not self.required:
            self.help_text = _("Its code, or words of its name. Empty: at the top of the organisation.")


class AddUnitForm(_UnitFields):
    """A new unit and its place."""

    parent = _ParentField()
    since = DayField(label=_("Exists since"), initial=timezone.localdate)
    why = ReasonField(help_text=_("Such as the number of the resolution."))

    def __init__(self, *args: Any, by: Officer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].offer_to(by)  # type: ignore[attr-defined]  # a _ParentField


class EditUnitForm(EditForm, _UnitFields):
    """What a unit is, changed."""

    why = ReasonField()


class MoveUnitForm(EditForm):
    """Another place in the tree, from a day on."""

    parent = _ParentField()
    since = DayField(label=_("From"), initial=timezone.localdate)
    why = ReasonField(help_text=_("Such as the number of the resolution."))

    def __init__(self, *args: Any, by: Officer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].offer_to(by)  # type: ignore[attr-defined]  # a _ParentField


class CloseUnitForm(EditForm):
    """The end of a unit."""

    closed_on = DayField(label=_("First day on which it is no more"), initial=timezone.localdate)
    why = ReasonField(help_text=_("Such as the number of the resolution."))


class ReopenUnitForm(EditForm):
    """The day from which a closed unit is there again."""

    reopened_on = DayField(label=_("First day on which it is there again"), initial=timezone.localdate)
    why = ReasonField(help_text=_("Such as the number of the resolution."))
