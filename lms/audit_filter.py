"""The filter of the audit: the words of an address read once, for the page and for the export alike."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

from audit import words
from audit.queries.lines import Wanted, has_lines_of, rows_with_lines
from officers.identifiers import normal_login
from officers.models import Officer
from officers.queries.people import with_number

__all__ = ["AuditFilter", "ReadingFilter"]


def _date_picker() -> forms.DateInput:
    """Return the browser's own picker, which reads the standard's form of a date and no country's."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class ReadingFilter(forms.Form):
    """Which lines are wanted; every field may be empty."""

    who = forms.CharField(
        label=_("Who (CIP, DNI or log-in)"), max_length=12, required=False,
        validators=[ProhibitNullCharactersValidator()],
        help_text=_("A number that is one person’s CIP and another’s DNI is read as the CIP."),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("On which kind of row"), required=False)
    row = forms.CharField(
        label=_("About whom or what"), max_length=40, required=False,
        help_text=_("CIP, DNI, serial of a certificate, code of a course or run; or # and the number from the list."),
    )  # fmt: skip
    since = forms.DateField(label=_("From"), widget=_date_picker(), required=False)
    until = forms.DateField(label=_("To"), widget=_date_picker(), required=False)

    def __init__(self, *args: Any, by: Officer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self._on: set[tuple[str, str]] | None = None
        self._offer("kind", words.kinds())

    def clean_who(self) -> str:
        """Return the log-in, also one that only lines bear by now; raises for a number that is nobody's."""
        typed = normal_login(self.cleaned_data["who"])
        logins = set(with_number(typed).values_list("login", flat=True)) if typed else {typed}
        if typed in logins or has_lines_of(typed):
            return typed
        if not logins:
            raise ValidationError(_("Nobody has this CIP, DNI or log-in."))
        return logins.pop()

    def clean(self) -> dict[str, Any]:
        """Find the rows that are meant, and refuse days in the wrong order."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("row") and "kind" in cleaned:
            self._on = self._meant(cleaned["row"], cleaned["kind"])
            if not self._on:
                self.add_error("row", _("Nothing in the audit has this number."))
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", ValidationError(_("The last day is before the first one.")))
        return cleaned

    @property
    def wanted(self) -> Wanted:
        """Which lines; a field that cannot be read says so and leaves nothing out."""
        asked = self._read()
        on = self._on if asked.get("row") else None
        return Wanted(on=on, **{name: value for name, value in asked.items() if name != "row"})

    @property
    def asked(self) -> dict[str, str]:
        """What was asked for, by the names of the fields."""
        return {name: str(value) for name, value in self._read().items() if value}

    @property
    def asked_words(self) -> str:
        """What was asked for, as the form says it: for the head of an export and the line that it leaves."""
        return "; ".join(f"{self.fields[name].label}: {self._shown(name, value)}" for name, value in self.asked.items())

    def _shown(self, name: str, value: str) -> str:
        choices: Any = getattr(self.fields[name], "choices", ())
        return str(dict(choices).get(value, value))

    def _meant(self, number: str, kind: str) -> set[tuple[str, str]]:
        """Return the rows that a number means to people, else those with this key, the only ones after a #."""
        rows = set() if number.startswith("#") else words.found(self.by, number, kind)
        return rows or rows_with_lines(number.removeprefix("#"), [kind] if kind else list(words.kinds()))

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
