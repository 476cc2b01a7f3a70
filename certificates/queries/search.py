"""Certificates as HR looks for them, within the records that a person may see."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from certificates.models import Certificate, Revocation
from certificates.models.certificate import CertificateQuerySet
from certificates.queries.certificates import state_of
from certificates.serials import Mistyped, parse
from certificates.verdict import VerdictState
from courses.access import visible_courses
from courses.models import Course, Edition
from officers.models import Act, Officer, Unit
from officers.queries.people import found_by
from officers.roles import may, officers_for

__all__ = [
    "EXPIRES_SOON",
    "CertificateFilter",
    "FoundCertificate",
    "StateWanted",
    "certificates_within",
    "courses_to_ask",
    "found_certificates",
    "in_state",
    "search",
    "within_units",
]

#: How long before its end a certificate is told to expire.
EXPIRES_SOON = timedelta(days=90)


class StateWanted(TextChoices):
    """The states that a search may ask for; each certificate is in one, but for "soon", which is a part of valid."""

    VALID = "valid", pgettext_lazy("state of certificates", "Valid")
    SOON = "soon", _("Expires within 90 days")
    EXPIRED = "expired", pgettext_lazy("state of certificates", "Expired")
    REVOKED = "revoked", pgettext_lazy("state of certificates", "Revoked")
    SUPERSEDED = "superseded", pgettext_lazy("state of certificates", "Replaced")


@dataclass(frozen=True)
class CertificateFilter:
    """What a search is narrowed to; what is empty or None narrows nothing."""

    q: str = ""
    units: Sequence[Unit] = ()
    course: Course | None = None
    run: str = ""
    issued_from: date | None = None
    issued_to: date | None = None
    state: str = ""


@dataclass(frozen=True)
class FoundCertificate:
    """A certificate in a list: what the paper says, and where its holder serves today."""

    serial: str
    login: str
    holder: str
    cip: str
    dni: str
    rank: str
    unit: str
    code: str
    course: str
    run: str
    mark: Decimal | None
    academic_hours: int
    completed_on: date
    issued_on: date
    expires_on: date | None
    state: VerdictState
    soon: bool
    #: Address of the holder's record.
    record: UUID
    #: Serial of the newest of the same award, where this one was replaced.
    replaced_by: str = ""

    @property
    def state_words(self) -> str:
        """The state in a word."""
        return str(StateWanted(self.state.value).label)


def certificates_within(by: Officer) -> CertificateQuerySet:
    """Return the certificates of the records that a person may see."""
    rows: CertificateQuerySet = Certificate.objects.all()
    if may(by, Act.VIEW_RECORD):
        return rows
    return rows.filter(award__officer__in=officers_for(by, Act.VIEW_RECORD))


def search(by: Officer, wanted: CertificateFilter, *, today: date) -> CertificateQuerySet:
    """Return the certificates within a person's right that are wanted, the newest first; one statement when read."""
    rows = certificates_within(by).filter(_named(wanted.q), within_units(wanted.units, "award__officer__unit"))
    if wanted.course:
        rows = rows.filter(award__edition__course=wanted.course)
    if wanted.run:
        rows = rows.filter(award__enrolment__run__code=wanted.run)
    if wanted.issued_from:
        rows = rows.filter(issued_on__gte=wanted.issued_from)
    if wanted.issued_to:
        rows = rows.filter(issued_on__lte=wanted.issued_to)
    if wanted.state:
        rows = rows.filter(in_state(wanted.state, today))
    return rows.order_by("-issued_on", "-pk")


def found_certificates(rows: CertificateQuerySet, now: datetime) -> list[FoundCertificate]:
    """Return the lines of a list; one statement."""
    soon = timezone.localdate(now) + EXPIRES_SOON
    shown: Iterable[Certificate] = rows.select_related("award__officer__unit", "award__enrolment__run").with_standing()
    return [_found(certificate, state_of(certificate, now), soon) for certificate in shown]


def courses_to_ask(by: Officer) -> QuerySet[Course]:
    """Return the courses that a person may ask about, with the newest ``public_title``.

    Those that he may see, and those of which he sees certificates. That title is what the papers say, also
    of a reserved course to whoever has no need to know.
    """
    newest = Edition.objects.filter(course=OuterRef("pk")).order_by("-number")
    certified = Q(Exists(certificates_within(by).filter(award__edition__course=OuterRef("pk"))))
    named = certified | Q(pk__in=visible_courses(by).values("pk"))
    return (
        Course.objects.filter(named, editions__isnull=False)
        .distinct()
        .annotate(public_title=Subquery(newest.values("public_title")[:1]))
    )


def in_state(state: str, today: date) -> Q:
    """Return the condition for certificates in a state (``StateWanted``) on a day; the gravest counts."""
    revoked = Q(Exists(Revocation.objects.in_force().filter(certificate=OuterRef("pk"))))
    holding = ~revoked & Q(superseded_by=None)
    over = Q(expires_on__lt=today)
    return {
        StateWanted.VALID: holding & (Q(expires_on=None) | Q(expires_on__gte=today)),
        StateWanted.SOON: holding & Q(expires_on__gte=today, expires_on__lte=today + EXPIRES_SOON),
        StateWanted.EXPIRED: holding & over,
        StateWanted.REVOKED: revoked,
        StateWanted.SUPERSEDED: ~revoked & Q(superseded_by__isnull=False),
    }[StateWanted(state)]


def within_units(units: Sequence[Unit], at: str) -> Q:
    """Return the condition for what belongs to one of the units or lies below; no units: no condition."""
    within = Q()
    for unit in units:
        within |= Q(**{f"{at}__path__startswith": unit.path})
    return within


def _named(text: str) -> Q:
    """Return the condition for what was typed: a serial, its year and number, or who holds it."""
    if not text.strip():
        return Q()
    try:
        return Q(serial=str(parse(text)))
    except Mistyped:
        year, hyphen, number = text.strip().partition("-")
    if hyphen and len(year) == 4 and (year + number).isdecimal() and len(number) <= 9:
        return Q(year=int(year), number=int(number or 0))
    return Q(award__officer__in=Officer.objects.filter(found_by(text)))


def _found(certificate: Certificate, state: VerdictState, soon: date) -> FoundCertificate:
    officer = certificate.award.officer
    expires_on = certificate.expires_on
    return FoundCertificate(
        serial=certificate.serial,
        login=officer.login,
        holder=certificate.holder_name,
        cip=certificate.holder_cip,
        dni=officer.dni or "",
        rank=certificate.holder_rank,
        unit=officer.unit.name if officer.unit else "",
        code=certificate.course_code,
        course=certificate.course_title,
        run=certificate.award.enrolment.run.code,
        mark=certificate.mark,
        academic_hours=certificate.academic_hours,
        completed_on=certificate.completed_on,
        issued_on=certificate.issued_on,
        expires_on=expires_on,
        state=state,
        soon=state is VerdictState.VALID and expires_on is not None and expires_on <= soon,
        record=officer.public_id,
        replaced_by=certificate.newest if certificate.newest != certificate.serial else "",
    )
