"""Slips of paper with log-in links: drawn with what draws certificates, so here, where apps are joined."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation

from certificates.paper import FONTS, drawable, qr_drawing
from certificates.pdf import LANGUAGE, drawn
from officers.models import Officer, Unit
from officers.services.make_login_link import make_unit_links
from officers.services.replace_links import Slip

__all__ = ["PaperSlip", "paper_slip", "unit_slips"]

#: So many fit on a sheet of A4.
_ON_A_SHEET = 4


@dataclass(frozen=True)
class PaperSlip:
    """What stands on a slip."""

    name: str
    details: str
    login: str
    address: str
    qr: str
    until: datetime


def paper_slip(slip: Slip, address: str) -> PaperSlip:
    """Return what stands on the slip of a link with this address."""
    officer = slip.officer
    details = " · ".join(drawable(str(part)) for part in (officer.rank, officer.unit) if part)
    return PaperSlip(
        drawable(officer.get_full_name()), details, officer.login, address, qr_drawing(address), slip.until
    )


@transaction.atomic
def unit_slips(*, unit: Unit, by: Officer, why: str, again: bool, address_of: Callable[[str], str]) -> bytes:
    """Make the links of a unit and return them as a PDF; where it cannot be drawn, no link is made."""
    made = make_unit_links(unit=unit, by=by, why=why, again=again)
    slips = [paper_slip(slip, address_of(slip.secret)) for slip in made]
    with translation.override(LANGUAGE):
        context = {"sheets": _sheets(slips), "unit": drawable(unit.name), "fonts": FONTS}
        return drawn(render_to_string("pdf/login_slips.html", context))


def _sheets(slips: Sequence[PaperSlip]) -> Sequence[Sequence[PaperSlip]]:
    return [slips[n : n + _ON_A_SHEET] for n in range(0, len(slips), _ON_A_SHEET)]
