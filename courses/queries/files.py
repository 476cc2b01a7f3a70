"""Files of editions: which may be handed to whom, and how widely a cache may keep them."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Max

from courses.access import decide, visible
from courses.models import Edition, EditionAsset
from officers.models import Officer

__all__ = ["HandedFile", "edition_file"]


@dataclass(frozen=True)
class HandedFile:
    """A file that the person may have.

    ``public``: an open outline shows it to everybody at this moment. ``reserved``: need to know was
    asked, so that no cache keeps it and a document's reading is noted.
    """

    asset: EditionAsset
    public: bool
    reserved: bool


def edition_file(person: Officer | AnonymousUser, sha256: str) -> HandedFile | None:
    """Return the file with this hash, by the least held course that shows it to the person; else None."""
    found = EditionAsset.objects.filter(sha256=sha256).select_related("edition__course")
    if isinstance(person, Officer):
        asset = visible(person, found, at="edition__course").first()
        if asset is None:
            return None
        decision = decide(person, asset.edition.course)
        return HandedFile(asset, public=_cover(sha256) is not None, reserved=decision.reason == "need_to_know")
    cover = _cover(sha256)
    return None if cover is None else HandedFile(cover, public=True, reserved=False)


def _cover(sha256: str) -> EditionAsset | None:
    """Return the file where the outline of an open course shows it: on the cover of its newest edition."""
    rows = EditionAsset.objects.filter(sha256=sha256).select_related("edition")
    for asset in visible(AnonymousUser(), rows, at="edition__course"):
        newest = Edition.objects.filter(course=asset.edition.course_id).aggregate(number=Max("number"))["number"]
        shown = (asset.edition.payload.get("cover") or {}).get("files", [])
        if asset.edition.number == newest and any(file["sha256"] == sha256 for file in shown):
            return asset
    return None
