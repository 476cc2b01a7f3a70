"""Notices and pages in the language of the sources, so that a test of a rule is none of a translation."""

from django.utils.translation import override

from officers.models import Notice
from officers.notices import words_of


def english(notice: Notice) -> str:
    """Return a notice in English."""
    with override("en"):
        return words_of(notice)
