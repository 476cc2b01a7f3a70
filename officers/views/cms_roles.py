"""Who can do what: the list of grants, giving a role, withdrawing one."""

from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from officers.grant_forms import GiveRoleForm, GrantFilterForm, WhyForm
from officers.models import Officer
from officers.queries.grants import filtered, grant_within, grants_within, lines
from officers.refusals import refusals_to
from officers.roles import TWO_PERSON_ROLES
from officers.services.grant_role import grant_role, require_grantable
from officers.services.propose_role import propose_role
from officers.services.withdraw_role import withdraw_role

__all__ = ["give", "roles", "withdraw"]

#: Grants on one page of the list.
PAGE = 50


@require_safe
def roles(request: HttpRequest) -> HttpResponse:
    """Show the grants that the officer looks after."""
    by = cast("Officer", request.user)
    form = GrantFilterForm(request.GET)
    page = Paginator(filtered(grants_within(by), **form.wanted), PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "lines": lines(by, list(page))}
    return TemplateResponse(request, "officers/cms/roles.html", context)


@refusals_to("form")
def give(request: HttpRequest) -> HttpResponse:
    """Say who would get which role where; given, or proposed where it takes two persons, when that comes back."""
    by = cast("Officer", request.user)
    form = GiveRoleForm(request.POST or None, by=by, initial={"officer": request.GET.get("officer", "")})
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        require_grantable(by=by, target=form.cleaned_data["target"], **form.given)
        if request.POST.get("seen") == form.asked.seen:
            return _give(request, form, by)
        context.update(asked=form.asked, seen=form.asked.seen)
    return TemplateResponse(request, "officers/cms/give_role.html", context)


def _give(request: HttpRequest, form: GiveRoleForm, by: Officer) -> HttpResponse:
    if form.cleaned_data["role"] in TWO_PERSON_ROLES:
        propose_role(by=by, **form.given)
        proposed = _("Proposed: %(role)s, %(scope)s: %(officer)s (%(login)s). It waits for a second person.")
        messages.success(request, proposed % form.asked.words)
        return redirect("officers_proposals:proposals")
    grant_role(by=by, **form.given, **form.cleaned_data["target"].columns)
    messages.success(
        request, _("%(role)s, %(scope)s: %(officer)s (%(login)s). The officer is told.") % form.asked.words
    )
    return redirect("officers_roles:roles")


@refusals_to("form")
def withdraw(request: HttpRequest, grant: int) -> HttpResponse:
    """Withdraw a role, with a reason."""
    by = cast("Officer", request.user)
    row = grant_within(by, grant)
    if row is None:
        raise Http404
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        withdraw_role(grant=row, by=by, reason=form.cleaned_data["why"])
        messages.success(request, _("The role is withdrawn; the officer is told."))
        return redirect("officers_roles:roles")
    context = {"form": form, "line": lines(by, [row])[0]}
    return TemplateResponse(request, "officers/cms/withdraw_role.html", context)
