"""Revocations, and undoing them, among proposals: whose certificate, and their words."""

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _

from certificates.models import Certificate, Revocation
from officers.models import Officer

__all__ = ["reinstatement_words", "rows", "words"]


def rows(officer: Officer, model: str, keys: Collection[str]) -> dict[str, tuple[Certificate, str]]:
    """Return the certificates; whether the holder's unit is within reach, the act's scope asks."""
    found = Certificate.objects.filter(pk__in=keys).select_related("award__officer__unit")
    return {str(row.pk): (row, f"{row.serial} · {row.holder_name}") for row in found}


def words(row: Certificate, arguments: dict[str, Any]) -> str:
    """Return of which course it is, and the category that the public page would show."""
    category = dict(Revocation.Category.choices).get(arguments.get("category", ""), "")
    return _("“%(course)s”; category: %(category)s.") % {"course": row.course_title, "category": category}


def reinstatement_words(row: Certificate, arguments: dict[str, Any]) -> str:
    """Return of which course it is, and what verification would say."""
    return _("“%(course)s”; verification would say again that it holds.") % {"course": row.course_title}
