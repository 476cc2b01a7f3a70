"""Files of editions: which may be handed to whom, and how widely a cache may keep them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Max

from courses.access import decide, visible_either
from courses.handing import Keep
from courses.models import CourseDocument, CourseImage, Edition, EditionAsset
from courses.references import agrees
from officers.models import Officer

__all__ = ["HandedFile", "edition_file"]


@dataclass(frozen=True)
class HandedFile:
    """A file that the person may have, and who may keep a copy of it.

    Any cache, while an open outline or an open guideline shows it to everybody; nobody, where need to know was asked.
    """

    asset: EditionAsset
    keep: Keep


def edition_file(person: Officer | AnonymousUser, sha256: str) -> HandedFile | None:
    """Return the file with this hash, when an edition that the person may see may show it still; else None."""
    rows = EditionAsset.objects.filter(sha256=sha256).select_related("edition__course", "edition__guideline")
    for asset in _still_shown(visible_either(AnonymousUser(), rows, at="edition")):
        if asset.edition.guideline or _is_on_the_outline(asset):
            return HandedFile(asset, keep="public")
    if not isinstance(person, Officer):
        return None
    for asset in _still_shown(visible_either(person, rows, at="edition")):
        held = decide(person, asset.edition.subject).reason == "need_to_know"
        return HandedFile(asset, keep="never" if held else "private")
    return None


def _still_shown(assets: Iterable[EditionAsset]) -> Iterator[EditionAsset]:
    """Leave out what the library holds more strictly now than the course or guideline that shows it.

    Of equal bytes the least strict row counts; what is no longer in the library is the edition's own.
    """
    found = list(assets)
    sources = {asset.source for asset in found if asset.source}
    held = [row for model in (CourseImage, CourseDocument) for row in model.objects.filter(sha256__in=sources)]
    for asset in found:
        rows = [row for row in held if row.sha256 == asset.source]
        if not rows or any(agrees(asset.edition.subject, row) for row in rows):
            yield asset


def _is_on_the_outline(asset: EditionAsset) -> bool:
    """Whether the newest edition of its course shows it on the cover."""
    newest = Edition.objects.filter(course=asset.edition.course_id).aggregate(number=Max("number"))["number"]
    shown = (asset.edition.payload.get("cover") or {}).get("files", [])
    return asset.edition.number == newest and any(file["sha256"] == asset.sha256 for file in shown)
