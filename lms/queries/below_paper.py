"""Certificates that say more than the mark that counts by now: what HR decides about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce

from assessments.models import MarkBelowPaper
from certificates.models import Certificate, Revocation
from certificates.queries.search import certificates_within
from courses.marks import from_text, mark_of
from courses.models import ActivityState, Outcome, Progress
from officers.models import Officer

__all__ = ["BelowPaper", "Fallen", "below_paper", "below_paper_lines"]


@dataclass(frozen=True, slots=True)
class Fallen:
    """A certificate, by its key, and an exam: the mark on which it rests, and the one that counts by now.

    at: when the decision was made by which it fell.
    """

    certificate: int
    before: Decimal
    after: Decimal
    passes: bool
    at: datetime


@dataclass(frozen=True, slots=True)
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


def below_paper(by: Officer) -> list[Fallen]:
    """Return the certificates in force within a person's right that rest on a mark that fell, the newest first.

    Each once, by the newest decision; not where the mark has risen again. Progress keeps what counted when the course
    was completed, the newest outcome what counts by now. One statement.
    """
    revoked = Revocation.objects.in_force().values("certificate")
    held = certificates_within(by).filter(superseded_by=None).exclude(pk__in=revoked)
    of_exam = {"enrolment": OuterRef("enrolment"), "activity_uuid": OuterRef("activity_uuid")}
    newest = Outcome.objects.filter(**of_exam).order_by("-pk")
    fell = MarkBelowPaper.objects.filter(enrolment__in=held.values("award__enrolment")).annotate(
        certificate=Subquery(held.filter(award__enrolment=OuterRef("enrolment")).values("pk")[:1]),
        rests_on=Subquery(Progress.objects.filter(**of_exam).values("fraction")),
        counts=Subquery(newest.values("fraction")[:1]), state=Subquery(newest.values("state")[:1]),
        decided_at=Coalesce("decision__at", "annulment__at"),
    )  # fmt: skip
    found: dict[int, Fallen] = {}
    for certificate, rests_on, counts, state, at in fell.order_by("pk").values_list(
        "certificate", "rests_on", "counts", "state", "decided_at"
    ):
        if rests_on:  # nothing counts where every sitting was annulled
            before, after = mark_of(from_text(rests_on)), mark_of(from_text(counts or "0/1"))
            if after < before:
                found[certificate] = Fallen(certificate, before, after, state == ActivityState.DONE, at)
    return sorted(found.values(), key=lambda each: each.certificate, reverse=True)


def below_paper_lines(fallen: Sequence[Fallen]) -> list[BelowPaper]:
    """Return the lines of a list; one statement."""
    rows = Certificate.objects.select_related("award__enrolment__run").in_bulk([each.certificate for each in fallen])
    return [_line(rows[each.certificate], each) for each in fallen]


def _line(row: Certificate, fallen: Fallen) -> BelowPaper:
    return BelowPaper(
        serial=row.serial, holder=row.holder_name, cip=row.holder_cip, course=row.course_title,
        run=row.award.enrolment.run.code, on_paper=row.mark, before=fallen.before, after=fallen.after,
        passes=fallen.passes, at=fallen.at,
    )  # fmt: skip
