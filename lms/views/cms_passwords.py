"""Requests for a new password in the CMS: the person is confirmed, or not, and gets a link that is shown once."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from courses.views.person import officer_of
from lms.slips import paper_slip
from officers.grant_forms import WhyForm
from officers.link_forms import HowForm
from officers.models import Officer, PasswordRequest
from officers.queries.password_requests import RequestLine, request_in_reach, request_lines, requests_in_reach
from officers.refusals import refusals_to
from officers.services.decide_password_request import confirm_person, decline_password_request

__all__ = ["confirm", "decline", "requests"]

#: Requests on one page.
PAGE = 25


@never_cache
@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    """Show who of the officer's people asked for a new password."""
    by = officer_of(request)
    page = Paginator(requests_in_reach(by, timezone.now()), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "lines": request_lines(by, page)}
    return TemplateResponse(request, "officers/cms/password_requests.html", context)


@never_cache
@refusals_to("form")
def confirm(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Show what to ask the person; a POST confirms him and shows the link, this once."""
    by = officer_of(request)
    row, line = _asked(by, request_id)
    form = HowForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        slip = confirm_person(request=row, by=by, how=form.cleaned_data["how"])
        address = request.build_absolute_uri(reverse("officers:login_link", args=[slip.secret]))
        shown = {"slip": paper_slip(slip, address), "of_request": True}
        return TemplateResponse(request, "officers/cms/login_slip.html", shown)
    return TemplateResponse(request, "officers/cms/confirm_person.html", {"form": form, "line": line})


@never_cache
@refusals_to("form")
def decline(request: HttpRequest, request_id: UUID) -> HttpResponse:
    """Decline, with a reason."""
    by = officer_of(request)
    row, line = _asked(by, request_id)
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        decline_password_request(request=row, by=by, why=form.cleaned_data["why"])
        messages.success(request, _("Declined; the officer is told."))
        return redirect("officers_passwords:requests")
    return TemplateResponse(request, "officers/cms/decline_request.html", {"form": form, "line": line})


def _asked(by: Officer, request_id: UUID) -> tuple[PasswordRequest, RequestLine]:
    row = request_in_reach(by, request_id, timezone.now())
    lines = request_lines(by, [row]) if row else []
    if row is None or not lines:
        raise Http404
    return row, lines[0]
