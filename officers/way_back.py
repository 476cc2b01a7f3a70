"""Where logging in leads to, for whoever was sent to log in."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

__all__ = ["way_back"]


def way_back(request: HttpRequest) -> str:
    """Return the address itself; where something was sent, that of the page of ours from which it was.

    What was sent is not sent again, and its address shows nothing by itself. Where no page is named: the landing page.
    """
    if request.method in {"GET", "HEAD"}:
        return request.get_full_path()
    page = request.headers.get("referer", "")
    if not url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure()):
        return resolve_url(settings.LOGIN_REDIRECT_URL)
    parts = urlsplit(page)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
