"""Whom a certificate names, by the records of today, and where a paper says otherwise."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

from certificates.models import Certificate
from officers.models import Officer, Posting

__all__ = ["Correction", "Holder", "HolderField", "corrections_of", "holder_on"]


class HolderField(TextChoices):
    """The columns of a certificate that may be corrected, in the order of the paper: whose it is, and nothing else."""

    NAME = "holder_name", _("Holder")
    RANK = "holder_rank", _("Rank")
    CIP = "holder_cip", _("CIP")
    UNIT = "holder_unit", _("Unit")


@dataclass(frozen=True)
class Holder:
    """A holder as a paper names him, by the columns of ``Certificate``."""

    holder_name: str
    holder_rank: str
    holder_cip: str
    holder_unit: str


@dataclass(frozen=True)
class Correction:
    """A field in which a paper and the records differ: what is printed, and what would be."""

    field: HolderField
    printed: str
    corrected: str


def holder_on(officer: Officer, day: date, *, unknown: tuple[str, str]) -> Holder:
    """Return the officer as the records have him now, with the rank and unit of a day; one statement.

    ``unknown``: rank and unit where no posting tells of that day.
    """
    serving = Q(since__lte=day) & (Q(until=None) | Q(until__gt=day))
    posting = Posting.objects.filter(serving, officer=officer).select_related("rank", "unit").first()
    rank, unit = (posting.rank.name, posting.unit.name) if posting else unknown
    return Holder(
        holder_name=officer.get_full_name(), holder_rank=rank, holder_cip=officer.cip or "", holder_unit=unit
    )  # fmt: skip


def corrections_of(certificate: Certificate) -> tuple[Correction, ...]:
    """Return where a certificate names its holder otherwise than the records do now; one statement.

    Rank and unit are those of the day of completion: what came after it is no error of the paper.
    """
    printed = (certificate.holder_rank, certificate.holder_unit)
    today = holder_on(certificate.award.officer, certificate.completed_on, unknown=printed)
    pairs = ((field, getattr(certificate, field), getattr(today, field)) for field in HolderField)
    return tuple(Correction(field, old, new) for field, old, new in pairs if old != new)
