"""Roles for two persons among proposals: which rows these are about, and their words."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from officers.models import Officer, Role

__all__ = ["rows", "words"]


def rows(officer: Officer, model: str, keys: Collection[str]) -> dict[str, tuple[Officer, str]]:
    """Return the officers who would get a role: whoever gives roles everywhere may see each."""
    found = Officer.objects.filter(pk__in=keys).select_related("rank")
    return {str(row.pk): (row, f"{row.get_full_name()} · {row.login}") for row in found}


def words(row: Officer, arguments: dict[str, Any]) -> str:
    """Return which role is proposed, and from when until when."""
    days = {name: date_format(date.fromisoformat(arguments[name])) for name in ("since", "until") if arguments[name]}
    text = _("Role “%(role)s”, everywhere, from %(since)s to %(until)s.") if "until" in days else _(
        "Role “%(role)s”, everywhere, from %(since)s on."
    )  # fmt: skip
    return text % {"role": Role(arguments["role"]).label, **days}
