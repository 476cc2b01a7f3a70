"""Asking for the papers of a run in one file."""

from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.services.record import record
from certificates.models import CertificateBundle
from certificates.queries.bundles import to_print
from certificates.services.make_bundle import KEPT, remove_files
from certificates.tasks import make_certificate_bundle
from courses.models import CourseRun
from kernel.refusal import Refusal
from officers.models import Act, Officer
from officers.roles import NotPermitted, may_somewhere

__all__ = ["MOST_PAPERS", "NothingToPrint", "TooManyPapers", "ask_bundle"]

#: So many papers one bundle holds.
MOST_PAPERS = 10_000


class NothingToPrint(Refusal):
    """Of this run there is no paper to give out."""

    code = "nothing_to_print"
    message = _("Of the run “%(run)s” you may see no certificate that holds.")


class TooManyPapers(Refusal):
    """More than one bundle holds."""

    code = "too_many_papers"
    message = _("These are more than %(most)s certificates, the most that one file holds.")


def ask_bundle(*, run: CourseRun, kind: CertificateBundle.Kind, by: Officer) -> CertificateBundle:
    """Have a bundle made by a task, and write down who asked for how many papers.

    One that is being made is given back, and so is one whose file is there and holds the same papers: it is then kept
    as long as a new one. A file with other papers is removed, so that whoever asks again and again fills no disk: of a
    person, a run and a kind there is one. Needs ``Act.VIEW_RECORD``; the papers are those of the records that the
    person may see, as in the list that he exports. Raises ``NotPermitted``, ``NothingToPrint``, ``TooManyPapers``.
    """
    if not may_somewhere(by, Act.VIEW_RECORD):
        raise NotPermitted
    papers = list(to_print(by, run).values_list("pk", flat=True)[: MOST_PAPERS + 1])
    if not papers:
        raise NothingToPrint(run=run.code)
    if len(papers) > MOST_PAPERS:
        raise TooManyPapers(most=MOST_PAPERS)
    asked = CertificateBundle.objects.filter(run=run, kind=kind, by=by)
    if (ready := _same_papers(asked, papers)) is not None:
        return ready
    remove_files(asked)
    try:
        return _begun(run, kind, by, papers)
    except IntegrityError:  # one_bundle_being_made: by now it is that, or ready, or came to nothing
        being_made = asked.filter(state=CertificateBundle.State.MAKING).first()
        return being_made or _same_papers(asked, papers) or _begun(run, kind, by, papers)


def _same_papers(asked: QuerySet[CertificateBundle], papers: list[int]) -> CertificateBundle | None:
    """Return the bundle whose file is there with these papers, kept for as long again; None where there is none."""
    now = timezone.now()
    ready = asked.filter(state=CertificateBundle.State.READY, until__gt=now)
    for row in ready.order_by("-pk"):
        if row.certificates == papers and default_storage.exists(row.file):
            row.until = now + KEPT
            if ready.filter(pk=row.pk).update(until=row.until):  # else it was removed while we looked
                return row
    return None


@transaction.atomic
def _begun(run: CourseRun, kind: CertificateBundle.Kind, by: Officer, papers: list[int]) -> CertificateBundle:
    now = timezone.now()
    row = CertificateBundle.objects.create(run=run, kind=kind, by=by, asked_at=now, told_at=now, total=len(papers))
    record(by=by, act="certificate.bundle", on=row, why=f"{run.code} · {kind.value.upper()}: {len(papers)}")
    make_certificate_bundle.enqueue(row.pk)
    return row
