"""Numbering a load of a sitting page."""

from django.db import connection

from assessments.models.attempt import Attempt

__all__ = ["number_client"]


def number_client(attempt: Attempt) -> int:
    """Return a number that no other load of this attempt's page has; one statement.

    Two loads at once get two numbers: the row is changed and read in the same statement.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE assessments_attempt SET clients = clients + 1 WHERE id = %s RETURNING clients", [attempt.pk]
        )
        number: int = cursor.fetchone()[0]
    return number
