"""Who asks, and whom it is about."""

from uuid import UUID

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from officers.edits import with_newest_edit
from officers.models import Act, Officer, Unit
from officers.roles import officers_for, units_for

__all__ = ["asking", "managed_officer", "managed_unit"]


def asking(request: HttpRequest) -> Officer:
    """Return the officer who is logged in; the middleware let nobody else pass."""
    if not isinstance(request.user, Officer):
        raise Http404
    return request.user


def managed_officer(request: HttpRequest, public_id: UUID) -> Officer:
    """Return an officer whom the person asking manages; else he does not exist."""
    managed = officers_for(asking(request), Act.MANAGE_OFFICERS).select_related("rank", "unit")
    return get_object_or_404(with_newest_edit(managed), public_id=public_id)


def managed_unit(request: HttpRequest, pk: int) -> Unit:
    """Return a unit that the person asking manages; else it does not exist."""
    managed = units_for(asking(request), Act.MANAGE_OFFICERS).select_related("parent")
    return get_object_or_404(with_newest_edit(managed), pk=pk)
