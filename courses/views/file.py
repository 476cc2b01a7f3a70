"""The files of editions: ``/files/<sha256>/<name>``, after the door."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import resolve_url

from audit.services.record_reading import record_reading
from courses.handing import hand
from courses.queries.files import edition_file
from officers.models import Officer

__all__ = ["file"]


@login_not_required
def file(request: HttpRequest, sha256: str, name: str) -> HttpResponseBase:
    """Hand out a file of an edition: the cover of an open course to everybody, the rest behind the door."""
    handed = edition_file(request.user, sha256)
    if handed is None:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), resolve_url(settings.LOGIN_URL))
        raise Http404
    asset = handed.asset
    response = hand(
        request, asset.file, media_type=asset.media_type, name=asset.name, tag=sha256,
        keep="public" if handed.public else "never" if handed.reserved else "private",
    )  # fmt: skip
    if handed.reserved and response.has_header("Content-Disposition") and isinstance(request.user, Officer):
        record_reading(by=request.user, on=asset)
    return response
