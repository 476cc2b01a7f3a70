"""Fields of the forms about people and units: a day, a unit, a column of a model."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from kernel.folding import fold
from officers.models import Unit

__all__ = ["ColumnField", "DayField", "LongSelect", "ReasonField", "UnitField"]

#: A longer list of suggestions weighs more than it helps; words and codes find every unit all the same.
_SUGGESTED = 300
_NAMED = 6


class LongSelect(forms.Select):
    """A choice among hundreds in no groups: Django renders a template for each option, this one a line of text."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """Return the select with its options."""
        chosen = set(self.format_value(value))
        options = format_html_join(
            "\n",
            '<option value="{}"{}>{}</option>',
            ((key, SafeString(" selected") if str(key) in chosen else "", words) for key, words in self.choices),
        )
        return format_html(
            '<select name="{}"{}>\n{}\n</select>', name, flatatt(self.build_attrs(self.attrs, attrs)), options
        )


class DayField(forms.DateField):
    """A day, by the browser's own picker, which reads the standard's form of a date and no country's."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class ReasonField(forms.CharField):
    """Why an act is done; it stands in the audit."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": _("Reason"), "max_length": 200, **kwargs})


class ColumnField(forms.CharField):
    """Text for a column that knows its own form: numbers with dots or spaces, names with doubled spaces."""

    def __init__(self, model: type[Model], name: str, **kwargs: Any) -> None:
        column: Any = model._meta.get_field(name)
        self.column = column
        words = {"label": capfirst(column.verbose_name), "required": not column.blank}
        super().__init__(**{**words, **kwargs})

    def clean(self, value: Any) -> Any:
        """Return the stored form, or raise what the column says."""
        text = super().clean(value)
        return self.column.clean(text, None) if text else text


class UnitInput(forms.TextInput):
    """A line of text that suggests units where they are few."""

    units: QuerySet[Unit] = Unit.objects.none()

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """Return the line with its suggestions."""
        units = list(self.units.order_by("name")[: _SUGGESTED + 1])
        if not units or len(units) > _SUGGESTED:
            return super().render(name, value, attrs, renderer)
        listed = f"units_for_{name}"
        line = super().render(name, value, {**(attrs or {}), "list": listed}, renderer)
        options = format_html_join("", '<option value="{}"></option>', ((_shown(unit),) for unit in units))
        return format_html('{}<datalist id="{}">{}</datalist>', line, listed, options)


class UnitField(forms.CharField):
    """A unit by its code or by words of its name, among those that are offered."""

    widget = UnitInput

    def __init__(self, **kwargs: Any) -> None:
        self.units: QuerySet[Unit] = Unit.objects.none()
        super().__init__(**{"label": _("Unit"), "max_length": 200, "help_text": _("Its code, or words of its name."),
                            **kwargs})  # fmt: skip

    def offer(self, units: QuerySet[Unit]) -> None:
        """Take units from among these only."""
        self.units = self.widget.units = units

    def prepare_value(self, value: Any) -> Any:
        """Return what stands in the line."""
        return _shown(value) if isinstance(value, Unit) else value

    def clean(self, value: Any) -> Any:
        """Return the unit that was meant, None for none; several that match are named."""
        text = fold(super().clean(value))
        if not text:
            return None
        found = [unit for unit in self.units if all(word in fold(_shown(unit)) for word in text.split())]
        exact = [unit for unit in found if text in (fold(unit.code), fold(unit.name), fold(_shown(unit)))]
        if len(exact or found) == 1:
            return (exact or found)[0]
        if not found:
            raise ValidationError(_("There is no such unit for you to choose. Write its code, or words of its name."))
        named = "; ".join(_shown(unit) for unit in found[:_NAMED])
        if len(found) > _NAMED:
            named = f"{named}; …"
        raise ValidationError(
            _("%(count)s units match: %(units)s. Write the code."), params={"count": len(found), "units": named}
        )


def _shown(unit: Unit) -> str:
    return f"{unit.code} {unit.name}"
