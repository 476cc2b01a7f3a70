"""Issuing the certificate of an award: the next number of the year, and everything as on that day."""

from dataclasses import asdict
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from audit.services.record import record
from certificates.models import Award, Certificate
from certificates.queries.holder import holder_on
from certificates.services.next_serial import next_serial
from certificates.validity import last_day
from officers.models import Officer

__all__ = ["issue_certificate"]


@transaction.atomic
def issue_certificate(*, award: Award, by: Officer | None, at: datetime | None = None) -> Certificate:
    """Write the first certificate of an award; ``by`` is None when the system issues it.

    The holder's rank and unit are those of the posting in force on the day of completion. Validity
    counts from the day of issue. Call it late in a transaction, since others wait for the number (``next_serial``).
    """
    now = at or timezone.now()
    issued_on, completed_on = timezone.localdate(now), timezone.localdate(award.completed_at)
    officer, edition = award.officer, award.edition
    assert edition.course is not None  # noqa: S101 - only editions of courses are run
    today = (officer.rank.name if officer.rank else "", officer.unit.name if officer.unit else "")
    holder = holder_on(officer, completed_on, unknown=today)
    serial = next_serial(issued_on.year)
    certificate = Certificate.objects.create(
        award=award, serial=str(serial), year=serial.year, number=serial.number,
        course_title=edition.public_title, course_code=edition.course.code,
        edition_number=edition.number, edition_sha256=edition.sha256,
        academic_hours=edition.academic_hours, credits=edition.credits, mark=award.mark,
        resolution=edition.resolution,
        signatories=[
            {"post": post, "institution": institution} for post, institution in settings.CERTIFICATE_SIGNATORIES
        ],
        completed_on=completed_on, issued_on=issued_on, expires_on=last_day(issued_on, edition.validity_months),
        base_url=settings.VERIFICATION_BASE_URL.rstrip("/"), made_at=now, **asdict(holder),
    )  # fmt: skip
    record(by=by, act="certificate.issue", on=certificate)
    return certificate
