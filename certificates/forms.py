"""The form by which anyone verifies a certificate."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from certificates.serials import Mistyped, parse

__all__ = ["VerifyForm", "words_of_mistake"]

_MISTAKES = {
    "length": _("A serial has more or fewer letters and digits than this. It looks like 2026-000123-K7QX4M2P-C."),
    "symbol": _("A serial has letters without accents and digits only. It looks like 2026-000123-K7QX4M2P-C."),
    "check": _("A letter or digit is wrong or in the wrong place. Compare it with the paper, sign by sign."),
}


def words_of_mistake(code: str) -> str:
    """Return the sentence for what is wrong with a serial (``Mistyped.code``)."""
    return str(_MISTAKES[code])


class VerifyForm(forms.Form):
    """A serial, as it stands on the paper or however it was typed; cleaned into its stored form."""

    serial = forms.CharField(
        label=_("Serial of the certificate"),
        help_text=_(
            "It stands beside the code on the paper, such as 2026-000123-K7QX4M2P-C. "
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
