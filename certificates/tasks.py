"""Bridges from the queue to services; the sweep does what a task did not."""

from django_tasks import task

from certificates.models import Certificate
from certificates.services.make_bundle import make_bundle
from certificates.services.render_pdf import render_pdf


@task()
def draw_certificate(certificate_id: int) -> None:
    """Draw the PDF of a certificate."""
    render_pdf(certificate=Certificate.objects.get(pk=certificate_id))


@task()
def make_certificate_bundle(bundle_id: int) -> None:
    """Put the papers of a bundle into its file."""
    make_bundle(bundle_id=bundle_id)
