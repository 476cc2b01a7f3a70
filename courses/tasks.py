"""Bridges from the queue to services; the sweep does what a task did not."""

from django_tasks import task

from courses.services.make_asked_edition import make_asked_edition


@task()
def make_edition(publication_id: int) -> None:
    """Make an edition that somebody asked for."""
    make_asked_edition(publication_id=publication_id)
