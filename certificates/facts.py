"""What is printed on a certificate: one list for the paper, its page and its verification.

Because verification shows exactly what the paper says, an altered paper is found out by reading. The
DNI is on neither.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from certificates.models import Certificate

__all__ = ["Fact", "facts_of"]


@dataclass(frozen=True)
class Fact:
    """One thing that a certificate states, in words; ``mono`` for what is read sign by sign."""

    key: str
    label: str
    value: str
    mono: bool = False


def facts_of(certificate: Certificate) -> tuple[Fact, ...]:
    """Return every fact of a certificate in the language that is active; no query."""
    return tuple(fact for fact in _facts(certificate) if fact.value)


def _facts(certificate: Certificate) -> Iterator[Fact]:
    expires = date_format(certificate.expires_on) if certificate.expires_on else _("Does not expire")
    mark = "" if certificate.mark is None else _("%(mark)s of 20") % {"mark": certificate.mark}
    yield Fact("holder", _("Holder"), certificate.holder_name)
    yield Fact("rank", _("Rank"), certificate.holder_rank)
    yield Fact("cip", _("CIP"), certificate.holder_cip)
    yield Fact("unit", _("Unit"), certificate.holder_unit)
    yield Fact("course", _("Course"), certificate.course_title)
    yield Fact("code", _("Course code"), certificate.course_code)
    yield Fact("hours", _("Academic hours"), str(certificate.academic_hours))
    if certificate.credits:
        yield Fact("credits", _("Credits"), str(certificate.credits))
    yield Fact("mark", _("Mark"), mark)
    yield Fact("completed", pgettext("day on a certificate", "Completed"), date_format(certificate.completed_on))
    yield Fact("issued", pgettext("day on a certificate", "Issued"), date_format(certificate.issued_on))
    yield Fact("expires", pgettext("day on a certificate", "Expires"), expires)
    yield Fact("institution", _("Issued by"), certificate.institution)
    yield Fact("resolution", _("Resolution"), certificate.resolution)
    for signatory in certificate.signatories:
        yield Fact("signatory", _("Signed by"), f"{signatory['post']}, {signatory['institution']}")
    yield Fact("edition", _("Edition"), str(certificate.edition_number))
    yield Fact("fingerprint", _("Fingerprint of the edition (SHA-256)"), certificate.edition_sha256, mono=True)
    yield Fact("serial", _("Serial"), certificate.serial, mono=True)
