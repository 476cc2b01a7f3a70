"""Numbering a load of a sitting page."""

import json
from typing import Any

from django.db import connection

from assessments.models.attempt import Attempt
from assessments.pens import Pens, first_pen

__all__ = ["number_client", "number_load"]


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


def number_load(attempt: Any, device: str) -> int:
    """Do the same for a load on a device (``pens.device_name``); the first one takes the pen. One statement.

    attempt: with the database's clock as ``now``. Returns 0 where another device has the pen, be it since a moment ago.
    """
    cast = "::jsonb" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE assessments_attempt SET clients = clients + 1, pens = COALESCE(pens, %s{cast}) WHERE id = %s"  # noqa: S608
            " RETURNING clients, pens",
            [json.dumps(first_pen(device, attempt.now)), attempt.pk],
        )
        number, pens = cursor.fetchone()
    return 0 if Pens.of(json.loads(pens)).is_elsewhere(device) else number
