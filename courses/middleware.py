"""Stands before the CMS: an address without a right to it does not exist."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from courses.gate import table
from courses.gate.claims import OutOfReach
from officers.models import Act, Officer
from officers.roles import may_somewhere

__all__ = ["GateMiddleware"]


class GateMiddleware:
    """Asks the gate's table about every address under ``/admin/``.

    It stands behind authentication and ``LoginRequiredMiddleware``: anonymous visitors have been sent
    to log in before. Whoever may not work in the CMS finds nothing there; whoever may, finds what
    the row of the address agrees to. Nothing of ours is named in the answer.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; the question is asked once the address is resolved."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Raise ``Http404`` unless the address exists for this person; answer 403 to a body that claims too much."""
        if not request.path_info.startswith(reverse("wagtailadmin_home")):
            return None
        officer = request.user
        if not officer.is_authenticated:
            return None
        match = request.resolver_match
        row = table.row_of(match.view_name) if match else table.OFF
        if row is table.OFF or not isinstance(officer, Officer) or not may_somewhere(officer, Act.USE_CMS):
            raise Http404
        try:
            agreed = all(check(request, officer, kwargs) for check in row)
        except OutOfReach as refusal:
            return render(request, "refused.html", {"refusal": refusal}, status=403)
        if not agreed:
            raise Http404
        return None
