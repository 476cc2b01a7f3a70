"""What every template may show about the person."""

from functools import cache
from typing import Any

from django.http import HttpRequest

from officers.models import Officer
from officers.unread import unread_notices


def person(request: HttpRequest) -> dict[str, Any]:
    """Return the count of unread notices, made only when a template shows it."""
    return {"unread_notices": cache(lambda: _unread(request))}


def _unread(request: HttpRequest) -> int:
    officer = getattr(request, "user", None)
    return unread_notices(officer) if isinstance(officer, Officer) else 0
