"""The cookie that says in which language pages are shown; at log-in it follows the officer's profile."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

__all__ = ["language_of", "remember_language"]


def language_of(request: HttpRequest) -> str:
    """Return the language that was chosen, else Spanish: what a borrowed browser prefers is not asked."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def remember_language(response: HttpResponse, language: str) -> None:
    """Set the cookie, with the attributes that the settings give it."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME, language, max_age=settings.LANGUAGE_COOKIE_AGE,
        path=settings.LANGUAGE_COOKIE_PATH, domain=settings.LANGUAGE_COOKIE_DOMAIN,
        secure=settings.LANGUAGE_COOKIE_SECURE, httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
    )  # fmt: skip
