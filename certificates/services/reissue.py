"""Replacing a certificate that has an error on its paper: a new one, corrected; the old one says which."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.services.record import record
from certificates.models import Certificate, Revocation, Supersession
from certificates.queries.holder import HolderField, corrections_of
from certificates.services.next_serial import next_serial
from certificates.services.revoke import AlreadyRevoked, refuse_superseded, scope_of
from certificates.tasks import draw_certificate
from kernel.refusal import Refusal
from officers.models import Act, Officer
from officers.reasons import require_reason
from officers.roles import require
from officers.services.confirm_proposal import SamePerson
from officers.services.notify import notify

__all__ = ["NothingToCorrect", "RecordChanged", "refuse_unreplaceable", "reissue_certificate", "reissue_proposed"]

#: What the course gave: never corrected here, and so never prolonged.
_KEPT = (
    "course_title", "course_code", "edition_number", "edition_sha256", "academic_hours", "credits", "mark",
    "resolution", "signatories", "completed_on", "expires_on",
)  # fmt: skip


class NothingToCorrect(Refusal):
    """The new paper would say what the old one says."""

    code = "nothing_to_correct"
    message = _("Nothing on the paper would change. Choose what is wrong on it.")


class RecordChanged(Refusal):
    """What was proposed is no longer what the records say, or is printed already."""

    code = "record_changed"
    message = _("The records say something else by now. Decline this proposal, and propose what they say today.")


@transaction.atomic
def reissue_certificate(
    *, certificate: Certificate, corrections: Mapping[str, str], reason: str, by: Officer, second: Officer,
    at: datetime | None = None,
) -> Certificate:  # fmt: skip
    """Issue a certificate in place of one with an error about its holder; the old one is verified as replaced.

    ``corrections``: columns of ``HolderField`` and what two persons saw would be printed in them; each must be what
    the records say now. All else is as on the old paper, but for serial, day of issue and the address in the QR.
    Both persons need the act over the holder's unit. Raises ``NotPermitted``, ``SamePerson``, ``ReasonMissing``,
    ``AlreadySuperseded``, ``AlreadyRevoked``, ``NothingToCorrect``, ``RecordChanged``. The certificate's row is
    locked (on SQLite ``IMMEDIATE``), as when it is revoked: of two acts at once the second is refused.
    """
    scope = scope_of(certificate)
    for person in (by, second):
        require(person, Act.REISSUE_CERTIFICATE, on=scope)
    if by.pk == second.pk:
        raise SamePerson
    require_reason(reason, field="reason")
    locked = Certificate.objects.select_for_update().get(pk=certificate.pk)
    refuse_unreplaceable(locked)
    if not corrections:
        raise NothingToCorrect
    if not corrections.items() <= {each.field.value: each.corrected for each in corrections_of(locked)}.items():
        raise RecordChanged
    now, why = at or timezone.now(), reason.strip()
    corrected = _write(locked, corrections, now)
    Supersession.objects.create(certificate=corrected, reason=why, by=by, second=second, at=now)
    record(by=by, act="certificate.reissue", on=locked, changed=sorted(corrections), why=why)
    record(by=second, act="certificate.reissue.confirm", on=locked, changed=sorted(corrections), why=why)
    record(by=by, act="certificate.issue", on=corrected, why=why)
    notify(
        officer=corrected.award.officer, kind="certificate.reissued", at=now, address=corrected.get_absolute_url(),
        arguments={"course": corrected.course_title, "serial": corrected.serial, "replaced": locked.serial},
    )  # fmt: skip
    draw_certificate.enqueue(corrected.pk)
    return corrected


def refuse_unreplaceable(certificate: Certificate) -> None:
    """Raise ``AlreadySuperseded`` or ``AlreadyRevoked`` for what no paper may take the place of."""
    refuse_superseded(certificate)
    if Revocation.objects.in_force().filter(certificate=certificate).exists():
        raise AlreadyRevoked


def reissue_proposed(
    *, on: Certificate, arguments: dict[str, Any], by: Officer, second: Officer, why: str
) -> Certificate:
    """Run a confirmed proposal; ``arguments`` holds ``corrections``."""
    return reissue_certificate(
        certificate=on, corrections=arguments.get("corrections", {}), reason=why, by=by, second=second
    )


def _write(old: Certificate, corrections: Mapping[str, str], now: datetime) -> Certificate:
    named = {field: getattr(old, field) for field in HolderField.values}
    kept = {field: getattr(old, field) for field in _KEPT}
    issued_on = timezone.localdate(now)
    serial = next_serial(issued_on.year)
    corrected: Certificate = Certificate.objects.create(
        award=old.award, supersedes=old, serial=str(serial), year=serial.year, number=serial.number,
        issued_on=issued_on, base_url=settings.VERIFICATION_BASE_URL.rstrip("/"), made_at=now,
        **{**kept, **named, **corrections},
    )  # fmt: skip
    return corrected
