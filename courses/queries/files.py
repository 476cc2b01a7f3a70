"""Files of editions: which may be handed to whom, and how widely a cache may keep them."""

from dataclasses import dataclass
from typing import cast

from django.contrib.auth.models import AnonymousUser
from django.db.models import Max

from courses.access import decide, visible
from courses.handing import Keep
from courses.models import Edition, EditionAsset
from officers.models import Officer

__all__ = ["HandedFile", "edition_file"]


@dataclass(frozen=True)
class HandedFile:
    """A file that the person may have, and who may keep a copy of it.

    Any cache, while an open outline shows it to everybody; nobody, where need to know was asked.
    """

    asset: EditionAsset
    keep: Keep


def edition_file(person: Officer | AnonymousUser, sha256: str) -> HandedFile | None:
    """Return the file with this hash, when an edition that the person may see has it; else None."""
    cover = _cover(sha256)
    if cover is not None:
        return HandedFile(cover, keep="public")
    if not isinstance(person, Officer):
        return None
    found = EditionAsset.objects.filter(sha256=sha256).select_related("edition__course")
    asset = visible(person, found, at="edition__course").first()
    if asset is None or asset.edition.course is None:
        return None
    held = decide(person, asset.edition.course).reason == "need_to_know"
    return HandedFile(asset, keep="never" if held else "private")


def _cover(sha256: str) -> EditionAsset | None:
    """Return the file where the outline of an open course shows it: on the cover of its newest edition."""
    rows = EditionAsset.objects.filter(sha256=sha256).select_related("edition")
    for asset in visible(AnonymousUser(), rows, at="edition__course"):
        newest = Edition.objects.filter(course=asset.edition.course_id).aggregate(number=Max("number"))["number"]
        shown = (asset.edition.payload.get("cover") or {}).get("files", [])
        if asset.edition.number == newest and any(file["sha256"] == sha256 for file in shown):
            return cast("EditionAsset", asset)
    return None
