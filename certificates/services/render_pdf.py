"""Drawing the PDF of a certificate and storing it by the hash of its bytes."""

import hashlib
from datetime import datetime

from django.core.files.storage import storages
from django.db import IntegrityError, transaction
from django.utils import timezone

from certificates.models import Certificate, CertificateFile
from certificates.pdf import certificate_pdf
from courses.sweeping import sweep_rows

__all__ = ["render_missing", "render_pdf"]

#: So many in one sweep (some 0.3 s each); the rest waits for the next.
BATCH = 100


def render_pdf(*, certificate: Certificate, at: datetime | None = None) -> CertificateFile:
    """Return the PDF of a certificate, drawn and stored now if there is none.

    The same certificate gives the same bytes, so that two who draw at once store one file and the
    second finds the row of the first (``pdf_once_per_certificate``). Raises ``pdf.NotDrawn``.
    """
    drawn: CertificateFile | None = certificate.files.order_by("pk").first()
    if drawn is not None:
        return drawn
    content = certificate_pdf(certificate)
    sha256 = hashlib.sha256(content).hexdigest()
    name = f"certificates/{sha256[:2]}/{sha256}.pdf"
    # Before the row, so that what a row names is there. Our own storage has ``put``.
    storages["default"].put(name, content)  # type: ignore[attr-defined]
    try:
        with transaction.atomic():
            return CertificateFile.objects.create(
                certificate=certificate, sha256=sha256, file=name, made_at=at or timezone.now()
            )
    except IntegrityError:
        stored: CertificateFile = certificate.files.get(sha256=sha256)
        return stored


def render_missing() -> int:
    """Draw the certificates that have no PDF; return how many. Part of the sweep."""
    missing = Certificate.objects.filter(files=None)
    return sweep_rows(
        missing, lambda pk: bool(render_pdf(certificate=Certificate.objects.get(pk=pk))), at_most=BATCH
    )  # fmt: skip
