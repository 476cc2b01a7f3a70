"""What every request goes through: idle sessions end, the language, the content security policy, refusals."""

import re
import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.middleware import SessionMiddleware as DjangoSessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from kernel.refusal import Refusal
from lms.import_map import import_map_hash
from officers.language import language_of
from officers.limits import TooManyFailures
from officers.outlast import kept_until
from officers.roles import NotPermitted

__all__ = [
    "BodyMiddleware",
    "ContentSecurityPolicyMiddleware",
    "LanguageMiddleware",
    "RefusalMiddleware",
    "SessionMiddleware",
]

_GetResponse = Callable[[HttpRequest], HttpResponse]
_SEEN = "seen_at"
#: Views that never write the session: saving an answer must be two statements.
_NEVER_NOTED = frozenset({"assessments:save"})


class SessionMiddleware(DjangoSessionMiddleware):
    """Ends sessions that were idle too long; being active is noted at most every few minutes.

    A session outlasts an exam under way: its end counts as activity, so that whoever saves answers for
    hours, which notes nothing, still submits and sees the outcome.
    """

    def process_request(self, request: HttpRequest) -> None:
        """Open the session; empty it when it was idle for too long."""
        super().process_request(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES and self._is_over(request):
            request.session.flush()

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Note activity, then save what changed."""
        session = getattr(request, "session", None)
        match = request.resolver_match
        if session is not None and session.accessed and session.get(SESSION_KEY):
            is_old = time.time() - session.get(_SEEN, 0) >= settings.SESSION_NOTE_MINUTES * 60
            if is_old and not (match and match.view_name in _NEVER_NOTED):
                session[_SEEN] = int(time.time())
        saved: HttpResponse = super().process_response(request, response)
        return saved

    def _is_over(self, request: HttpRequest) -> bool:
        session = request.session
        seen = session.get(_SEEN)
        if not session.get(SESSION_KEY) or seen is None:
            return False
        now, allowed = time.time(), settings.SESSION_IDLE_MINUTES * 60
        if now - seen <= allowed:
            return False
        until = kept_until(request)
        return until is None or now - until.timestamp() > allowed


#: Where an officer hands in a file as an answer (``assessments.views.upload``).
_UPLOAD = re.compile(r"/sit/[0-9a-f-]{36}/upload/[0-9]{1,4}/")


class BodyMiddleware:
    """Refuses, before it is read, what no form of ours sends: too much, or in another encoding than UTF-8.

    Files are for whoever is logged in and works in the CMS, or sits an exam that asks for one; what takes them refuses
    one that is too large with a sentence.
    """

    def __init__(self, get_response: _GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer 413 or 400, or pass the request on."""
        if _length(request) > self._largest(request):
            return self._refused(request, _("What was sent is too large. Send less at a time."), 413)
        charset = (request.content_params or {}).get("charset", "utf-8")
        if charset.lower() not in {"utf-8", "utf8"}:
            return self._refused(request, _("What was sent cannot be read. Send it in UTF-8."), 400)
        return self.get_response(request)

    @staticmethod
    def _largest(request: HttpRequest) -> int:
        if _UPLOAD.fullmatch(request.path_info) and request.user.is_authenticated:
            return settings.ANSWER_REQUEST_MAX_BYTES
        in_cms = request.path_info.startswith("/admin/") and request.user.is_authenticated
        return settings.CMS_REQUEST_MAX_BYTES if in_cms else settings.DATA_UPLOAD_MAX_MEMORY_SIZE

    @staticmethod
    def _refused(request: HttpRequest, refusal: str, status: int) -> HttpResponse:
        context = {"refusal": refusal, "refusal_title": _("This was not saved")}
        return TemplateResponse(request, "refused.html", context, status=status).render()


def _length(request: HttpRequest) -> int:
    # Not ``headers``, which rewrites every header for the one that is asked; django-upgrade would ask it for META's.
    meta = request.META
    length = meta.get("CONTENT_LENGTH") or "0"
    return int(length) if length.isdecimal() else 0


class LanguageMiddleware:
    """Shows pages in the language that was chosen: the cookie, else Spanish."""

    def __init__(self, get_response: _GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the language chosen."""
        language = language_of(request)
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ("Cookie",))
            response.headers.setdefault("Content-Language", translation.get_language() or language)
        return response


class ContentSecurityPolicyMiddleware:
    """Tells the browser that nothing comes from another host and nothing inline runs.

    Wagtail's admin needs inline scripts and styles, so they are allowed there and nowhere else. A view
    may send a stricter policy of its own.
    """

    _OURS = (
        "default-src 'self'; script-src 'self' {import_map}; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
    )
    _CMS = (
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; object-src 'none'; "
        "base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
    )

    def __init__(self, get_response: _GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the header."""
        response = self.get_response(request)
        if "Content-Security-Policy" not in response.headers:
            # A redirect shows nothing; to log in it looks the same wherever one came from.
            is_cms = request.path_info.startswith("/admin/") and not 300 <= response.status_code < 400
            policy = self._CMS if is_cms else self._OURS.format(import_map=import_map_hash())
            response.headers["Content-Security-Policy"] = policy
        return response


class RefusalMiddleware:
    """Turns a refusal that no form shows into a page with its sentence."""

    def __init__(self, get_response: _GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; what may only be sent to answers with a page as well."""
        response = self.get_response(request)
        if response.status_code == HTTPStatus.METHOD_NOT_ALLOWED and request.method == "GET" and not response.content:
            context = {
                "refusal": _("This address only takes what a form sends. Go back to the page that led here."),
                "refusal_title": _("Nothing is shown here"),
            }
            page = TemplateResponse(request, "refused.html", context, status=405)
            page.headers["Allow"] = response.headers["Allow"]
            return page.render()
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer 403 where a right is missing, 429 where somebody guesses, otherwise 409."""
        if not isinstance(exception, Refusal):
            return None
        status, title = self._kind(exception)
        context: dict[str, Any] = {"refusal": str(exception), "refusal_title": title}
        response = TemplateResponse(request, "refused.html", context, status=status)
        if isinstance(exception, TooManyFailures):
            response.headers["Retry-After"] = str(max(1, int(exception.until.timestamp() - time.time())))
        return response.render()

    @staticmethod
    def _kind(exception: Refusal) -> tuple[int, str]:
        if isinstance(exception, NotPermitted):
            return 403, _("You may not do this")
        if isinstance(exception, TooManyFailures):
            return 429, _("Too many tries")
        return 409, _("This is not possible now")
