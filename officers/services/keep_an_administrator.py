"""Somebody must be left who may give roles everywhere: otherwise only the command line could."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kernel.refusal import Refusal
from officers.models import Grant
from officers.queries.grants import administering

__all__ = ["LastAdministrator", "keep_an_administrator"]


class LastAdministrator(Refusal):
    """The last administrator stays."""

    code = "last_administrator"
    message = _("This is the last administrator. Have another one named first.")


def keep_an_administrator(*, losing: QuerySet[Grant]) -> None:
    """Raise ``LastAdministrator`` if without these grants nobody holds such a role everywhere.

    Called first in a transaction: all grants that count are locked, in one order. Of two administrators who
    withdraw each other's role at once, the second is refused.
    """
    everywhere = administering()
    lost = set(losing.filter(pk__in=everywhere.values("pk")).values_list("pk", flat=True))
    if lost and lost >= {grant.pk for grant in everywhere.order_by("pk").select_for_update(of=("self",))}:
        raise LastAdministrator
