"""The mark in a session that nothing is left of the first log-in."""

from django.http import HttpRequest

__all__ = ["is_marked", "mark"]

_KEY = "welcomed"


def is_marked(request: HttpRequest) -> bool:
    """Whether this session need not be led to the welcome page."""
    return bool(request.session.get(_KEY))


def mark(request: HttpRequest) -> None:
    """Let this session go everywhere."""
    request.session[_KEY] = True
