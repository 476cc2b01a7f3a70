"""Taking a certificate back: two persons, a category that is public and a reason that is not."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.services.record import record
from certificates.models import Certificate, Revocation
from kernel.refusal import Refusal
from officers.models import Act, Officer
from officers.roles import Scope, require
from officers.services.notify import notify

__all__ = [
    "AlreadyRevoked", "AlreadySuperseded", "ReasonMissing", "SamePerson", "UnknownCategory", "refuse_superseded",
    "revoke_certificate", "revoke_proposed", "scope_of",
]  # fmt: skip


class AlreadyRevoked(Refusal):
    """A certificate that is revoked is not revoked again."""

    code = "already_revoked"
    message = _("This certificate has been revoked already.")


class AlreadySuperseded(Refusal):
    """What was replaced holds no more: the act belongs to the certificate in its place."""

    code = "already_superseded"
    message = _("This certificate has been replaced by %(serial)s; look at that one.")


class SamePerson(Refusal):
    """The second person is the first."""

    code = "same_person"
    message = _("A revocation needs a second person; you proposed it.")


class UnknownCategory(Refusal):
    """The category is none of those that the public page knows."""

    code = "unknown_category"
    message = _("Choose one of the categories.")


class ReasonMissing(Refusal):
    """Nobody's certificate is taken back without a reason."""

    code = "reason_missing"
    message = _("Write the reason.")


@transaction.atomic
def revoke_certificate(
    *, certificate: Certificate, category: str, reason: str, by: Officer, second: Officer, at: datetime | None = None
) -> Revocation:
    """Take a certificate back; the certificate itself stays as it is, and verification says revoked.

    Both persons need the act over the holder's unit. Raises ``NotPermitted``, ``SamePerson``,
    ``UnknownCategory``, ``ReasonMissing``, ``AlreadyRevoked``, ``AlreadySuperseded``: else the corrected one would
    hold on. The certificate's row is locked (on SQLite ``IMMEDIATE``), so that of two at once the second is refused
    with a sentence.
    """
    scope = scope_of(certificate)
    for person in (by, second):
        require(person, Act.REVOKE_CERTIFICATE, on=scope)
    if by.pk == second.pk:
        raise SamePerson
    if category not in Revocation.Category.values:
        raise UnknownCategory(field="category")
    if not reason.strip():
        raise ReasonMissing(field="reason")
    locked = Certificate.objects.select_for_update().get(pk=certificate.pk)
    before = Revocation.objects.filter(certificate=locked).select_related("reinstatement").order_by("pk").last()
    undone = getattr(before, "reinstatement", None)
    if before and undone is None:
        raise AlreadyRevoked
    refuse_superseded(locked)
    now = at or timezone.now()
    revocation = Revocation.objects.create(
        certificate=locked, category=category, reason=reason.strip(), by=by, second=second, at=now, after=undone
    )
    record(by=by, act="certificate.revoke", on=locked, why=reason.strip())
    record(by=second, act="certificate.revoke.confirm", on=locked, why=reason.strip())
    notify(
        officer=certificate.award.officer, kind="certificate.revoked", at=now, address=locked.get_absolute_url(),
        arguments={"course": locked.course_title, "serial": locked.serial, "category": category},
    )  # fmt: skip
    return revocation


def refuse_superseded(certificate: Certificate) -> None:
    """Raise ``AlreadySuperseded`` for a certificate that was replaced."""
    successor = Certificate.objects.filter(supersedes=certificate).first()
    if successor:
        raise AlreadySuperseded(serial=successor.serial)


def scope_of(certificate: Certificate) -> Scope:
    """Return where a right over a certificate must hold: its holder's unit of today."""
    return Scope(unit=certificate.award.officer.unit)


def revoke_proposed(
    *, on: Certificate, arguments: dict[str, Any], by: Officer, second: Officer, why: str
) -> Revocation:
    """Run a confirmed proposal; ``arguments`` holds ``category``."""
    return revoke_certificate(
        certificate=on, category=str(arguments.get("category", "")), reason=why, by=by, second=second
    )
