"""Numeric: why an answer that is no number, or of another unit, earns nothing."""

from django.utils.translation import gettext_lazy as _

REASONS = {"not_a_number": _("Not a number"), "other_unit": _("Another unit")}
