"""Makes people and units for tests."""

import itertools
from datetime import date
from typing import Any

from django.utils import timezone

from officers.models import Area, Grant, Officer, Posting, Rank, Unit, UnitParent

PASSWORD = "una clave larga de prueba"
_numbers = itertools.count(30_000_001)
_codes = itertools.count(1)


def make_rank(code: str = "S2", **fields: Any) -> Rank:
    """Return the rank with this code."""
    defaults = {
        "name": "Suboficial de Segunda PNP",
        "abbreviation": "S2 PNP",
        "category": "non_commissioned",
        "order": 2,
    }
    return Rank.objects.get_or_create(code=code, defaults={**defaults, **fields})[0]


def make_area(code: str = "community", name: str = "Policía comunitaria") -> Area:
    """Return the area with this code."""
    return Area.objects.get_or_create(code=code, defaults={"name": name})[0]


def make_unit(name: str = "Comisaría de prueba", *, parent: Unit | None = None, **fields: Any) -> Unit:
    """Return a new unit placed in the tree."""
    unit = Unit.objects.create(
        name=name,
        parent=parent,
        code=fields.pop("code", f"U{next(_codes)}"),
        kind=fields.pop("kind", "station"),
        **fields,
    )
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    unit.save(update_fields=["path"])
    UnitParent.objects.create(unit=unit, parent=parent, since=date(2020, 1, 1))
    return unit


def make_officer(
    *,
    unit: Unit | None = None,
    rank: Rank | None = None,
    welcomed: bool = True,
    password: str | None = None,
    **fields: Any,
) -> Officer:
    """Return a new officer with an open posting; ``welcomed``: has been through the first log-in."""
    cip = fields.pop("cip", None) or str(next(_numbers))
    unit, rank = unit or make_unit(), rank or make_rank()
    officer = Officer(
        login=cip, cip=cip, given_names=fields.pop("given_names", "Rosa Elena"),
        paternal_surname=fields.pop("paternal_surname", "Huamán"),
        maternal_surname=fields.pop("maternal_surname", "Ñahui"),
        unit=unit, rank=rank, **fields,
    )  # fmt: skip
    if password:
        officer.set_password(password)
    else:
        officer.set_unusable_password()
    if welcomed:
        officer.password_chosen_at = timezone.now()
    officer.save()
    Posting.objects.create(officer=officer, unit=unit, rank=rank, since=date(2024, 1, 1))
    if welcomed:
        from django.conf import settings

        officer.privacy_acceptances.create(version=settings.PRIVACY_NOTICE_VERSION)
    return officer


def grant(officer: Officer, role: str, **scope: Any) -> Grant:
    """Give a role, as the installation would."""
    return Grant.objects.create(officer=officer, role=role, since=date(2024, 1, 1), reason="prueba", **scope)


def area_rows(officer: Officer, model: str, keys: Any) -> dict[str, tuple[Area, str]]:
    """Return the areas of proposals of a test, which everybody may see."""
    return {str(area.pk): (area, area.name) for area in Area.objects.filter(pk__in=keys)}


def area_words(row: Area, arguments: dict[str, Any]) -> str:
    """Return what a proposal of a test would do."""
    return f"Nombre: {arguments.get('name', '')}"
