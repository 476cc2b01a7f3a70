"""What the PDF's template draws: every text made drawable and cut to fit the sheet."""

import base64
import unicodedata
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

import segno
from django.conf import settings
from django.utils.translation import gettext as _
from reportlab.pdfbase.ttfonts import TTFont

from certificates.facts import facts_of
from certificates.fitting import Fitted, fit
from certificates.models import Certificate

__all__ = ["FONTS", "STATIC", "Paper", "drawable", "paper_of"]

#: The only folder that the renderer may read.
STATIC = Path(settings.BASE_DIR) / "static"
FONTS = "vendor/public-sans/5.3.0/pdf"

_MM = 72 / 25.4
_WIDTH = 240 * _MM
_DATES = ("completed", "issued", "expires")


@dataclass(frozen=True)
class Figure:
    """One of the figures in the row under the course: a label and a value."""

    label: str
    value: str
    is_date: bool = False


@dataclass(frozen=True)
class Signatory:
    """Who answers for the certificate."""

    post: Fitted
    institution: Fitted


@dataclass(frozen=True)
class Paper:
    """Everything on the sheet, in the order in which it is read."""

    title: str
    institution: str
    holder: Fitted
    details: Fitted
    course: Fitted
    code: Fitted
    figures: tuple[Figure, ...]
    signatories: tuple[Signatory, ...]
    qr: str
    serial: str
    verify_at: str
    edition: str
    fingerprint: str
    fonts: str = FONTS


def paper_of(certificate: Certificate) -> Paper:
    """Return what is drawn for a certificate, in the language that is active."""
    said = {fact.key: fact for fact in facts_of(certificate)}

    def text(*keys: str) -> str:
        return " · ".join(drawable(said[key].value) for key in keys if key in said)

    cip = f"{said['cip'].label} {said['cip'].value}" if "cip" in said else ""
    details = " · ".join(part for part in (text("rank"), cip, text("unit")) if part)
    code = " · ".join(part for part in (text("code"), text("resolution")) if part)
    signatories = [
        Signatory(_small(item["post"], bold=True), _small(item["institution"])) for item in certificate.signatories
    ]
    return Paper(
        title=f"{_('Certificate')} {certificate.serial}",
        institution=text("institution"),
        holder=_fitted(text("holder"), sizes=(32, 29, 26, 23, 20, 17, 14, 12, 10), most=2, bold=True),
        details=_fitted(details, sizes=(11, 10, 9, 8, 7), most=2),
        course=_fitted(text("course"), sizes=(21, 19, 17, 15, 13, 11, 10), most=2, bold=True),
        code=_fitted(code, sizes=(10, 9, 8, 7), most=2),
        figures=tuple(
            Figure(said[key].label, drawable(said[key].value), is_date=key in _DATES)
            for key in ("hours", "credits", "mark", *_DATES)
            if key in said
        ),
        signatories=tuple(signatories),
        qr=_qr(certificate.verification_url),
        serial=certificate.serial,
        verify_at=f"{certificate.base_url}/verify/",
        edition=f"{said['edition'].label} {said['edition'].value}",
        fingerprint=certificate.edition_sha256,
    )


def drawable(text: str) -> str:
    """Return ``text`` without what the font cannot draw, in single spaces.

    A letter with marks that the font lacks is drawn bare, and what has no letter at all as a question
    mark: the page of the certificate shows the true form. Marks that turn the direction of writing, and
    other signs without a shape, are left out: they would draw something else than is stored.
    """
    known = _font(bold=True).face.charToGlyph
    drawn = "".join(_drawn(sign, known) for sign in unicodedata.normalize("NFC", text))
    return " ".join(drawn.split())


def _drawn(sign: str, known: dict[int, int]) -> str:
    category = unicodedata.category(sign)
    if sign.isspace() or category in {"Zl", "Zp", "Zs"}:
        return " "
    if category in {"Cc", "Cf", "Cs", "Co", "Cn"}:
        return ""
    if ord(sign) in known:
        return sign
    parts = (part for part in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(part))
    return "".join(part for part in parts if ord(part) in known) or "?"


@cache
def _font(*, bold: bool) -> TTFont:
    name = "PublicSans-Bold" if bold else "PublicSans-Regular"
    return TTFont(f"measure-{name}", str(STATIC / FONTS / f"{name}.ttf"))


def _fitted(text: str, *, sizes: tuple[float, ...], most: int, bold: bool = False, width: float = _WIDTH) -> Fitted:
    font = _font(bold=bold)
    return fit(text, sizes=sizes, width=width, most=most, measure=lambda part, size: font.stringWidth(part, size))


def _small(text: str, *, bold: bool = False) -> Fitted:
    return _fitted(drawable(text), sizes=(9, 8, 7), most=2, bold=bold, width=72 * _MM)


def _qr(address: str) -> str:
    """Return the QR as a drawing in a ``data:`` address; the mask is fixed, so that equal input looks the same."""
    drawing = BytesIO()
    code = segno.make_qr(address, error="m", mask=4, boost_error=False)
    code.save(drawing, kind="svg", scale=4, border=4, xmldecl=False, svgns=True, dark="#1b211e")
    return "data:image/svg+xml;base64," + base64.b64encode(drawing.getvalue()).decode()
