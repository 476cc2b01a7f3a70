"""The form by which anyone verifies a certificate."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from certificates.serials import Mistyped, parse
from certificates.verdict import words_of_mistake

__all__ = ["VerifyForm"]


class VerifyForm(forms.Form):
    """A serial, as it stands on the paper or however it was typed; cleaned into its stored form."""

    serial = forms.CharField(
        label=_("Serial of the certificate"),
        help_text=_(
            "It stands beside the code on the paper, such as 2026-000123-K7QX4M2P-J. "
            "Hyphens and capitals do not matter."
        ),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        error_messages={"required": _("Write the serial that stands on the certificate.")},
    )

    def clean_serial(self) -> str:
        """Return the serial in its stored form, or say what is wrong with it."""
        try:
            return str(parse(self.cleaned_data["serial"]))
        except Mistyped as error:
            raise ValidationError(words_of_mistake(error.code), code=error.code) from error
