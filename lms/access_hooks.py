"""Who may do what and who gets in, in the CMS: roles, proposals, log-in links. Imported by ``lms.wagtail_hooks``.

``officers`` knows no gate, so its screens get their addresses and rows here.
"""

from typing import Any

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from courses.gate.checks import has
from courses.gate.menu import ActMenuItem
from courses.gate.table import register
from lms.home_panels import GrantsPanel, PasswordsPanel, WaitingPanel
from lms.views import cms_links, cms_passwords
from officers.models import Act, Officer
from officers.queries.password_requests import requests_to_decide
from officers.queries.proposals import count_to_decide, decides
from officers.roles import roles_to_give
from officers.views import cms_proposals, cms_roles


def _decides(request: HttpRequest, officer: Officer, kwargs: dict[str, Any]) -> bool:
    """For whoever may propose or confirm an act of two persons."""
    return decides(officer)


register(
    {
        **{
            f"officers_roles:{name}": (has(Act.GRANT_ROLE, Act.GRANT_CONTENT_ROLE),)
            for name in ("roles", "give", "withdraw")
        },
        **{f"officers_proposals:{name}": (_decides,) for name in ("proposals", "mine", "confirm", "decline")},
        **{f"officers_links:{name}": (has(Act.MANAGE_OFFICERS),) for name in ("officer", "unit")},
        **{f"officers_passwords:{name}": (has(Act.CONFIRM_PERSON),) for name in ("requests", "confirm", "decline")},
    }
)


@hooks.register("register_admin_urls")
def role_urls() -> list[URLResolver]:
    """Route the list of roles, giving and withdrawing."""
    patterns = [
        path("", cms_roles.roles, name="roles"),
        path("give/", cms_roles.give, name="give"),
        path("<int:grant>/withdraw/", cms_roles.withdraw, name="withdraw"),
    ]
    return [path("roles/", include((patterns, "officers_roles")))]


@hooks.register("register_admin_urls")
def proposal_urls() -> list[URLResolver]:
    """Route the acts of two persons."""
    patterns = [
        path("", cms_proposals.proposals, name="proposals"),
        path("mine/", cms_proposals.mine, name="mine"),
        path("<uuid:proposal>/confirm/", cms_proposals.confirm, name="confirm"),
        path("<uuid:proposal>/decline/", cms_proposals.decline, name="decline"),
    ]
    return [path("proposals/", include((patterns, "officers_proposals")))]


@hooks.register("register_admin_urls")
def link_urls() -> list[URLResolver]:
    """Route the log-in links."""
    patterns = [
        path("", cms_links.officer_link, name="officer"),
        path("<int:unit>/", cms_links.unit_links, name="unit"),
    ]
    return [path("login-links/", include((patterns, "officers_links")))]


@hooks.register("register_admin_urls")
def password_urls() -> list[URLResolver]:
    """Route the requests for a new password."""
    patterns = [
        path("", cms_passwords.requests, name="requests"),
        path("<uuid:request_id>/", cms_passwords.confirm, name="confirm"),
        path("<uuid:request_id>/decline/", cms_passwords.decline, name="decline"),
    ]
    return [path("password-requests/", include((patterns, "officers_passwords")))]


class RolesMenuItem(MenuItem):
    """For whoever gives roles somewhere."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether there is a role that the officer gives."""
        return isinstance(request.user, Officer) and bool(roles_to_give(request.user))


class ProposalsMenuItem(MenuItem):
    """For whoever decides with a second person; says how much waits."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the officer may propose or confirm anything."""
        return isinstance(request.user, Officer) and decides(request.user)

    def render_component(self, request: HttpRequest) -> Any:
        """Return the entry with the count of what waits for this officer."""
        component = super().render_component(request)
        waiting = count_to_decide(request.user) if isinstance(request.user, Officer) else 0
        if waiting:
            component.label = f"{component.label} ({waiting})"
        return component


@hooks.register("construct_homepage_panels", order=1000)
def access_on_the_first_page(request: HttpRequest, panels: list[Any]) -> None:
    """Show what waits to be decided, who forgot the password, and the roles."""
    panels += [WaitingPanel(), PasswordsPanel(), GrantsPanel()]


class PasswordsMenuItem(ActMenuItem):
    """For whoever confirms people; says how many wait."""

    def render_component(self, request: HttpRequest) -> Any:
        """Return the entry with the count of requests that wait for this officer."""
        component = super().render_component(request)
        waiting = requests_to_decide(request.user, timezone.now()).count() if isinstance(request.user, Officer) else 0
        if waiting:
            component.label = f"{component.label} ({waiting})"
        return component


@hooks.register("register_admin_menu_item")
def passwords_item() -> MenuItem:
    """Lead to who forgot the password."""
    return PasswordsMenuItem(
        Act.CONFIRM_PERSON,
        pgettext_lazy("menu", "Passwords"),
        reverse("officers_passwords:requests"),
        name="password-requests",
        icon_name="password",
        order=290,
    )


@hooks.register("register_admin_menu_item")
def roles_item() -> MenuItem:
    """Lead to who can do what."""
    return RolesMenuItem(_("Roles"), reverse("officers_roles:roles"), name="roles", icon_name="key", order=690)


@hooks.register("register_admin_menu_item")
def proposals_item() -> MenuItem:
    """Lead to what waits for a second person."""
    return ProposalsMenuItem(
        _("Proposals"), reverse("officers_proposals:proposals"), name="proposals", icon_name="group",
        order=700,
    )  # fmt: skip


@hooks.register("register_admin_menu_item")
def links_item() -> MenuItem:
    """Lead to the log-in links."""
    return ActMenuItem(
        Act.MANAGE_OFFICERS,
        _("Log-in links"),
        reverse("officers_links:officer"),
        name="login-links",
        icon_name="login",
        order=680,
    )
