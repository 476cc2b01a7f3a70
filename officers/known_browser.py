"""Browsers from which an officer has logged in before: their wrong passwords are counted apart.

Behind one address there may be a whole station, or a carrier's customers. Whoever guesses there, or spoils the
count on purpose, must not shut out the others; so a browser that an officer has used is told apart from its
address, for that officer alone (OWASP, "Slow down online guessing attacks with device cookies").
"""

import secrets

from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from officers.limits import address_of

__all__ = ["browser_of", "place_of", "remember_browser"]

_COOKIE = "browser"
_AGE = 180 * 24 * 60 * 60
#: A station's computer is used by many; the oldest are forgotten first.
_OFFICERS = 20


def place_of(request: HttpRequest, login: str) -> str:
    """Return where a try comes from: the browser, where it is known for this log-in; else the address."""
    browser, officers = _known(request)
    return f"browser:{browser}" if _word(login) in officers else address_of(request)


def browser_of(request: HttpRequest) -> str:
    """Return the word by which this browser is told from others; without one, that of the session.

    Nobody guesses another's, so that its signature, which costs more than a saved answer may, is not looked at: whoever
    writes one himself names a browser of his own.
    """
    return request.COOKIES.get(_COOKIE, "").partition(".")[0] or request.session.session_key or ""


def remember_browser(request: HttpRequest, response: HttpResponse, login: str) -> None:
    """Have this browser be known for an officer who has logged in with it."""
    browser, officers = _known(request)
    newest = [word for word in officers if word != _word(login)][1 - _OFFICERS :]
    value = ".".join([browser or secrets.token_hex(10), *newest, _word(login)])
    response.set_signed_cookie(
        _COOKIE, value, salt=_COOKIE, max_age=_AGE, secure=request.is_secure(), httponly=True, samesite="Lax"
    )


def _known(request: HttpRequest) -> tuple[str, list[str]]:
    """Return the browser's own word and those of the officers it is known for."""
    value = request.get_signed_cookie(_COOKIE, "", salt=_COOKIE, max_age=_AGE) or ""
    browser, *officers = value.split(".")
    return browser, officers


def _word(login: str) -> str:
    """Return what stands for a log-in in the cookie, which others at the computer may read."""
    return salted_hmac("officers.known_browser", login).hexdigest()[:16]
