"""Until when a session outlasts its idle time: an exam under way counts as activity.

Kept in a signed cookie that holds for one session alone, so that opening a sitting writes no session.
"""

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse

__all__ = ["forget", "keep_until", "kept_until"]

_COOKIE = "outlast"


def keep_until(request: HttpRequest, response: HttpResponse, until: datetime) -> None:
    """Have this session outlast its idle time until then."""
    response.set_signed_cookie(
        _COOKIE, until.isoformat(timespec="seconds"), salt=_salt(request), max_age=settings.SESSION_COOKIE_AGE,
        secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax",
    )  # fmt: skip


def forget(response: HttpResponse) -> None:
    """Have the session end with its idle time again: the exam is over."""
    response.delete_cookie(_COOKIE, samesite="Lax")


def kept_until(request: HttpRequest) -> datetime | None:
    """Return until when this session outlasts its idle time; None when nothing says so."""
    until = request.get_signed_cookie(_COOKIE, None, salt=_salt(request))
    return datetime.fromisoformat(until) if until else None


def _salt(request: HttpRequest) -> str:
    return f"{_COOKIE}:{request.session.session_key}"
