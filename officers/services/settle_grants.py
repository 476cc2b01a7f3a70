"""Keeping ``Officer.is_staff``, which shows the way to the CMS, in step with grants that begin and end by date."""

from django.db.models import Exists, F, OuterRef

from officers.models import Act, Grant, Officer, Role
from officers.roles import acts_of

_CMS_ROLES = [role for role in Role.values if Act.USE_CMS in acts_of(role)]


def settle_officer(officer: Officer) -> None:
    """Copy to ``is_staff`` whether the officer holds a role that works in the CMS; the door asks the grants itself."""
    officer.__dict__.pop("_grants_in_force", None)
    officer.is_staff = officer.is_active and officer.grants.in_force().filter(role__in=_CMS_ROLES).exists()
    officer.save(update_fields=["is_staff"])


def settle_grants() -> int:
    """Do so for everybody whose copy is out of step, and return for how many; a step of the sweep."""
    held = Grant.objects.in_force().filter(officer=OuterRef("pk"), role__in=_CMS_ROLES, officer__is_active=True)
    wrong = Officer.objects.annotate(works=Exists(held)).exclude(works=F("is_staff"))
    return Officer.objects.filter(pk__in=list(wrong.values_list("pk", flat=True))).update(is_staff=~F("is_staff"))
