"""What of this app hangs on a unit, in words."""

from django.utils.translation import ngettext

from courses.models.access_rule import AccessRule
from officers import hanging
from officers.models import Unit

__all__ = ["register_ties"]


def register_ties() -> None:
    """Have access to reserved material shown before a unit is moved or closed."""
    hanging.register(_access_rules)


def _access_rules(unit: Unit) -> str:
    count = AccessRule.objects.in_force().filter(unit=unit).count()
    words = ngettext(
        "%(count)s access rule opens reserved material to it.",
        "%(count)s access rules open reserved material to it.",
        count,
    )
    return words % {"count": count} if count else ""
