"""Bridges from the queue to services; the sweep does what a task did not."""

from django_tasks import task


@task()
def send_notices() -> None:
    """Mail the notices that are due."""
    from officers.services.mail_notices import mail_notices  # noqa: PLC0415 - the service's plan names this task

    mail_notices()
