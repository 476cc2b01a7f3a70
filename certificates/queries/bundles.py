"""Bundles of certificates as whoever asked for them sees them, and what goes into one."""

from uuid import UUID

from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from certificates.models import CertificateBundle, Revocation
from certificates.models.certificate import CertificateQuerySet
from certificates.queries.search import certificates_within
from courses.models import CourseRun
from officers.models import Officer

__all__ = ["bundle_or_404", "bundles_of", "ready_or_404", "run_or_404", "to_print"]


def to_print(by: Officer, run: CourseRun) -> CertificateQuerySet:
    """Return the certificates of a run within a person's right whose paper is given out, by the holder's name.

    What was revoked or replaced is not; what has run out says so itself.
    """
    revoked = Revocation.objects.in_force().values("certificate")
    rows = certificates_within(by).filter(award__enrolment__run=run, superseded_by=None).exclude(pk__in=revoked)
    return rows.order_by("holder_name", "pk")


def run_or_404(by: Officer, code: str) -> CourseRun:
    """Return the run with this code of which a person sees certificates; any other does not exist."""
    row = CourseRun.objects.filter(code=code, pk__in=certificates_within(by).values("award__enrolment__run")).first()
    if row is None:
        raise Http404
    return row


def bundles_of(by: Officer) -> QuerySet[CertificateBundle]:
    """Return the bundles that a person asked for, the newest first: nobody sees those of others."""
    return CertificateBundle.objects.filter(by=by).select_related("run__edition").order_by("-pk")


def bundle_or_404(by: Officer, public_id: UUID) -> CertificateBundle:
    """Return a person's own bundle, or raise ``Http404``."""
    row = bundles_of(by).filter(public_id=public_id).first()
    if row is None:
        raise Http404
    return row


def ready_or_404(by: Officer, public_id: UUID) -> CertificateBundle:
    """Return a bundle whose file is there, as long as the person may still see every certificate in it.

    A backup that is put back may lack a file that was removed while it was made.
    """
    row = bundle_or_404(by, public_id)
    is_there = row.state == CertificateBundle.State.READY and row.until is not None and row.until > timezone.now()
    seen = certificates_within(by).filter(award__enrolment__run=row.run).values_list("pk", flat=True)
    if not is_there or not set(row.certificates) <= set(seen) or not default_storage.exists(row.file):
        raise Http404
    return row
