"""Bridges from the queue to services; the sweep does what a task did not."""

from django_tasks import task

from officers.services.mail_notices import mail_notices
from officers.services.work_on_import import work_on_import


@task()
def send_notices() -> None:
    """Mail the notices that are due."""
    mail_notices()


@task()
def work_on(import_id: int) -> None:
    """Check, apply or undo an import of people, whichever its row asks for."""
    work_on_import(import_id=import_id)
