"""The files of editions: ``/files/<sha256>/<name>``, after the door."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponseBase

from courses.handing import hand, is_shown
from courses.queries.files import edition_file
from courses.services.note_reading import note_reading
from officers.models import Officer

__all__ = ["file"]


@login_not_required
def file(request: HttpRequest, sha256: str, name: str) -> HttpResponseBase:
    """Hand out a file of an edition: what is open to everybody, the rest behind the door."""
    handed = edition_file(request.user, sha256)
    if handed is None:
        raise Http404
    asset = handed.asset
    if isinstance(request.user, Officer) and not is_shown(asset.media_type):
        note_reading(by=request.user, held=asset.edition.subject, on=asset)
    return hand(request, asset.file, media_type=asset.media_type, name=asset.name, tag=sha256, keep=handed.keep)
