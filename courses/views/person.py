"""Who asks."""

from django.http import Http404, HttpRequest

from officers.models import Officer

__all__ = ["officer_of"]


def officer_of(request: HttpRequest) -> Officer:
    """Return the officer who is logged in; the middleware let nobody else pass."""
    if not isinstance(request.user, Officer):
        raise Http404
    return request.user
