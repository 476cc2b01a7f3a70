"""Acts on certificates among proposals: whose certificate, and their words."""

from collections.abc import Collection, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from certificates.models import Certificate, Revocation
from certificates.queries.holder import HolderField
from certificates.queries.resting import resting_on
from certificates.resting_words import resting_words
from officers.models import Act, Officer
from officers.roles import Scope, may

__all__ = ["links", "reinstatement_words", "reissue_words", "resting", "rows", "words"]


def rows(officer: Officer, model: str, keys: Collection[str]) -> dict[str, tuple[Certificate, str]]:
    """Return the certificates; whether the holder's unit is within reach, the act's scope asks."""
    found = Certificate.objects.filter(pk__in=keys).select_related("award__officer__unit", "award__edition")
    return {str(row.pk): (row, f"{row.serial} · {row.holder_name} · {row.holder_cip}") for row in found}


def links(row: Certificate, reader: Officer) -> Sequence[tuple[str, str]]:
    """Return the certificate and its holder's record, for whoever may see that record."""
    holder = row.award.officer
    if not may(reader, Act.VIEW_RECORD, on=Scope(unit=holder.unit)):
        return ()
    return (
        (_("Certificate"), reverse("certificates_cms:certificate", args=[row.serial])),
        (_("Record of the holder"), reverse("certificates_cms:record", args=[holder.public_id])),
    )


def resting(row: Certificate) -> Sequence[str]:
    """Return what rests on the certificate."""
    return resting_words(resting_on(row))


def words(row: Certificate, arguments: dict[str, Any]) -> str:
    """Return of which course it is, and the category that the public page would show."""
    category = dict(Revocation.Category.choices).get(arguments.get("category", ""), "")
    return _("“%(course)s”; category: %(category)s.") % {"course": row.course_title, "category": category}


def reinstatement_words(row: Certificate, arguments: dict[str, Any]) -> str:
    """Return of which course it is, and what verification would say."""
    return _("“%(course)s”; verification would say again that it holds.") % {"course": row.course_title}


def reissue_words(row: Certificate, arguments: dict[str, Any]) -> str:
    """Return of which course it is, and what would be printed in place of what, field by field."""
    said = [
        _("%(field)s: “%(corrected)s” in place of “%(printed)s”")
        % {"field": field.label, "corrected": arguments["corrections"][field], "printed": getattr(row, field)}
        for field in HolderField
        if field in arguments.get("corrections", {})
    ]
    return _("“%(course)s”; the new paper would say: %(corrections)s.") % {
        "course": row.course_title,
        "corrections": "; ".join(said),
    }
