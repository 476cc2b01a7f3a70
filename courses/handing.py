"""Handing a private file to a browser, once a door has agreed."""

from typing import Literal, cast

from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

__all__ = ["Keep", "hand", "is_shown"]

#: Who may keep a copy: any cache, the browser of this session, nobody.
Keep = Literal["public", "private", "never"]

_CACHING: dict[Keep, str] = {
    "public": "public, max-age=3600",
    "private": "private, max-age=3600",
    "never": "private, no-store",
}
#: Shown in the page; everything else is a download, so that no upload becomes a page of ours.
_SHOWN = frozenset({"image/webp", "image/png", "image/jpeg", "image/gif", "image/svg+xml"})


def is_shown(media_type: str) -> bool:
    """Whether a browser may show it in a page; else it is a download."""
    return media_type in _SHOWN


def hand(request: HttpRequest, stored: str, *, media_type: str, name: str, tag: str, keep: Keep) -> HttpResponseBase:
    """Return the stored file as a response; ``tag`` identifies its bytes. ``Http404`` when the bytes are gone."""
    storage = storages["default"]
    if not storage.exists(stored):
        raise Http404
    response: HttpResponseBase = FileResponse(
        storage.open(stored), content_type=media_type, filename=name, as_attachment=not is_shown(media_type)
    )
    if is_shown(media_type):
        del response["Content-Disposition"]
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
