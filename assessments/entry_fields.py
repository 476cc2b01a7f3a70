"""Fields of an exam's form that say who may begin: the password, which no page shows again, and ranges of addresses."""

from typing import Any

from django import forms
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from assessments.entry_rules import is_network

__all__ = ["PasswordField", "networks_in", "networks_only"]

#: What takes a password away.
NONE = "-"


def networks_in(text: str) -> list[str]:
    """Return the ranges of a text, one a line."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def networks_only(text: str) -> None:
    """Refuse a line that is no address and no range of them."""
    for line in networks_in(text):
        if not is_network(line):
            raise ValidationError(
                _("“%(line)s” is no range of addresses, such as 10.20.0.0/16."), params={"line": line}
            )


class PasswordField(forms.CharField):
    """Takes a password and gives its salted hash; left empty it gives what was there, and a hyphen takes it away."""

    def __init__(self, *, held: str, **kwargs: Any) -> None:
        self.held = held
        widget = forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"})
        super().__init__(
            label=_("Password"), required=False, max_length=60, widget=widget,
            help_text=_("It is set; write another to change it, or a hyphen to take it away.") if held
            else _("Empty: none. It is kept as a hash, so that nobody can read it again: note it down."),
            **kwargs,
        )  # fmt: skip

    def prepare_value(self, value: Any) -> Any:
        """Show what was typed, never what is kept."""
        return "" if value == self.held else value

    def clean(self, value: Any) -> str:
        """Return the hash."""
        typed = super().clean(value).strip()
        if typed in {"", self.held}:
            return self.held
        return "" if typed == NONE else make_password(typed)
