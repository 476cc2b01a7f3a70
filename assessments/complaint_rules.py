"""When a complaint may be filed, and which step follows which. Pure."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

__all__ = ["DAYS", "FOLLOWS", "deadline", "results_at"]

#: Days after the results in which an officer may complain, where the exam says nothing else.
DAYS = 5

#: From where to where a complaint goes.
FOLLOWS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "filed": frozenset({"under_review"}),
        "under_review": frozenset({"upheld", "dismissed"}),
        "upheld": frozenset(),
        "dismissed": frozenset(),
    }
)


def results_at(*, submitted_at: datetime, counts: bool, closes_for_all: datetime) -> datetime:
    """Return when the results are there: of an exam that counts when it has closed for everybody, else at once."""
    return max(submitted_at, closes_for_all) if counts else submitted_at


def deadline(payload: Mapping[str, Any], results: datetime) -> datetime:
    """Return until when an officer may complain; ``complaint_days`` of the payload, or ``DAYS``."""
    return results + timedelta(days=payload.get("complaint_days", DAYS))
