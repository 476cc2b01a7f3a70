"""People, ranks, units and roles of the demo, from the files in ``demo/``."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml
from django.conf import settings
from django.utils import timezone

from officers.identifiers import login_of
from officers.models import Area, Officer, Rank, Role, Unit
from officers.services.grant_role import grant_role
from officers.services.place_unit import place_unit
from officers.services.register_officer import register_officer

FOLDER = settings.BASE_DIR / "demo"
_SINCE = date(2020, 1, 1)
_REASON = "Datos de demostración"


@dataclass(frozen=True)
class Login:
    """A line of the table of log-ins."""

    login: str
    name: str
    shows: str


def read(name: str) -> Any:
    """Return the content of a file of the demo."""
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


def logins() -> list[Login]:
    """Return who can log in, and what each shows."""
    people = {login_of(cip=entry.get("cip"), dni=entry["dni"]): entry for entry in read("people")}
    officers = Officer.objects.filter(login__in=people).select_related("rank").order_by("login")
    return [Login(officer.login, officer.get_short_name(), people[officer.login]["shows"]) for officer in officers]


def load_people(password: str) -> dict[str, Officer]:
    """Make ranks, areas, units, people, postings and grants; return the people by their key."""
    load_ranks()
    for entry in read("areas"):
        Area.objects.create(**entry)
    for entry in read("units"):
        parent = entry.pop("parent", None)
        unit = Unit.objects.create(**entry)
        above = Unit.objects.get(code=parent) if parent else None
        place_unit(unit=unit, parent=above, since=_SINCE, by=None, why=_REASON)
    return {entry["key"]: _person(entry, password) for entry in read("people")}


def load_ranks() -> None:
    """Make the ladders of ranks."""
    for category, steps in read("ranks").items():
        arm = Rank.Arm.ARMS if category in {"commissioned", "non_commissioned"} else Rank.Arm.NONE
        for order, (code, name, abbreviation) in enumerate(steps, start=1):
            Rank.objects.create(
                code=code, name=name, abbreviation=abbreviation, category=category, arm=arm, order=order
            )


def _person(entry: dict[str, Any], password: str) -> Officer:
    given, paternal, maternal = entry["names"]
    officer = register_officer(
        cip=entry.get("cip"), dni=entry["dni"], given_names=given, paternal_surname=paternal,
        maternal_surname=maternal, rank=Rank.objects.get(code=entry["rank"]),
        unit=Unit.objects.get(code=entry["unit"]), since=_SINCE, by=None,
    )  # fmt: skip
    officer.status = entry.get("status", Officer.Status.ACTIVE)
    officer.set_password(password)
    if entry.get("welcomed", True):
        officer.password_chosen_at = timezone.now()
        officer.privacy_acceptances.create(version=settings.PRIVACY_NOTICE_VERSION)
    officer.save()
    for grant in entry.get("grants", []):
        area = Area.objects.get(code=grant["area"]) if "area" in grant else None
        unit = Unit.objects.get(code=grant["unit"]) if "unit" in grant else None
        grant_role(
            officer=officer, role=Role(grant["role"]), area=area, unit=unit, since=_SINCE, by=None, reason=_REASON
        )
    return officer
