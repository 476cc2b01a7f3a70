"""Stands before the CMS: an address without a right to it does not exist."""

from collections.abc import Callable
from functools import cache
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from courses.gate import table
from courses.gate.queries import plain_query
from courses.gate.still_shown import StillShown
from courses.services.note_reading import note_reading
from courses.subjects import subject_of
from kernel.refusal import Refusal
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
        """Raise ``Http404`` unless the address exists for this person; 403 to a body that claims too much."""
        if not request.path_info.startswith(_cms()):
            return None
        officer = request.user
        if not officer.is_authenticated:
            return None
        match = request.resolver_match
        row = table.row_of(match.view_name) if match else table.OFF
        request.GET = plain_query(request.GET)
        if match is None or row is None or not isinstance(officer, Officer) or not may_somewhere(officer, Act.USE_CMS):
            raise Http404
        try:
            agreed = all(check(request, officer, kwargs) for check in row)
        except Refusal as refusal:
            return _refused(request, refusal)
        if not agreed:
            raise Http404
        _note(officer, match.view_name, kwargs)
        return None


@cache
def _cms() -> str:
    """Return where the CMS begins; looked up once, since every request of a sitting passes here."""
    return reverse("wagtailadmin_home")


def _refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    context: dict[str, Any] = {"refusal": str(refusal), "refusal_title": _("This was not saved")}
    if isinstance(refusal, StillShown):
        context |= {"refusal_title": _("This was not deleted"), "where": refusal.told}
    return render(request, "refused.html", context, status=403)


def _note(officer: Officer, name: str, kwargs: dict[str, Any]) -> None:
    """Write down that a page of a reserved course or guideline is about to be read."""
    if name not in table.READINGS:
        return
    page = Page.objects.get(pk=kwargs["pk" if "pk" in kwargs else "page_id"])
    subject = subject_of(page)
    if subject is not None:
        note_reading(by=officer, held=subject, on=page)
