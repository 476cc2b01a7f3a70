"""The glossary of an edition: its terms as they were frozen."""

from typing import Any

from django.db.models import QuerySet

from courses.kept import Kept
from courses.models.edition import Edition
from officers.composed import composed

__all__ = ["glossary_of", "has_glossary"]

#: Whether an edition has one, by the edition's hash.
_known: Kept[str, bool] = Kept(256)


def glossary_of(edition: Edition) -> list[dict[str, Any]]:
    """Return the terms in the order of the dictionary; none where the edition has no glossary."""
    payloads = Edition.objects.filter(pk=edition.pk).values_list("payload__glossary", flat=True)
    return payloads.first() or []


def has_glossary(edition: Edition) -> bool:
    """Whether the edition has a glossary, without reading it; asked once a process."""
    known = _known.get(edition.sha256)
    if known is None:
        known = bool(_with_glossary(edition=edition.pk))
        _known.add({edition.sha256: known})
    return known


@composed
def _with_glossary(edition: int) -> QuerySet[Edition, int]:
    return Edition.objects.filter(pk=edition, payload__has_key="glossary").values_list("pk", flat=True)
