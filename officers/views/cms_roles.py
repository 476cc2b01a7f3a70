"""Who can do what: the list of grants, giving a role, withdrawing one."""

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from officers.grant_forms import GiveRoleForm, GrantFilterForm, WhyForm
from officers.queries.grants import filtered, grant_within, grants_within, lines
from officers.refusals import refusals_to
from officers.roles import TWO_PERSON_ROLES
from officers.services.grant_role import grant_role
from officers.services.propose_role import propose_role
from officers.services.withdraw_role import withdraw_role

if TYPE_CHECKING:
    from officers.models import Officer

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
    """Give a role, or propose it where it takes two persons."""
    by = cast("Officer", request.user)
    form = GiveRoleForm(request.POST or None, by=by, initial={"officer": request.GET.get("officer", "")})
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        given = {name: values[name] for name in ("officer", "role", "since", "until", "reason")}
        if values["role"] in TWO_PERSON_ROLES:
            propose_role(by=by, **given)
            messages.success(request, _("Proposed. It takes effect when a second person confirms it."))
            return redirect("officers_proposals:proposals")
        grant_role(by=by, **given, **values["target"].columns)
        messages.success(request, _("The role is given; the officer is told."))
        return redirect("officers_roles:roles")
    return TemplateResponse(request, "officers/cms/give_role.html", {"form": form})


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
