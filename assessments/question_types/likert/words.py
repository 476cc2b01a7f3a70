"""Likert: the words of what the author does not write."""

from django.utils.translation import gettext_lazy as _

REASONS = {"not_scored": _("Not scored")}
OPTIONS = {"none": _("No opinion")}
