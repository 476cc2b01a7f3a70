"""Undoing a revocation: two persons again, and nothing of the history is lost."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.services.record import record
from certificates.models import Certificate, Reinstatement, Revocation
from certificates.services.revoke import SamePerson, scope_of
from kernel.refusal import Refusal
from officers.models import Act, Officer
from officers.reasons import require_reason
from officers.roles import require
from officers.services.notify import notify

__all__ = ["NotRevoked", "reinstate_certificate", "reinstate_proposed"]


class NotRevoked(Refusal):
    """There is nothing to undo."""

    code = "not_revoked"
    message = _("This certificate is not revoked.")


@transaction.atomic
def reinstate_certificate(
    *, certificate: Certificate, reason: str, by: Officer, second: Officer, at: datetime | None = None
) -> Reinstatement:
    """Undo the revocation in force of a certificate; verification answers again as if it had not been.

    Raises ``NotPermitted``, ``SamePerson``, ``ReasonMissing``, ``NotRevoked``.
    The certificate's row is locked, as when it is revoked, so that of two at once the second is refused.
    """
    scope = scope_of(certificate)
    for person in (by, second):
        require(person, Act.REINSTATE_CERTIFICATE, on=scope)
    if by.pk == second.pk:
        raise SamePerson
    require_reason(reason, field="reason")
    locked = Certificate.objects.select_for_update().get(pk=certificate.pk)
    revocation = Revocation.objects.in_force().filter(certificate=locked).first()
    if revocation is None:
        raise NotRevoked
    now = at or timezone.now()
    reinstatement = Reinstatement.objects.create(
        revocation=revocation, reason=reason.strip(), by=by, second=second, at=now
    )
    record(by=by, act="certificate.reinstate", on=locked, why=reason.strip())
    record(by=second, act="certificate.reinstate.confirm", on=locked, why=reason.strip())
    notify(
        officer=certificate.award.officer, kind="certificate.reinstated", at=now, address=locked.get_absolute_url(),
        arguments={"course": locked.course_title, "serial": locked.serial},
    )  # fmt: skip
    return reinstatement


def reinstate_proposed(
    *, on: Certificate, arguments: dict[str, Any], by: Officer, second: Officer, why: str
) -> Reinstatement:
    """Run a confirmed proposal."""
    return reinstate_certificate(certificate=on, reason=why, by=by, second=second)
