"""Model fields for identity numbers and names: checked and brought into one form at the field."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from officers.identifiers import InvalidIdentifier, normal_cip, normal_dni, normal_name

_MESSAGES = {
    "cip": _("A CIP has 6 to 8 digits, such as 31234567."),
    "dni": _("A DNI has 8 digits, such as 07654321."),
    "name": _("Write a name with letters; hyphens, apostrophes and full stops are allowed."),
}


if TYPE_CHECKING:
    _Text = models.CharField[Any, Any]
else:
    _Text = models.CharField


class _NormalisedField(_Text):
    """Text that ``normal`` brings into its one stored form, or refuses."""

    normal: Any = None

    def to_python(self, value: Any) -> Any:
        """Return the stored form; a ``ValidationError`` says what the form is."""
        value = super().to_python(value)
        if value is None or value == "":
            return None if self.null else value
        try:
            return type(self).normal(value)
        except InvalidIdentifier as error:
            raise ValidationError(_MESSAGES[error.code], code=error.code) from error

    def get_prep_value(self, value: Any) -> Any:
        """Return the stored form for look-ups and saving; what has none is looked up as it is."""
        value = super().get_prep_value(value)
        try:
            return type(self).normal(value) if value else value
        except InvalidIdentifier:
            return value


class CIPField(_NormalisedField):
    """A CIP as eight digits."""

    normal = staticmethod(normal_cip)


class DNIField(_NormalisedField):
    """A DNI as eight digits."""

    normal = staticmethod(normal_dni)


class NameField(_NormalisedField):
    """A part of a person's name."""

    normal = staticmethod(normal_name)
