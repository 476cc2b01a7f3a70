"""Answering whether a certificate holds."""

from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format

from certificates.facts import facts_of
from certificates.models import Certificate
from certificates.queries.certificates import state_of
from certificates.serials import Mistyped, parse
from certificates.validity import expired
from certificates.verdict import Verdict, VerdictState

__all__ = ["verify"]


def verify(*, text: str, at: datetime | None = None) -> Verdict:
    """Return the verdict on a serial as somebody typed or scanned it, by today's date in Lima; one query.

    Dates and facts are worded in the language that is active.
    """
    now = at or timezone.now()
    try:
        serial = str(parse(text))
    except Mistyped as error:
        return Verdict(VerdictState.MISTYPED, text.strip()[:60], now, mistake=error.code)
    rows = Certificate.objects.with_standing()
    certificate = rows.filter(serial=serial).first()
    if certificate is None:
        here = next((institution for _post, institution in settings.CERTIFICATE_SIGNATORIES), "")
        return Verdict(VerdictState.UNKNOWN, serial, now, institution=here)
    revoked_at = certificate.revoked_at
    successor = getattr(certificate, "superseded_by", None)
    over = expired(certificate.expires_on, timezone.localdate(now))
    return Verdict(
        state=state_of(certificate, now),
        asked=serial,
        checked_at=now,
        institution=certificate.institution,
        facts=facts_of(certificate),
        expired_on=date_format(certificate.expires_on) if over and certificate.expires_on else "",
        revoked_on=date_format(timezone.localtime(revoked_at), "DATE_FORMAT") if revoked_at else "",
        category=certificate.revoked_for_words,
        superseded_on=date_format(successor.issued_on) if successor else "",
        superseded_by=certificate.newest if successor else "",
    )
