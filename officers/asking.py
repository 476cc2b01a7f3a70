"""Who asks, read along with what is asked for.

The first statement of a request reads the officer whose session it is, the next one often a row of that officer's own.
Here one statement does both: the row is found by the key that the session holds and comes with its officer, and Django
recognises the person by him as it does otherwise (backend, account, password of the session). A view of this kind is
decorated with ``comes_with_officer`` and asks its door as ``asking(request)`` before it does anything else.
"""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase

from officers.models.officer import Officer
from officers.way_back import way_back

__all__ = ["Asker", "Asking", "asking", "at_hand", "comes_with_officer", "recognised"]

_at_hand: ContextVar[Officer | None] = ContextVar("officer_at_hand", default=None)
_View = Callable[..., HttpResponseBase]


class _NotRecognised(Exception):
    """The session is of a closed account or of an earlier password."""


@dataclass(frozen=True, slots=True)
class Asking:
    """The person of a session who is not yet recognised. pk: of the officer, as the session says."""

    request: HttpRequest
    pk: int


Asker = Officer | Asking


def asking(request: HttpRequest) -> Asking:
    """Return who asks, in a view that ``comes_with_officer``."""
    return Asking(request, int(request.session[SESSION_KEY]))


def recognised(asker: Asker, officer: Officer) -> Officer:
    """Return the person who asks; officer: the one that was read along, with his rank.

    A session that is over ends the request: its view leads to the log-in.
    """
    if isinstance(asker, Officer):
        return asker
    token = _at_hand.set(officer)
    try:
        person = asker.request.user
        if not isinstance(person, Officer) or person.pk != officer.pk:
            raise _NotRecognised
    finally:
        _at_hand.reset(token)
    return person


def at_hand(pk: int) -> Officer | None:
    """Return the officer of this key, where he was read along; for the backend."""
    officer = _at_hand.get()
    return officer if officer is not None and officer.pk == pk else None


def comes_with_officer(view: _View) -> _View:
    """Let a view recognise who asks by what it reads; nobody else gets an answer of it.

    Where it found nothing (``Http404``), the middleware asks who it was, as for every view.
    """

    @login_not_required
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            if SESSION_KEY in request.session:
                response = view(request, *args, **kwargs)
                if request.user.is_authenticated:
                    return response
        except _NotRecognised:
            pass
        return redirect_to_login(way_back(request))

    return answer
