"""Everything is closed unless a view says that it is open, and the first log-in comes first."""

from collections.abc import Callable
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware as DjangoLoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import Resolver404, resolve

from officers.way_back import way_back
from officers.welcome import is_marked

__all__ = ["FirstLoginMiddleware", "LoginRequiredMiddleware"]


def _no_view(request: HttpRequest) -> HttpResponse:
    """Stand for a view where there is none."""
    raise Http404


class LoginRequiredMiddleware(DjangoLoginRequiredMiddleware):
    """Sends anonymous visitors to log in: the same answer for every address that is not public.

    Known or unknown, or known and not for them (a public view that raises ``Http404``). A public view
    that finds nothing and says so itself, as verification does, is left alone, and so are missing
    static files and public addresses that lack only their last slash.
    """

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer an address that no pattern matches as one that is closed."""
        response = cast("HttpResponse", super().__call__(request))
        if response.status_code == 404 and request.resolver_match is None and self._is_to_hide(request):
            return cast("HttpResponse", self.handle_no_permission(request, _no_view))
        return response

    def process_view(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase], view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        """Let public views pass before asking who it is: Django asks first, and a save has no statement to spare."""
        if not getattr(view_func, "login_required", True):
            return None
        return super().process_view(request, view_func, view_args, view_kwargs)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer what an anonymous visitor may not see as what does not exist."""
        if isinstance(exception, Http404) and not request.user.is_authenticated:
            return cast("HttpResponse", self.handle_no_permission(request, _no_view))
        return None

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponseRedirect:
        """Lead to log in, and from there back."""
        return redirect_to_login(way_back(request), self.get_login_url(view_func))

    def get_login_url(self, view_func: Any) -> str:
        """Return our log-in page, also where a view of Wagtail's names its own."""
        return settings.LOGIN_URL

    def _is_to_hide(self, request: HttpRequest) -> bool:
        if request.user.is_authenticated or request.path_info.startswith(settings.STATIC_URL):
            return False
        try:
            match = resolve(f"{request.path_info}/")
        except Resolver404:
            return True
        return getattr(match.func, "login_required", True)


class FirstLoginMiddleware:
    """Leads to the welcome page until the privacy notice is accepted and a password chosen.

    A mark in the session says that this is done: it is set at log-in and holds until log-out, so that
    ordinary requests cost no query and nobody is led away from an exam by a new notice.
    """

    #: What one may open before: the page itself, what it leads to, and the way out.
    _OPEN = frozenset({"officers:welcome", "officers:privacy", "account_logout", "account_login", "set_language"})

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; the question is asked once the address is resolved."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Redirect whoever has logged in for the first time."""
        match = request.resolver_match
        if is_marked(request) or (match and match.view_name in self._OPEN) or not request.user.is_authenticated:
            return None
        return redirect("officers:welcome")
