"""Handing a private file to a browser, once a door has agreed."""

from collections.abc import Iterator
from typing import Any, Literal, cast

from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from courses.byte_ranges import UnsatisfiableRange, wanted_range

__all__ = ["Keep", "hand", "is_shown"]

#: Who may keep a copy: any cache, the browser of this session, nobody.
Keep = Literal["public", "private", "never"]

_CACHING: dict[Keep, str] = {
    "public": "public, max-age=3600",
    "private": "private, max-age=3600",
    "never": "private, no-store",
}
#: Shown or played in the page; everything else is a download, so that no upload becomes a page of ours.
_SHOWN = frozenset({
    "image/webp", "image/png", "image/jpeg", "image/gif", "image/svg+xml",
    "video/mp4", "video/webm", "audio/mpeg", "audio/mp4", "text/vtt",
})  # fmt: skip
_CHUNK = 64 * 1024


def is_shown(media_type: str) -> bool:
    """Whether a browser may show it in a page; else it is a download."""
    return media_type in _SHOWN


def hand(request: HttpRequest, stored: str, *, media_type: str, name: str, tag: str, keep: Keep) -> HttpResponseBase:
    """Return the stored file as a response, or the part of it that is asked for; ``tag`` identifies its bytes.

    ``Http404`` when the bytes are gone.
    """
    storage = storages["default"]
    if not storage.exists(stored):
        raise Http404
    response = _part(request, stored, media_type, quote_etag(tag)) or FileResponse(
        storage.open(stored), content_type=media_type, filename=name, as_attachment=not is_shown(media_type)
    )
    if is_shown(media_type):
        del response["Content-Disposition"]
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = quote_etag(tag)
    response["Cache-Control"] = _CACHING[keep]
    response["X-Content-Type-Options"] = "nosniff"
    #: A drawing may hold script; opened by itself it runs none and reaches nothing.
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    if keep == "private":
        #: On a shared computer the next person's session is another one.
        response["Vary"] = "Cookie"
    known = get_conditional_response(request, etag=response["ETag"], response=cast("HttpResponse", response))
    return response if known is None else known


class _Part:
    """Some bytes of an open file, a little at a time; closes it."""

    def __init__(self, file: Any, start: int, length: int) -> None:
        self._file, self._left = file, length
        file.seek(start)

    def __iter__(self) -> Iterator[bytes]:
        while self._left > 0 and (chunk := self._file.read(min(_CHUNK, self._left))):
            self._left -= len(chunk)
            yield chunk

    def close(self) -> None:
        self._file.close()


def _part(request: HttpRequest, stored: str, media_type: str, etag: str) -> HttpResponseBase | None:
    """Return the answer to a ``Range`` (206, or 416 where there is no such part); None: the whole file is meant.

    ``If-Range`` with another tag means that the browser has the beginning of another file.
    """
    header = request.headers.get("range", "")
    if request.method != "GET" or not header or request.headers.get("if-range", etag) != etag:
        return None
    size = storages["default"].size(stored)
    try:
        wanted = wanted_range(header, size)
    except UnsatisfiableRange:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"}, content_type=media_type)
    if wanted is None:
        return None
    first, last = wanted
    file = storages["default"].open(stored)
    return StreamingHttpResponse(
        _Part(file, first, last - first + 1), status=206, content_type=media_type,
        headers={"Content-Range": f"bytes {first}-{last}/{size}", "Content-Length": str(last - first + 1)},
    )  # fmt: skip
