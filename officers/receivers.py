"""Bridges from signals to services."""

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from officers import notices
from officers.models import Officer, PasswordRequest, Role
from officers.queries.profile import is_welcomed
from officers.welcome import mark


@receiver(user_logged_in)
def mark_welcomed(sender: object, request: HttpRequest, user: object, **kwargs: Any) -> None:
    """Ask once a session whether the first log-in is over."""
    if isinstance(user, Officer) and is_welcomed(user):
        mark(request)


def _role_given(arguments: dict[str, Any]) -> str:
    since = parse_date(arguments["since"])
    return _("You were given the role “%(role)s”, from %(since)s on.") % {
        "role": Role(arguments["role"]).label,
        "since": date_format(since) if since else "",
    }


def _role_withdrawn(arguments: dict[str, Any]) -> str:
    return _("Your role “%(role)s” was withdrawn.") % {"role": Role(arguments["role"]).label}


def _login_link(arguments: dict[str, Any]) -> str:
    return _(
        "%(by)s made a link with which you choose a new password. If you did not ask for it, tell your commander."
    ) % {"by": arguments["by"]}


def _person_confirmed(arguments: dict[str, Any]) -> str:
    return _(
        "%(by)s confirmed that it was you who forgot the password (%(how)s), and handed over a link to choose a new"
        " one. If it was not you, tell personnel at once."
    ) % {"by": arguments["by"], "how": PasswordRequest.How(arguments["how"]).label}


def _person_declined(arguments: dict[str, Any]) -> str:
    return _(
        "Somebody asked for a new password for you, and %(by)s declined it. Reason: %(why)s."
        " Your password stays as it is."
    ) % {"by": arguments["by"], "why": arguments["why"].rstrip(".")}


notices.register("officers.login_link", _login_link)
notices.register("officers.person_confirmed", _person_confirmed)
notices.register("officers.person_declined", _person_declined)
notices.register("officers.role_given", _role_given)
notices.register("officers.role_withdrawn", _role_withdrawn)
notices.register_public_words(
    {
        "officers.login_link": gettext_lazy(
            "A link to choose a new password was made for you. If you did not ask for it, tell your commander."
        ),
        "officers.person_confirmed": gettext_lazy(
            "A new password was asked for and confirmed for you. If it was not you, tell personnel at once."
        ),
        "officers.person_declined": gettext_lazy("A request for a new password for you was declined."),
        "officers.role_given": gettext_lazy("You were given a role."),
        "officers.role_withdrawn": gettext_lazy("A role of yours was withdrawn."),
    }
)
