"""Bridges from the queue to services; the sweep does what a task did not."""

from django_tasks import task

from certificates.models import Certificate
from certificates.services.render_pdf import render_pdf


@task()
def draw_certificate(certificate_id: int) -> None:
    """Draw the PDF of a certificate."""
    render_pdf(certificate=Certificate.objects.get(pk=certificate_id))
