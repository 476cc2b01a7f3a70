"""How the audit says what is done with certificates. They carry a course's public title, so all may be named."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from audit import words
from certificates.models import Award, Certificate, CertificateBundle
from certificates.serials import Mistyped, parse
from officers.models import Act
from officers.queries.people import with_number

__all__ = ["register_words"]


def register_words() -> None:
    """Register the words of this app; called from ``ready``."""
    words.register(
        acts={
            "award.make": _("Awarded a course"),
            "certificate.issue": _("Issued a certificate"),
            "certificate.check_file": _("Verified a file of certificates"),
            "certificate.export": _("Exported a list of certificates"),
            "certificate.bundle": _("Asked for the papers of a run in one file"),
            "certificate.take_bundle": _("Took the papers of a run as a file"),
            "record.export": _("Exported who holds a course"),
            "record.take": _("Took a training record as a file"),
            Act.REVOKE_CERTIFICATE.value: _("Revoked a certificate"),
            Act.REINSTATE_CERTIFICATE.value: _("Undid the revocation of a certificate"),
            Act.REISSUE_CERTIFICATE.value: _("Replaced a certificate by a corrected one"),
        },
        rows={Award: _awards, Certificate: _certificates, CertificateBundle: _bundles},
        found={Award: _awards_of, Certificate: _certificates_of},
    )


def _awards_of(reader: Any, number: str) -> Iterable[int]:
    """Find the awards of the officer with a number."""
    return Award.objects.filter(officer__in=with_number(number)).values_list("pk", flat=True)


def _certificates_of(reader: Any, number: str) -> Iterable[int]:
    """Find a certificate by its serial, or those of the officer with a number."""
    try:
        found = Certificate.objects.filter(serial=str(parse(number)))
    except Mistyped:
        found = Certificate.objects.filter(award__officer__in=with_number(number))
    return found.values_list("pk", flat=True)


def _awards(reader: Any, keys: Iterable[str]) -> dict[str, str]:
    rows = Award.objects.select_related("officer", "edition")
    return words.named(rows, keys, lambda award: f"{award.officer} · {award.edition.public_title}")


def _certificates(reader: Any, keys: Iterable[str]) -> dict[str, str]:
    return words.named(Certificate.objects.all(), keys, lambda paper: f"{paper.serial} · {paper.holder_name}")


def _bundles(reader: Any, keys: Iterable[str]) -> dict[str, str]:
    rows = CertificateBundle.objects.select_related("run")
    return words.named(rows, keys, lambda bundle: f"{bundle.run.code} · {bundle.get_kind_display()}")
