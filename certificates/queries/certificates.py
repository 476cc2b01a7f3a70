"""Certificates as their holder, or whoever looks after records, sees them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.formats import date_format

from certificates.models import Certificate, CertificateFile
from certificates.serials import Mistyped, parse
from certificates.validity import expired
from certificates.verdict import VerdictState
from officers.composed import composed
from officers.models import Act, Officer
from officers.roles import Scope, may

__all__ = ["CertificateLine", "addresses_of", "certificate_or_404", "file_of", "lines_of", "state_of"]


@dataclass(frozen=True)
class CertificateLine:
    """A certificate in a list; ``state`` is never unknown or mistyped."""

    course: str
    serial: str
    address: str
    issued_on: str
    expires_on: str
    mark: str
    state: VerdictState


def lines_of(officer: Officer) -> list[CertificateLine]:
    """Return an officer's certificates, the newest first; one query."""
    now = timezone.now()
    return [_line(certificate, now) for certificate in _all_of(officer=officer.pk)]


@composed
def _all_of(officer: int) -> QuerySet[Certificate]:
    return Certificate.objects.filter(award__officer=officer).with_standing().order_by("-issued_on", "-pk")


def addresses_of(enrolments: Sequence[int]) -> dict[int, str]:
    """Return where the certificate of each of these enrolments is, the one that replaced others; one query."""
    rows = Certificate.objects.filter(award__enrolment__in=enrolments, superseded_by=None).select_related("award")
    return {certificate.award.enrolment_id: certificate.get_absolute_url() for certificate in rows}


def certificate_or_404(person: Officer, text: str) -> Certificate:
    """Return a certificate for its holder or whoever may see the holder's record; else raise ``Http404``.

    The same answer for a serial that does not exist and one that is not the person's business. Award,
    holder and what tells its state are loaded.
    """
    try:
        serial = str(parse(text))
    except Mistyped as error:
        raise Http404 from error
    rows = Certificate.objects.select_related("award__officer__unit").with_standing()
    certificate: Certificate | None = rows.filter(serial=serial).first()
    if certificate is None or not _concerns(certificate, person):
        raise Http404
    return certificate


def file_of(certificate: Certificate) -> CertificateFile | None:
    """Return the PDF of a certificate; None while it is being made."""
    file: CertificateFile | None = certificate.files.order_by("pk").first()
    return file


def state_of(certificate: Certificate, now: datetime) -> VerdictState:
    """Return how a certificate of ``with_standing`` stands, by the date in Lima.

    The gravest counts: revoked, replaced, expired, valid.
    """
    if certificate.revoked_at:
        return VerdictState.REVOKED
    if getattr(certificate, "superseded_by", None):
        return VerdictState.SUPERSEDED
    over = expired(certificate.expires_on, timezone.localdate(now))
    return VerdictState.EXPIRED if over else VerdictState.VALID


def _concerns(certificate: Certificate, person: Officer) -> bool:
    holder = certificate.award.officer
    return holder.pk == person.pk or may(person, Act.VIEW_RECORD, on=Scope(unit=holder.unit))


def _line(certificate: Certificate, now: datetime) -> CertificateLine:
    return CertificateLine(
        course=certificate.course_title,
        serial=certificate.serial,
        address=certificate.get_absolute_url(),
        issued_on=date_format(certificate.issued_on),
        expires_on=date_format(certificate.expires_on) if certificate.expires_on else "",
        mark="" if certificate.mark is None else str(certificate.mark),
        state=state_of(certificate, now),
    )
