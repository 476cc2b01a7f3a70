"""Bridges from the queue to services; the sweep does what a task did not."""

from django_tasks import task

from certificates.models import Certificate
from certificates.services.make_bundle import make_bundle
from certificates.services.render_pdf import render_pdf

#: Below everything else that waits: between two steps of a long work others have their turn.
_STEPS = -10


@task()
def draw_certificate(certificate_id: int) -> None:
    """Draw the PDF of a certificate."""
    render_pdf(certificate=Certificate.objects.get(pk=certificate_id))


@task(priority=_STEPS)
def make_certificate_bundle(bundle_id: int) -> None:
    """Do the next step of a bundle, and queue the one after it."""
    if make_bundle(bundle_id=bundle_id):
        make_certificate_bundle.enqueue(bundle_id)
