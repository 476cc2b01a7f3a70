"""Issuing the certificate of an award: the next number of the year, and everything as on that day."""

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from audit.services.record import record
from certificates.models import Award, Certificate, SerialCounter
from certificates.serials import Serial, draw_secret
from certificates.validity import last_day
from officers.models import Officer, Posting

__all__ = ["issue_certificate"]


@transaction.atomic
def issue_certificate(*, award: Award, by: Officer | None, at: datetime | None = None) -> Certificate:
    """Write the first certificate of an award; ``by`` is None when the system issues it.

    The holder's rank and unit are those of the posting in force on the day of completion. Validity
    counts from the day of issue. The year's counter stays locked until the caller's transaction
    ends (a row lock on PostgreSQL, ``IMMEDIATE`` on SQLite) and falls back with it: no number is
    skipped and none is given twice. Call it late in a transaction, since others wait for it.
    """
    now = at or timezone.now()
    issued_on, completed_on = timezone.localdate(now), timezone.localdate(award.completed_at)
    officer, edition = award.officer, award.edition
    assert edition.course is not None  # noqa: S101 - only editions of courses are run
    rank, unit = _rank_and_unit(officer, completed_on)
    serial = _next_serial(issued_on.year)
    certificate = Certificate.objects.create(
        award=award, serial=str(serial), year=serial.year, number=serial.number,
        holder_name=officer.get_full_name(), holder_rank=rank, holder_unit=unit, holder_cip=officer.cip or "",
        course_title=edition.public_title, course_code=edition.course.code,
        edition_number=edition.number, edition_sha256=edition.sha256,
        academic_hours=edition.academic_hours, credits=edition.credits, mark=award.mark,
        resolution=edition.resolution,
        signatories=[
            {"post": post, "institution": institution} for post, institution in settings.CERTIFICATE_SIGNATORIES
        ],
        completed_on=completed_on, issued_on=issued_on, expires_on=last_day(issued_on, edition.validity_months),
        base_url=settings.VERIFICATION_BASE_URL.rstrip("/"), made_at=now,
    )  # fmt: skip
    record(by=by, act="certificate.issue", on=certificate)
    return certificate


def _next_serial(year: int) -> Serial:
    SerialCounter.objects.get_or_create(year=year)
    counter = SerialCounter.objects.select_for_update().get(year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return Serial(year=year, number=counter.last, secret=draw_secret())


def _rank_and_unit(officer: Officer, day: date) -> tuple[str, str]:
    serving = Q(since__lte=day) & (Q(until=None) | Q(until__gt=day))
    posting = Posting.objects.filter(serving, officer=officer).select_related("rank", "unit").first()
    rank, unit = (posting.rank, posting.unit) if posting else (officer.rank, officer.unit)
    return (rank.name if rank else "", unit.name if unit else "")
