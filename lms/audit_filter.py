"""The filter of the audit: the words of an address read once, for the page and for the export alike."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

from audit import words
from audit.queries.lines import Wanted

__all__ = ["AuditFilter", "ReadingFilter"]


def _date_picker() -> forms.DateInput:
    """Return the browser's own picker, which reads the standard's form of a date and no country's."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class ReadingFilter(forms.Form):
    """Which lines are wanted; every field may be empty."""

    who = forms.CharField(
        label=_("Who (CIP, or log-in of a civilian)"), max_length=12, required=False,
        validators=[ProhibitNullCharactersValidator()],
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("On which kind of row"), required=False)
    row = forms.CharField(label=_("Number of the row"), max_length=40, required=False)
    since = forms.DateField(label=_("From"), widget=_date_picker(), required=False)
    until = forms.DateField(label=_("To"), widget=_date_picker(), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("kind", words.kinds())

    def clean_who(self) -> str:
        """Return the log-in; a CIP may lack its leading zeros."""
        typed: str = self.cleaned_data["who"].strip().upper()
        return typed.zfill(8) if typed.isdecimal() else typed

    def clean(self) -> dict[str, Any]:
        """Refuse days in the wrong order."""
        cleaned: dict[str, Any] = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", ValidationError(_("The last day is before the first one.")))
        return cleaned

    @property
    def wanted(self) -> Wanted:
        """Which lines; a field that cannot be read says so and leaves nothing out."""
        return Wanted(**self._read())

    @property
    def asked(self) -> dict[str, str]:
        """What was asked for, by the names of the fields: for addresses and for the line that an export leaves."""
        return {name: str(value) for name, value in self._read().items() if value}

    def _read(self) -> dict[str, Any]:
        self.is_valid()
        return self.cleaned_data

    def _offer(self, name: str, choices: dict[str, str]) -> None:
        field: Any = self.fields[name]
        field.choices = [("", _("All")), *choices.items()]


class AuditFilter(ReadingFilter):
    """The filter of acts, which also have one."""

    act = forms.ChoiceField(label=_("What was done"), required=False)
    field_order = ("who", "act", "kind", "row", "since", "until")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("act", words.acts())
