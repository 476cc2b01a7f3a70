"""Taking the papers of a run as a file."""

from django.db import transaction

from audit.services.record import record
from certificates.models import CertificateBundle
from officers.models import Officer

__all__ = ["take_bundle"]


@transaction.atomic
def take_bundle(*, bundle: CertificateBundle, by: Officer) -> None:
    """Write down that somebody takes a file of his; that he may, ``queries.bundles.ready_or_404`` has said."""
    record(by=by, act="certificate.take_bundle", on=bundle, why=f"{bundle.kind.upper()}: {len(bundle.certificates)}")
