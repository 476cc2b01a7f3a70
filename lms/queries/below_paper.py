"""Certificates that say more than the mark that counts by now: what HR decides about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Exists, OuterRef

from assessments.models import MarkBelowPaper
from certificates.models import Certificate, Revocation
from certificates.models.certificate import CertificateQuerySet
from certificates.queries.search import certificates_within
from officers.models import Officer

__all__ = ["BelowPaper", "below_paper", "below_paper_lines"]


@dataclass(frozen=True)
class BelowPaper:
    """A certificate, by what it prints, and the mark of the exam that fell below it. passes: it is passed still."""

    serial: str
    holder: str
    cip: str
    course: str
    run: str
    on_paper: Decimal | None
    before: Decimal
    after: Decimal
    passes: bool
    at: datetime


def below_paper(by: Officer) -> CertificateQuerySet:
    """Return the certificates in force within a person's right on which a mark rests that fell, the newest first."""
    fell = MarkBelowPaper.objects.filter(enrolment=OuterRef("award__enrolment"))
    revoked = Revocation.objects.in_force().values("certificate")
    rows = certificates_within(by).filter(Exists(fell), superseded_by=None).exclude(pk__in=revoked)
    return rows.select_related("award__enrolment__run").order_by("-pk")


def below_paper_lines(rows: Sequence[Certificate]) -> list[BelowPaper]:
    """Return the lines of a list, each by the newest decision; one statement."""
    fell = MarkBelowPaper.objects.filter(enrolment__in=[row.award.enrolment_id for row in rows])
    newest = {mark.enrolment_id: mark for mark in fell.select_related("decision").order_by("pk")}
    return [_line(row, newest[row.award.enrolment_id]) for row in rows]


def _line(row: Certificate, mark: MarkBelowPaper) -> BelowPaper:
    return BelowPaper(
        serial=row.serial, holder=row.holder_name, cip=row.holder_cip, course=row.course_title,
        run=row.award.enrolment.run.code, on_paper=row.mark, before=mark.before, after=mark.after,
        passes=mark.passes, at=mark.decision.at,
    )  # fmt: skip
